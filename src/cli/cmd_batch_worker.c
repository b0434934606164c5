// SPDX-License-Identifier: MIT
// batch-worker: makes the maps that a batch asks for. Hidden: it is 'batch' that starts it.
#include <cartouche.h>
#include <signal.h>

#include "args.h"
#include "command.h"
#include "memory.h"
#include "say.h"
#include "share.h"

int ct_cmd_batch_worker(const struct ct_cli_args *args) {
  (void)args;
  char share[PATH_MAX];
  struct ct_err err = {0};
  if (!ct_cli_share_find(share)) return CT_CLI_FAILED;
  // Every map takes and gives back the same tens of megabytes: fetched from the system page by page, they were a sixth of
  // the time.
  ct_cli_memory_keep();
  ct_cli_memory_in_large_pages();
  // The batch decides what becomes of a map when somebody wants to stop.
  signal(SIGINT, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  if (ct_batch_work(share, 0, 1, &err)) return CT_CLI_DONE;
  ct_cli_say_error("%s", err.message);
  return CT_CLI_FAILED;
}
