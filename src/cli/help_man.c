// SPDX-License-Identifier: MIT
// Help: the man page and the completion script.
#include <cartouche.h>
#include <string.h>

#include "command.h"
#include "help.h"
#include "option.h"

// roff reads '\' and a leading '.' or quote; a bare '-' may turn into a hyphen.
static void put_roff(FILE *to, const char *text) {
  bool start = true;
  for (; *text; text++) {
    if (start && (*text == '.' || *text == '\'')) fputs("\\&", to);
    if (*text == '\\')
      fputs("\\e", to);
    else if (*text == '-')
      fputs("\\-", to);
    else
      fputc(*text, to);
    start = *text == '\n';
  }
}

static void put_commands(FILE *to) {
  fputs(".SH COMMANDS\n", to);
  for (const struct ct_cli_command *c = ct_cli_commands; c->name; c++) {
    if (!c->summary) continue;
    fprintf(to, ".TP\n.BI \"%s \" \"", c->name);
    put_roff(to, c->usage);
    fputs("\"\n", to);
    put_roff(to, c->text ? c->text : c->summary);
    fputc('\n', to);
  }
}

static void put_option(FILE *to, const struct ct_cli_option *o) {
  fputs(".TP\n.BR ", to);
  if (o->letter) fprintf(to, "\\-%c \", \" ", o->letter);
  fputs("\\-\\-", to);
  put_roff(to, o->name);
  if (o->value) {
    fputs(" \" ", to);
    put_roff(to, o->value);
    fputc('"', to);
  }
  fputc('\n', to);
  put_roff(to, o->help);
  const char *between = "\n(";
  for (const struct ct_cli_command *c = ct_cli_commands; c->name; c++) {
    if (!c->summary || !(o->commands & c->verb)) continue;
    fprintf(to, "%s%s", between, c->name);
    between = ", ";
  }
  fputs(")\n", to);
}

static const char man_end[] =
    ".SH EXIT STATUS\n0 done, 1 failed, 2 wrong usage.\n"
    ".SH OUTPUT\nFindings about inputs are lines on standard error (standard output for\n.BR check ),\n"
    ".IR file:line: \" severity: message (suggestion) [code]\" ,\n"
    "the first 20 of a kind;\n.B check\nprints them in groups, worst first. With\n.B \\-\\-json\neach is an "
    "object with code, severity, file, row, column, "
    "value,\n"
    "message and suggestion; the last line of\n.B check\nthen holds the counts.\n"
    "An output file appears whole or not at all, and the same inputs give the same bytes.\n"
    ".SH ENVIRONMENT\n.TP\n.B CARTOUCHE_SHARE\nThe folder that holds layers/ and styles/.\n"
    ".SH EXAMPLES\n.nf\ncartouche render sites.csv \\-o sites.pdf\n"
    "cartouche init sites.csv \\-o map.yaml\n"
    "cartouche render map.yaml \\-o map.pdf \\-o map.png \\-\\-dpi 300\n"
    "cartouche check sites.csv \\-\\-json\n"
    "cartouche check sites.xlsx \\-o clean.gpkg\n.fi\n";

void ct_cli_help_man(FILE *to) {
  fprintf(to, ".TH CARTOUCHE 1 \"\" \"cartouche %s\" \"User commands\"\n", CT_VERSION);
  fputs(".SH NAME\ncartouche \\- draw briefing maps from coordinates\n", to);
  fputs(".SH SYNOPSIS\n.nf\n", to);
  for (const struct ct_cli_command *c = ct_cli_commands; c->name; c++) {
    if (!c->summary) continue;
    fprintf(to, "cartouche %s ", c->name);
    put_roff(to, c->usage);
    fputc('\n', to);
  }
  fputs(
      ".fi\n.SH DESCRIPTION\nCoordinates of facilities and incidents go in, a style gives them symbols, and "
      "a\n",
      to);
  fputs("finished page comes out: title, legend, scale bar, sources and dates included.\n", to);
  put_commands(to);
  fputs(".SH OPTIONS\n", to);
  for (const struct ct_cli_option *o = ct_cli_options; o->name; o++)
    if (o->help) put_option(to, o);
  fputs(man_end, to);
}

static void put_words(FILE *to, unsigned verb) {
  for (const struct ct_cli_option *o = ct_cli_options; o->name; o++)
    if (o->help && (o->commands & verb)) fprintf(to, " --%s", o->name);
}

// Is it another command of the one before: "catalog log" after "catalog import"?
static bool follows_its_kind(const struct ct_cli_command *c) {
  size_t n = strcspn(c->name, " ");
  return c->name[n] && c > ct_cli_commands && strncmp(c[-1].name, c->name, n + 1) == 0;
}

static void put_second_words(FILE *to) {
  fputs("  if [ \"$COMP_CWORD\" -eq 2 ]; then\n    case $prev in\n", to);
  for (const struct ct_cli_command *c = ct_cli_commands; c->name; c++) {
    size_t n = strcspn(c->name, " ");
    if (!c->summary || !c->name[n] || follows_its_kind(c)) continue;
    fprintf(to, "      %.*s) words='", (int)n, c->name);
    for (const struct ct_cli_command *k = c; k->name && strncmp(k->name, c->name, n + 1) == 0; k++)
      fprintf(to, " %s", k->name + n + 1);
    fputs("' ;;\n", to);
  }
  fputs("    esac\n  fi\n", to);
}

void ct_cli_help_bash(FILE *to) {
  fputs("# bash completion for cartouche, made by `cartouche help --bash`\n_cartouche() {\n", to);
  fputs("  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words=\n  COMPREPLY=()\n",
        to);
  fputs("  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    words='", to);
  for (const struct ct_cli_command *c = ct_cli_commands; c->name; c++)
    if (c->summary && !follows_its_kind(c)) fprintf(to, "%.*s ", (int)strcspn(c->name, " "), c->name);
  fputs("--help --version'\n    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n    return\n  fi\n", to);
  put_second_words(to);
  fputs("  case $prev in\n", to);
  fputs("    --style) words=$(cartouche styles 2>/dev/null | cut -d' ' -f1) ;;\n", to);
  for (const struct ct_cli_option *o = ct_cli_options; o->name; o++)
    if (o->values) fprintf(to, "    --%s) words='%s' ;;\n", o->name, o->values);
  fputs(
      "  esac\n  if [ -z \"$words\" ] && [[ $cur == -* ]]; then\n    case \"${COMP_WORDS[1]} "
      "${COMP_WORDS[2]} \" in\n",
      to);
  for (const struct ct_cli_command *c = ct_cli_commands; c->name; c++) {
    if (!c->summary) continue;
    fprintf(to, "      '%s '*) words='", c->name);
    put_words(to, c->verb);
    fputs("' ;;\n", to);
  }
  fputs("    esac\n  fi\n  [ -z \"$words\" ] || COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n}\n", to);
  fputs("complete -o bashdefault -o default -F _cartouche cartouche\n", to);
}
