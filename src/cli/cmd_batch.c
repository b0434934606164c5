// SPDX-License-Identifier: MIT
// batch: many documents into one folder, what has not changed left alone.
#include <cartouche.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "args.h"
#include "batch_say.h"
#include "batch_shard.h"
#include "command.h"
#include "fonts.h"
#include "say.h"
#include "share.h"

// ---- Signals

static struct ct_batch *volatile running;
static volatile sig_atomic_t caught, times, may_talk;

static void tell(const char *text) {
  if (may_talk && write(STDERR_FILENO, text, strlen(text)) < 0) return;
}

// Once: what is under way is finished. Again, or by SIGTERM or SIGHUP: thrown away. A third time: at once.
static void stop(int number) {
  caught = number;
  if (++times > 2) {
    ct_abandon_files();
    signal(number, SIG_DFL);
    raise(number);
    return;
  }
  if (!running) return;
  if (times == 1 && number == SIGINT)
    tell("\r\033[Kcartouche: stopping when the maps under way are done (again: now)\n");
  ct_batch_stop(running);
  if (number != SIGINT) ct_batch_stop(running);
}

static void heed_signals(struct ct_batch *batch, bool talk) {
  static const int ending[] = {SIGHUP, SIGINT, SIGTERM};
  struct sigaction action = {.sa_handler = stop}, had;
  sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) sigaddset(&action.sa_mask, ending[i]);
  running = batch;
  may_talk = talk && isatty(STDERR_FILENO);
  // What is ignored (nohup) stays ignored; children that nobody waits for would be gone before they are asked.
  for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
    if (sigaction(ending[i], NULL, &had) == 0 && had.sa_handler != SIG_IGN)
      sigaction(ending[i], &action, NULL);
  signal(SIGCHLD, SIG_DFL);
}

// All is in order: now it ends as whoever sent the signal expects, so that a shell's loop ends, too.
static void end_by_signal(void) {
  if (!caught) return;
  fflush(stdout);
  signal(caught, SIG_DFL);
  raise(caught);
}

// ---- Arguments to a batch

static bool set(struct ct_batch *batch, const char *name, const char *value) {
  struct ct_err err = {0};
  if (ct_batch_set(batch, name, value, &err)) return true;
  ct_cli_say_error("%s", err.message);
  return false;
}

static bool set_workers(struct ct_batch *batch, const char *jobs) {
  char number[16];
  cpu_set_t cpus;
  if (jobs) return set(batch, "workers", jobs);
  int n = sched_getaffinity(0, sizeof cpus, &cpus) == 0 ? CPU_COUNT(&cpus) : 1;
  snprintf(number, sizeof number, "%d", n > 0 ? n : 1);
  return set(batch, "workers", number);
}

static bool set_own(struct ct_batch *batch, const struct ct_cli_args *args) {
  static const char *const same[] = {"out-dir", "ledger",  "format",   "name", "params",
                                     "memory",  "timeout", "manifest", "force"};
  for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
    const char *value = ct_cli_args_own(args, same[i]);
    if (value && !set(batch, same[i], value)) return false;
  }
  for (size_t i = 0; i < args->n_settings; i++)
    if (!set(batch, args->settings[i].name, args->settings[i].value)) return false;
  return set_workers(batch, ct_cli_args_own(args, "jobs"));
}

static bool set_fonts(void *user, const char *folder, struct ct_err *err) {
  return ct_batch_set(user, "fonts", folder, err);
}

// A worker is this very program, also when another one has been put in its place meanwhile, and finds the same folder.
static bool set_worker(struct ct_batch *batch, const char *share, struct ct_err *err) {
  bool proc = access("/proc/self/exe", X_OK) == 0;
  const char *const argv[] = {proc ? "/proc/self/exe" : "cartouche", "batch-worker", NULL};
  setenv("CARTOUCHE_SHARE", share, 1);
  return ct_batch_set_worker(batch, argv, err);
}

static int set_up(struct ct_batch *batch, const struct ct_cli_args *args, const char *share,
                  const struct ct_cli_shard *shard) {
  struct ct_err err = {0};
  const char *date = getenv("SOURCE_DATE_EPOCH");
  if (!set_own(batch, args)) return CT_CLI_USAGE;
  if (shard->text[0] && !set(batch, "shard", shard->text)) return CT_CLI_USAGE;
  if (date && *date && !set(batch, "source-date-epoch", date)) return CT_CLI_FAILED;
  bool ok = ct_cli_fonts_each(set_fonts, batch, &err) && set_worker(batch, share, &err);
  for (size_t i = 0; ok && i < args->n_inputs; i++) ok = ct_batch_add_input(batch, args->inputs[i], &err);
  if (ok) return CT_CLI_DONE;
  ct_cli_say_error("%s", err.message);
  return CT_CLI_FAILED;
}

// ---- Running

static int run(struct ct_batch *batch, const struct ct_cli_args *args, const struct ct_cli_shard *shard) {
  struct ct_batch_summary summary = {0};
  struct ct_err err = {0};
  struct ct_cli_batch_say say = {.json = args->json,
                                 .quiet = args->quiet,
                                 .explain = ct_cli_args_own(args, "explain") != NULL,
                                 .dry = ct_cli_args_own(args, "dry-run") != NULL,
                                 .shard = shard};
  ct_batch_on_event(batch, ct_cli_batch_say_event, &say);
  heed_signals(batch, !args->json && !args->quiet);
  ct_cli_batch_say_begin(&say);
  bool ok = ct_batch_run(batch, say.dry, &summary, &err);
  ct_cli_batch_say_end(&say, ok ? &summary : NULL, caught != 0);
  if (!ok) ct_cli_say_error("%s", err.message);
  bool written = ct_cli_out_finish();
  end_by_signal();
  return ok && written && !summary.failed ? CT_CLI_DONE : CT_CLI_FAILED;
}

static int merge(const struct ct_cli_args *args) {
  const char *into = ct_cli_args_own(args, "into");
  struct ct_err err = {0};
  if (!into || !*into) {
    ct_cli_say_usage("batch", "'--merge-ledgers' needs a ledger to merge into (--into FILE)");
    return CT_CLI_USAGE;
  }
  if (ct_batch_merge(args->inputs, args->n_inputs, into, &err)) return CT_CLI_DONE;
  ct_cli_say_error("%s", err.message);
  return CT_CLI_FAILED;
}

static bool is_wrong(const struct ct_cli_args *args) {
  const char *out = ct_cli_args_own(args, "out-dir");
  bool merging = ct_cli_args_own(args, "merge-ledgers") != NULL;
  if (merging) return false;
  if (!out || !*out)
    ct_cli_say_usage("batch", "'batch' needs a folder for the maps (--out-dir FOLDER)");
  else if (ct_cli_args_own(args, "into"))
    ct_cli_say_usage("batch", "'--into' goes with '--merge-ledgers'");
  else
    return false;
  return true;
}

int ct_cmd_batch(const struct ct_cli_args *args) {
  char share[PATH_MAX];
  struct ct_cli_shard shard;
  if (is_wrong(args)) return CT_CLI_USAGE;
  if (ct_cli_args_own(args, "merge-ledgers")) return merge(args);
  if (!ct_cli_batch_shard(args, &shard)) return CT_CLI_USAGE;
  if (!ct_cli_share_find(share)) return CT_CLI_FAILED;
  struct ct_batch *batch = ct_batch_new(share);
  if (!batch) {
    ct_cli_say_error("out of memory");
    return CT_CLI_FAILED;
  }
  int rc = set_up(batch, args, share, &shard);
  if (rc == CT_CLI_DONE) rc = run(batch, args, &shard);
  running = NULL;
  ct_batch_free(batch);
  return rc;
}
