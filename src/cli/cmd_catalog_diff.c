// SPDX-License-Identifier: MIT
// catalog diff: what became known between two days.
#include <cartouche.h>
#include <stdio.h>
#include <string.h>

#include "args.h"
#include "catalog_change.h"
#include "command.h"
#include "say.h"
#include "session.h"

struct printer {
  bool json;
  char layer[64];
};

static void put(void *user, const struct ct_change *c) {
  static const char signs[CT_CHANGE_KINDS] = {'+', '~', '>', '-'};
  struct printer *p = user;
  if (p->json) {
    fputs("{", stdout);
    ct_cli_catalog_change_put_json(stdout, c);
    fputs("}\n", stdout);
    return;
  }
  if (strcmp(p->layer, c->data) != 0) {
    snprintf(p->layer, sizeof p->layer, "%s", c->data);
    ct_cli_put_text(stdout, c->data);
    fputs(":\n", stdout);
  }
  printf("%c ", signs[c->kind]);
  ct_cli_put_text(stdout, c->id);
  if (c->name && strcmp(c->name, c->id) != 0) {
    fputs("  ", stdout);
    ct_cli_put_text(stdout, c->name);
  }
  fputs(": ", stdout);
  ct_cli_catalog_change_put_text(stdout, c);
  fputs("\n", stdout);
}

static int diff(struct ct_job *job, const struct ct_cli_args *args, const char *from) {
  struct ct_err err = {0};
  struct printer p = {.json = args->json};
  size_t count[CT_CHANGE_KINDS] = {0}, all = 0;
  bool ok = ct_catalog_diff(job, args->inputs[0], ct_cli_args_own(args, "layer"), from,
                            ct_cli_args_own(args, "to"), put, &p, count, &err);
  if (ok) ct_cli_catalog_change_put_counts(stdout, count, p.json);
  if (!ct_cli_out_finish()) return CT_CLI_FAILED;
  if (!ok) {
    ct_cli_say_error("%s", err.message);
    // One that fails is not to be taken for one that differs.
    return ct_cli_args_own(args, "exit-code") ? CT_CLI_USAGE : CT_CLI_FAILED;
  }
  for (int i = 0; i < CT_CHANGE_KINDS; i++) all += count[i];
  return all && ct_cli_args_own(args, "exit-code") ? CT_CLI_FAILED : CT_CLI_DONE;
}

int ct_cmd_catalog_diff(const struct ct_cli_args *args) {
  const char *from = ct_cli_args_own(args, "from");
  if (!from) {
    ct_cli_say_usage("catalog diff", "'catalog diff' needs --from DATE (what became known after that day)");
    return CT_CLI_USAGE;
  }
  struct ct_cli_session s;
  int rc = ct_cli_session_begin(&s, args, stderr);
  if (rc == CT_CLI_DONE) rc = diff(s.job, args, from);
  return ct_cli_session_end(&s, rc);
}
