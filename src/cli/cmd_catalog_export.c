// SPDX-License-Identifier: MIT
// catalog export: what was known on a day, as a table.
#include <cartouche.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "args.h"
#include "command.h"
#include "say.h"
#include "session.h"

// Pictures are outputs of other commands.
static bool is_table(const char *path) {
  static const char *const ends[] = {".csv", ".geojson", ".gpkg"};
  const char *dot = strrchr(path, '.');
  for (size_t i = 0; dot && i < sizeof ends / sizeof *ends; i++)
    if (strcasecmp(dot, ends[i]) == 0) return true;
  return false;
}

int ct_cmd_catalog_export(const struct ct_cli_args *args) {
  struct ct_err err = {0};
  if (!args->n_outputs) {
    ct_cli_say_usage("catalog export", "'catalog export' needs -o FILE (.csv, .geojson or .gpkg)");
    return CT_CLI_USAGE;
  }
  for (size_t i = 0; i < args->n_outputs; i++)
    if (!is_table(args->outputs[i])) {
      ct_cli_say_usage("catalog export", "'%s' is no table (expected .csv, .geojson or .gpkg)",
                       args->outputs[i]);
      return CT_CLI_USAGE;
    }
  struct ct_cli_session s;
  int rc = ct_cli_session_begin(&s, args, stderr);
  bool ok = rc == CT_CLI_DONE;
  for (size_t i = 0; i < args->n_outputs && ok; i++)
    ok = ct_job_add_output(s.job, args->outputs[i], NULL, &err);
  ok = ok && ct_catalog_export(s.job, args->inputs[0], ct_cli_args_own(args, "layer"),
                               ct_cli_args_own(args, "as-of"), &err);
  if (rc == CT_CLI_DONE && !ok) {
    ct_cli_say_error("%s", err.message);
    // A message that begins with an option is about what was given for it.
    rc = strncmp(err.message, "--", 2) == 0 ? CT_CLI_USAGE : CT_CLI_FAILED;
  }
  return ct_cli_session_end(&s, rc);
}
