// SPDX-License-Identifier: MIT
// Commands: the table of verbs.
#include "command.h"

#include <string.h>

#include "nearest.h"
#include "say.h"

#define ANY ((size_t)-1)

const struct ct_cli_command ct_cli_commands[] = {
    {"render", CT_CLI_RENDER, "INPUT... -o FILE [OPTION...]", "draw a map to PNG, PDF or SVG",
     "INPUT is a map document (.yaml, .yml or .json), a MapLibre style (JSON with\n"
     "\"version\": 8), or one or more data files in any format GDAL reads. With data\n"
     "files only, extent, projection, categories, title and date are assumed; one\n"
     "sentence on standard error says how. Options override the document.",
     1, ANY, "INPUT", ct_cmd_render},
    {"init", CT_CLI_INIT, "DATA... [-o FILE] [OPTION...]", "print the document render would assume",
     "The YAML that `cartouche render` would have assumed for the same data and\n"
     "options. Edit it and render that; unchanged, it gives the same map.",
     1, ANY, "DATA", ct_cmd_init},
    {"check", CT_CLI_CHECK, "INPUT... [-o FILE] [OPTION...]", "validate documents, styles and data",
     "Prints what is wrong or doubtful on standard output, worst first, the first 20\n"
     "of a kind, then a line with the counts: how many rows are placed, placed\n"
     "approximately, and not placed. -o writes a clean table (.csv, .geojson, .gpkg):\n"
     "all rows with their columns, then lon, lat, precision_m, notation, row and flags;\n"
     "or the findings as .sarif. Exit status 1 means errors, with --strict warnings too.",
     1, ANY, "INPUT", ct_cmd_check},
    {"diff", CT_CLI_DIFF, "OLD.json NEW.json [OPTION...]", "compare two manifests of a map",
     "OLD and NEW are what `render --manifest FILE` wrote. Prints features that were\n"
     "added (+), moved (>), changed (~) and removed (-), then what else differs: inputs,\n"
     "theme, fonts, program, outputs. Exit status 0 means the same, 1 different, 2 that a\n"
     "file is no whole manifest.",
     2, 2, "MANIFEST", ct_cmd_diff},
    {"layers", CT_CLI_LAYERS, "[--json]", "list the built-in layers", NULL, 0, 0, NULL, ct_cmd_layers},
    {"styles", CT_CLI_STYLES, "[--json]", "list the built-in themes and page templates", NULL, 0, 0, NULL,
     ct_cmd_styles},
    {"help", CT_CLI_HELP, "[COMMAND]", "show this, or help for a command", NULL, 0, 1, "COMMAND",
     ct_cmd_help},
    {"version", CT_CLI_VERSION, "", "show the version", NULL, 0, 0, NULL, ct_cmd_version},
    {0},
};

const struct ct_cli_command *ct_cli_command_find(const char *name) {
  for (const struct ct_cli_command *c = ct_cli_commands; c->name; c++)
    if (strcmp(c->name, name) == 0) return c;
  return NULL;
}

static bool is_pair(const char *name, const char *word, const char *next) {
  size_t n = strlen(word);
  return strncmp(name, word, n) == 0 && name[n] == ' ' && next && strcmp(name + n + 1, next) == 0;
}

const struct ct_cli_command *ct_cli_command_find_words(const char *word, const char *next, int *words) {
  for (const struct ct_cli_command *c = ct_cli_commands; c->name; c++) {
    bool one = strcmp(c->name, word) == 0;
    *words = one ? 1 : 2;
    if (one || is_pair(c->name, word, next)) return c;
  }
  return NULL;
}

void ct_cli_command_unknown(const char *name) {
  struct ct_cli_nearest near = {.word = name, .length = strlen(name)};
  for (const struct ct_cli_command *c = ct_cli_commands; c->name; c++) ct_cli_nearest_try(&near, c->name);
  if (near.best)
    ct_cli_say_usage(NULL, "unknown command '%s' (did you mean '%s'?)", name, near.best);
  else
    ct_cli_say_usage(NULL, "unknown command '%s'", name);
}
