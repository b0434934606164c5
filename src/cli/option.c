// SPDX-License-Identifier: MIT
// Options: the table.
#include "option.h"

#include <string.h>

#include "command.h"

#define RENDER CT_CLI_RENDER
#define MAP (CT_CLI_RENDER | CT_CLI_INIT)
#define INPUTS (MAP | CT_CLI_CHECK)
#define BATCH CT_CLI_BATCH
#define DRAW (RENDER | BATCH)
#define MAPS (MAP | BATCH)
#define LISTS (CT_CLI_LAYERS | CT_CLI_STYLES)
#define IMPORT CT_CLI_CATALOG_IMPORT
#define CATALOG (IMPORT | CT_CLI_CATALOG_LOG | CT_CLI_CATALOG_DIFF | CT_CLI_CATALOG_EXPORT)
#define ALL (INPUTS | BATCH | LISTS | CT_CLI_DIFF | CATALOG | CT_CLI_CATALOG | CT_CLI_HELP | CT_CLI_VERSION)

const struct ct_cli_option ct_cli_options[] = {
    {"output", 'o', CT_CLI_OUTPUT, INPUTS | CT_CLI_CATALOG_EXPORT, "FILE", NULL,
     "output file, repeatable; '-' is standard output (not for check, whose report goes there)"},
    {"format", 0, CT_CLI_FORMAT, RENDER, "FORMAT", "png jpeg webp tif pdf svg",
     "png, jpeg, webp, tif (GeoTIFF), pdf or svg; else the extension of FILE says"},
    {"title", 0, CT_CLI_JOB, MAP, "TEXT", NULL, "title of the map"},
    {"subtitle", 0, CT_CLI_JOB, MAP, "TEXT", NULL, "line below the title"},
    {"style", 0, CT_CLI_JOB, MAPS, "STYLE", NULL, "name of a built-in theme, or path of a MapLibre style"},
    {"bbox", 0, CT_CLI_JOB, MAP, "MINX,MINY,MAXX,MAXY", NULL, "extent, in degrees of longitude and latitude"},
    {"center", 0, CT_CLI_JOB, MAP, "LON,LAT", NULL, "centre of the map, in degrees"},
    {"zoom", 0, CT_CLI_JOB, MAP, "Z", NULL, "MapLibre zoom at the centre"},
    {"scale", 0, CT_CLI_JOB, MAP, "1:N", NULL, "true scale at the centre"},
    {"projection", 0, CT_CLI_JOB, MAPS, "CRS", "auto", "auto, EPSG:n or a PROJ string"},
    {"template", 0, CT_CLI_JOB, MAPS, "TEMPLATE", "briefing-a4 briefing-letter slide column social",
     "how the page is set: name of a page template ('cartouche styles' lists them), or path of one"},
    {"size", 0, CT_CLI_JOB, MAPS, "SIZE", "A4 A3 letter slide column social",
     "pixels (1600x1200) or a paper size (A4, letter)"},
    {"orientation", 0, CT_CLI_JOB, MAPS, "WAY", "landscape portrait", "landscape or portrait"},
    {"dpi", 0, CT_CLI_JOB, MAPS, "N", NULL, "dots per inch of formats of pixels"},
    {"ratio", 0, CT_CLI_JOB, MAPS, "N", NULL, "pixels for each style pixel (2: for fine screens)"},
    {"bare", 0, CT_CLI_JOB, MAPS, NULL, NULL, "the map only: no title, legend or frame"},
    {"background", 0, CT_CLI_JOB, MAPS, "COLOR", "none white", "colour of the paper, or none: transparent"},
    {"transparent", 0, CT_CLI_JOB, MAPS, NULL, NULL, "no paper; with --bare no background of the map either"},
    {"where", 0, CT_CLI_JOB, MAP, "SQL", NULL, "only the rows for which this holds"},
    {"sheet", 0, CT_CLI_JOB, INPUTS | IMPORT, "NAME", NULL,
     "sheet or layer of data files; else the first with a table"},
    {"header-row", 0, CT_CLI_JOB, INPUTS | IMPORT, "N", NULL, "row that names the columns; 0: none does"},
    {"since", 0, CT_CLI_JOB, MAPS, "DATE", NULL, "only rows dated DATE or later"},
    {"until", 0, CT_CLI_JOB, MAPS, "DATE", NULL, "only rows dated DATE or earlier"},
    {"as-of", 0, CT_CLI_JOB, INPUTS | BATCH, "DATE", NULL, "the date up to which the map tells"},
    {"since-edition", 0, CT_CLI_JOB, INPUTS | BATCH, "FILE|DIR|DATE", NULL,
     "mark what has changed since that edition: its manifest, a folder of them, or a date for catalogues"},
    {"as-of", 0, CT_CLI_OWN, CT_CLI_CATALOG_EXPORT, "DATE", NULL, "what was known on that day; else all"},
    {"from", 0, CT_CLI_OWN, CT_CLI_CATALOG_DIFF, "DATE", NULL, "what became known after that day"},
    {"to", 0, CT_CLI_OWN, CT_CLI_CATALOG_DIFF, "DATE", NULL, "up to and with that day; else all"},
    {"exit-code", 0, CT_CLI_OWN, CT_CLI_CATALOG_DIFF, NULL, NULL, "exit status 1 when anything differs"},
    {"layer", 0, CT_CLI_JOB, INPUTS, "NAME", NULL, "layer of the data; else the first"},
    {"into", 0, CT_CLI_OWN, IMPORT, "FILE", NULL, "the catalogue (.gpkg), made when it is not there"},
    {"layer", 0, CT_CLI_OWN, CATALOG, "NAME", NULL,
     "layer of the catalogue; else its only one, or 'features'"},
    {"id", 0, CT_CLI_OWN, IMPORT, "COLUMN", NULL,
     "column that tells the rows apart; else recognised, or by name and nearness"},
    {"source", 0, CT_CLI_OWN, IMPORT, "TEXT", NULL, "where it comes from; else the file's name"},
    {"recorded", 0, CT_CLI_OWN, IMPORT, "DATE", NULL, "the day on which it became known; else today"},
    {"complete", 0, CT_CLI_OWN, IMPORT, NULL, NULL,
     "features that the files lack are no more, as of that day"},
    {"refuse-unplaced", 0, CT_CLI_OWN, IMPORT, NULL, NULL, "fail when a row has no position"},
    {"lat", 0, CT_CLI_JOB, INPUTS | IMPORT, "COLUMN", NULL, "column of latitudes or northings"},
    {"lon", 0, CT_CLI_JOB, INPUTS | IMPORT, "COLUMN", NULL, "column of longitudes or eastings"},
    {"crs", 0, CT_CLI_JOB, INPUTS | IMPORT, "CRS", NULL,
     "coordinate system of the data: EPSG:n or a PROJ string"},
    {"class-column", 0, CT_CLI_JOB, INPUTS | IMPORT, "COLUMN", NULL, "column that says what each row is"},
    {"country-column", 0, CT_CLI_JOB, CT_CLI_CHECK | IMPORT, "COLUMN", NULL,
     "column that says which country each row is in"},
    {"param", 0, CT_CLI_OWN, INPUTS, "NAME=VALUE", NULL,
     "what ${NAME} in the document stands for, repeatable"},
    {"fonts", 0, CT_CLI_JOB, DRAW, "FOLDER", NULL, "look there for fonts that are not bundled, repeatable"},
    {"labels", 0, CT_CLI_JOB, MAPS, "MODE", "auto near leaders callouts numbers",
     "where names go: auto, near, leaders, callouts or numbers"},
    {"graticule", 0, CT_CLI_JOB, MAPS, "STEP", "auto true false",
     "meridians and parallels every STEP degrees; auto: by the scale"},
    {"report", 0, CT_CLI_REPORT, RENDER, "FILE", NULL,
     "where every label went and why, as JSON; '-' is standard output"},
    {"manifest", 0, CT_CLI_OWN, RENDER, "FILE", NULL,
     "what the map was made of and what it shows, as JSON, for 'cartouche diff'"},
    {"outline-text", 0, CT_CLI_JOB, DRAW, NULL, NULL, "letters of an SVG as outlines, not as text"},
    {"pin-widths", 0, CT_CLI_JOB, DRAW, NULL, NULL,
     "texts of an SVG keep their widths, whatever font a program takes"},
    {"svg-data", 0, CT_CLI_JOB, DRAW, "COLUMN,...", NULL, "columns that elements of an SVG have as data-*"},
    {"png8", 0, CT_CLI_JOB, DRAW, NULL, NULL, "a PNG of at most 256 colours: a third of the size or less"},
    {"quality", 0, CT_CLI_JOB, DRAW, "N", NULL, "of JPEG (else 90) and WebP (else without loss), 1 to 100"},
    {"world-file", 0, CT_CLI_JOB, DRAW, NULL, NULL,
     "beside files of pixels: where they lie, for geographic programs"},
    {"out-dir", 0, CT_CLI_OWN, BATCH, "FOLDER", NULL, "where all maps go; made when it is not there"},
    {"jobs", 'j', CT_CLI_OWN, BATCH, "N", NULL, "workers at a time; else one a processor"},
    {"format", 0, CT_CLI_OWN, BATCH, "FORMAT,...", NULL,
     "what each map is drawn to (else png): png, pdf, svg ..."},
    {"name", 0, CT_CLI_OWN, BATCH, "PATTERN", NULL,
     "files' names: {stem}, {slug}, {as_of}, {page}, {row} or any parameter in braces"},
    {"params", 0, CT_CLI_OWN, BATCH, "FILE", NULL,
     "a table: each document is drawn once a row, with its cells for ${NAME}"},
    {"manifest", 0, CT_CLI_OWN, BATCH, NULL, NULL, "write NAME.json beside each map: what it was made of"},
    {"ledger", 0, CT_CLI_OWN, BATCH, "FILE", NULL,
     "what was made from what; else .cartouche-ledger.sqlite in the folder"},
    {"shard", 0, CT_CLI_OWN, BATCH, "I/N", NULL,
     "only the I-th of N parts of the maps; 1/1: all, whatever the environment says"},
    {"shard-count", 0, CT_CLI_OWN, BATCH, "N", NULL,
     "parts there are, where the environment says which this is"},
    {"memory", 0, CT_CLI_OWN, BATCH, "MB", NULL, "most that a map may take"},
    {"timeout", 0, CT_CLI_OWN, BATCH, "SECONDS", NULL, "longest that a map may take"},
    {"force", 0, CT_CLI_OWN, BATCH, NULL, NULL, "render everything, changed or not"},
    {"dry-run", 'n', CT_CLI_OWN, BATCH, NULL, NULL, "only tell what would be rendered, and why"},
    {"explain", 0, CT_CLI_OWN, BATCH, NULL, NULL, "tell of each map why it was rendered, or that it was not"},
    {"merge-ledgers", 0, CT_CLI_OWN, BATCH, NULL, NULL, "inputs are ledgers of shards, to be one (--into)"},
    {"into", 0, CT_CLI_OWN, BATCH, "FILE", NULL, "ledger that the ledgers are merged into"},
    {"strict", 0, CT_CLI_JOB, INPUTS | BATCH | IMPORT, NULL, NULL, "treat warnings as errors"},
    {"allow-network", 0, CT_CLI_JOB, INPUTS | BATCH | IMPORT, NULL, NULL, "let data come from the network"},
    {"features", 0, CT_CLI_OWN, CT_CLI_DIFF, NULL, NULL,
     "hold only features against each other, not what the maps were made of"},
    {"all", 0, CT_CLI_OWN, CT_CLI_DIFF | CT_CLI_CATALOG_DIFF | CT_CLI_CATALOG_LOG, NULL, NULL,
     "print every change, with its whole values"},
    {"quiet", 'q', CT_CLI_QUIET, INPUTS | BATCH | CT_CLI_DIFF | CATALOG, NULL, NULL, "report errors only"},
    {"json", 0, CT_CLI_JSON, INPUTS | LISTS | BATCH | CT_CLI_DIFF | CATALOG, NULL, NULL,
     "report as JSON, one object a line"},
    {"sarif", 0, CT_CLI_SARIF, CT_CLI_CHECK, NULL, NULL, "report as SARIF 2.1.0, for build servers"},
    {"help", 'h', CT_CLI_SHOW_HELP, ALL, NULL, NULL, "show help"},
    {"man", 0, CT_CLI_SHOW_MAN, CT_CLI_HELP, NULL, NULL, NULL},
    {"bash", 0, CT_CLI_SHOW_BASH, CT_CLI_HELP, NULL, NULL, NULL},
    {0},
};

const struct ct_cli_option *ct_cli_option_find(const char *name, size_t length, unsigned verbs) {
  const struct ct_cli_option *other = NULL;
  for (const struct ct_cli_option *o = ct_cli_options; o->name; o++) {
    if (strlen(o->name) != length || memcmp(o->name, name, length) != 0) continue;
    if (o->commands & verbs) return o;
    other = o;
  }
  return other;
}
