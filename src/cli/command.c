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
    {"catalog import", CT_CLI_CATALOG_IMPORT, "FILE... --into C.gpkg [OPTION...]",
     "keep data with its history in a catalogue",
     "Rows of data files become versions of the catalogue's features: what is new or\n"
     "differs is added as of today, or of --recorded DATE; nothing is overwritten, and\n"
     "what is the same changes nothing. The catalogue is a GeoPackage; it is made when\n"
     "it is not there. Findings about the data are those of 'check'. It is one\n"
     "transaction: all of it or nothing.",
     1, ANY, "FILE", ct_cmd_catalog_import},
    {"catalog log", CT_CLI_CATALOG_LOG, "C.gpkg ID [OPTION...]", "tell the history of a feature",
     "All versions of the feature, oldest first: when each became known, what it\n"
     "changed, and which row of which file said so.",
     1, 2, "CATALOG", ct_cmd_catalog_log},
    {"catalog diff", CT_CLI_CATALOG_DIFF, "C.gpkg --from DATE [--to DATE] [OPTION...]",
     "tell what became known between two days",
     "What is added (+), changed (~), moved (>) and removed (-) by what was recorded\n"
     "after DATE, up to and with the other (else: all). Exit status 0 in either case;\n"
     "with --exit-code 1 when anything differs, and 2 when that cannot be told.",
     1, 1, "CATALOG", ct_cmd_catalog_diff},
    {"catalog export", CT_CLI_CATALOG_EXPORT, "C.gpkg [--as-of DATE] -o FILE [OPTION...]",
     "write what was known on a day",
     "Features as they were known at the end of DATE (else: as they are known now), as\n"
     ".csv, .geojson or .gpkg. The same question gives the same bytes.",
     1, 1, "CATALOG", ct_cmd_catalog_export},
    {"catalog", CT_CLI_CATALOG, "import|log|diff|export ...", NULL,
     "A catalogue keeps features with their history.", 0, ANY, "COMMAND", ct_cmd_catalog},
    {"layers", CT_CLI_LAYERS, "[--json]", "list the built-in layers", NULL, 0, 0, NULL, ct_cmd_layers},
    {"styles", CT_CLI_STYLES, "[--json]", "list the built-in themes and page templates", NULL, 0, 0, NULL,
     ct_cmd_styles},
    {"batch", CT_CLI_BATCH, "DOCUMENT... --out-dir FOLDER [OPTION...]",
     "draw many maps, those that have changed",
     "Draws each document, and all documents of each folder, into one folder. A ledger\n"
     "there knows what each map was made from: what has not changed is not drawn again.\n"
     "Maps that fail are told on standard error and stop nothing else. Ctrl-C finishes\n"
     "what is under way, a second one throws it away; either leaves whole files and a\n"
     "ledger that is right, and so does kill -9. Array jobs of Slurm, Kubernetes and AWS\n"
     "Batch each draw their part, by the environment. Exit status 1: a map failed.",
     1, ANY, "DOCUMENT", ct_cmd_batch},
    {"batch-worker", CT_CLI_BATCH_WORKER, "", NULL,
     "Makes the maps that 'cartouche batch' asks for on standard input.", 0, 0, NULL, ct_cmd_batch_worker},
    {"help", CT_CLI_HELP, "[COMMAND]", "show this, or help for a command", NULL, 0, 2, "COMMAND",
     ct_cmd_help},
    {"version", CT_CLI_VERSION, "", "show the version", NULL, 0, 0, NULL, ct_cmd_version},
    {0},
};

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
  for (const struct ct_cli_command *c = ct_cli_commands; c->name; c++)
    if (c->summary) ct_cli_nearest_try(&near, c->name);
  if (near.best)
    ct_cli_say_usage(NULL, "unknown command '%s' (did you mean '%s'?)", name, near.best);
  else
    ct_cli_say_usage(NULL, "unknown command '%s'", name);
}
