// SPDX-License-Identifier: MIT
// Help: --help, the man page and the completion script, all from the tables.
#ifndef CT_CLI_HELP_H
#define CT_CLI_HELP_H

#include <stdio.h>

struct ct_cli_command;

void ct_cli_help_all(FILE *to);
void ct_cli_help_command(FILE *to, const struct ct_cli_command *command);
void ct_cli_help_man(FILE *to);   // roff
void ct_cli_help_bash(FILE *to);  // a bash completion script

#endif
