// SPDX-License-Identifier: MIT
// styles: the built-in themes and page templates.
#include <cartouche.h>
#include <stdio.h>

#include "args.h"
#include "command.h"
#include "list.h"

struct heading {
  ct_list_fn *fn;
  void *user;
};

// Told from themes by what they are for.
static void as_template(void *user, const char *name, const char *summary) {
  const struct heading *h = user;
  char line[512];
  snprintf(line, sizeof line, "page template: %s", summary);
  h->fn(h->user, name, line);
}

static bool list_templates(const char *share_dir, ct_list_fn *fn, void *user, struct ct_err *err) {
  struct heading h = {fn, user};
  return ct_list_templates(share_dir, as_template, &h, err);
}

int ct_cmd_styles(const struct ct_cli_args *args) {
  int rc = ct_cli_list(ct_list_styles, args->json);
  return rc == CT_CLI_DONE ? ct_cli_list(list_templates, args->json) : rc;
}
