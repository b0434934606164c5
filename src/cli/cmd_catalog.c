// SPDX-License-Identifier: MIT
// catalog: alone, or with a word that is no verb of it, tells what there is.
#include <stdio.h>
#include <string.h>

#include "args.h"
#include "command.h"
#include "nearest.h"
#include "say.h"

static const char family[] = "catalog ";

static bool is_verb(const struct ct_cli_command *c) {
  return c->summary && strncmp(c->name, family, sizeof family - 1) == 0;
}

int ct_cmd_catalog(const struct ct_cli_args *args) {
  const char *word = args->n_inputs ? args->inputs[0] : NULL;
  struct ct_cli_nearest near = {.word = word, .length = word ? strlen(word) : 0};
  for (const struct ct_cli_command *c = ct_cli_commands; word && c->name; c++)
    if (is_verb(c)) ct_cli_nearest_try(&near, c->name + sizeof family - 1);
  if (near.best)
    ct_cli_say_usage(NULL, "unknown command 'catalog %s' (did you mean 'catalog %s'?)", word, near.best);
  else if (word)
    ct_cli_say_usage(NULL, "unknown command 'catalog %s'", word);
  else
    ct_cli_say_usage(NULL, "'catalog' needs one of its commands");
  for (const struct ct_cli_command *c = ct_cli_commands; c->name; c++)
    if (is_verb(c)) fprintf(stderr, "  cartouche %s %s\n      %s\n", c->name, c->usage, c->summary);
  return CT_CLI_USAGE;
}
