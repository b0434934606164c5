// SPDX-License-Identifier: MIT
// catalog log: every version of a feature.
#include <cartouche.h>
#include <stdio.h>
#include <string.h>

#include "args.h"
#include "change.h"
#include "command.h"
#include "say.h"
#include "session.h"

enum { INDENT = 21 };  // behind the day and the word

// A layer is named when it is another than that of the line before.
struct printer {
  const struct ct_cli_args *args;
  char layer[64];
};

static void put_origin(const struct ct_catalog_version *v) {
  fputs("            from ", stdout);
  if (v->row) printf("row %ld of ", v->row);
  ct_cli_put_text(stdout, v->file ? v->file : "an unknown file");
  if (v->source && *v->source && (!v->file || strcmp(v->source, v->file) != 0)) {
    fputs("; source: ", stdout);
    ct_cli_put_text(stdout, v->source);
  }
  fputs("\n", stdout);
}

static void put_text(struct printer *p, const struct ct_catalog_version *v) {
  if (strcmp(p->layer, v->layer) != 0) {
    printf("%s%s in layer ", p->layer[0] ? "\n" : "", v->id);
    ct_cli_put_text(stdout, v->layer);
    fputs("\n", stdout);
    snprintf(p->layer, sizeof p->layer, "%s", v->layer);
  }
  printf("%s  %-9s", v->recorded, ct_cli_change_name(v->change.kind));
  if (v->change.name && v->change.kind == CT_ADDED) {
    ct_cli_put_text(stdout, v->change.name);
    fputs(", ", stdout);
  }
  ct_cli_change_put_words(stdout, &v->change, INDENT, ct_cli_args_own(p->args, "all") != NULL);
  fputs("\n", stdout);
  put_origin(v);
}

static void put_json(const struct ct_catalog_version *v) {
  fputs("{\"layer\":", stdout);
  ct_cli_put_json(stdout, v->layer);
  fputs(",\"recorded\":", stdout);
  ct_cli_put_json(stdout, v->recorded);
  fputs(",\"source\":", stdout);
  ct_cli_put_json(stdout, v->source);
  fputs(",\"file\":", stdout);
  ct_cli_put_json(stdout, v->file);
  if (v->row)
    printf(",\"row\":%ld,", v->row);
  else
    fputs(",\"row\":null,", stdout);
  ct_cli_change_put_members(stdout, &v->change);
  fputs("}\n", stdout);
}

static void put(void *user, const struct ct_catalog_version *v) {
  struct printer *p = user;
  if (p->args->json)
    put_json(v);
  else
    put_text(p, v);
}

int ct_cmd_catalog_log(const struct ct_cli_args *args) {
  struct ct_err err = {0};
  struct printer p = {.args = args};
  if (args->n_inputs < 2) {
    ct_cli_say_usage("catalog log", "'catalog log' needs a catalogue and an ID");
    return CT_CLI_USAGE;
  }
  struct ct_cli_session s;
  int rc = ct_cli_session_begin(&s, args, stderr);
  if (rc == CT_CLI_DONE) {
    bool ok = ct_catalog_log(s.job, args->inputs[0], ct_cli_args_own(args, "layer"), args->inputs[1], put, &p,
                             &err);
    if (!ct_cli_out_finish()) rc = CT_CLI_FAILED;
    if (!ok) {
      ct_cli_say_error("%s", err.message);
      rc = CT_CLI_FAILED;
    }
  }
  return ct_cli_session_end(&s, rc);
}
