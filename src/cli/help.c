// SPDX-License-Identifier: MIT
// Help: --help for all and for a command.
#include "help.h"

#include <string.h>

#include "command.h"
#include "option.h"

static const char exits[] =
    "\nExit status: 0 done, 1 failed, 2 wrong usage.\n"
    "CARTOUCHE_SHARE names the folder with layers/ and styles/ when it is not found by itself.\n";

void ct_cli_help_all(FILE *to) {
  fputs("Cartouche draws briefing maps: coordinates in, a finished page out.\n\n", to);
  for (const struct ct_cli_command *c = ct_cli_commands; c->name; c++)
    if (c->summary)
      fprintf(to, "%s cartouche %s%s%s\n", c == ct_cli_commands ? "usage:" : "      ", c->name,
              *c->usage ? " " : "", c->usage);
  fputs("\nCommands:\n", to);
  for (const struct ct_cli_command *c = ct_cli_commands; c->name; c++)
    if (c->summary) fprintf(to, "  %-14s %s\n", c->name, c->summary);
  fputs("\n'cartouche COMMAND --help' lists a command's options.\n", to);
  fputs(exits, to);
}

static void put_option(FILE *to, const struct ct_cli_option *o) {
  char left[64];
  snprintf(left, sizeof left, "%c%c%s--%s%s%s", o->letter ? '-' : ' ', o->letter ? o->letter : ' ',
           o->letter ? ", " : "  ", o->name, o->value ? " " : "", o->value ? o->value : "");
  if (strlen(left) > 26)
    fprintf(to, "  %s\n  %26s  %s\n", left, "", o->help);
  else
    fprintf(to, "  %-26s  %s\n", left, o->help);
}

void ct_cli_help_command(FILE *to, const struct ct_cli_command *c) {
  fprintf(to, "usage: cartouche %s%s%s\n\n", c->name, *c->usage ? " " : "", c->usage);
  fprintf(to, "%s\n", c->text ? c->text : c->summary);
  fputs("\nOptions:\n", to);
  for (const struct ct_cli_option *o = ct_cli_options; o->name; o++)
    if (o->help && (o->commands & c->verb)) put_option(to, o);
  fputs("  --                          what follows are inputs, even if it begins with '-'\n", to);
  fputs(exits, to);
}
