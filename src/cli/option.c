// SPDX-License-Identifier: MIT
// Options: the table.
#include "option.h"

#include <string.h>

#include "command.h"

#define RENDER CT_CLI_RENDER
#define MAP (CT_CLI_RENDER | CT_CLI_INIT)
#define INPUTS (MAP | CT_CLI_CHECK)
#define LISTS (CT_CLI_LAYERS | CT_CLI_STYLES)
#define IMPORT CT_CLI_CATALOG_IMPORT
#define CATALOG (IMPORT | CT_CLI_CATALOG_LOG | CT_CLI_CATALOG_DIFF | CT_CLI_CATALOG_EXPORT)
#define ALL (INPUTS | LISTS | CATALOG | CT_CLI_CATALOG | CT_CLI_HELP | CT_CLI_VERSION)

const struct ct_cli_option ct_cli_options[] = {
    {"output", 'o', CT_CLI_OUTPUT, INPUTS | CT_CLI_CATALOG_EXPORT, "FILE", NULL,
     "output file, repeatable; '-' is standard output (not for check, whose report goes there)"},
    {"format", 0, CT_CLI_FORMAT, RENDER, "FORMAT", "png jpeg webp tif pdf svg",
     "png, jpeg, webp, tif (GeoTIFF), pdf or svg; else the extension of FILE says"},
    {"title", 0, CT_CLI_JOB, MAP, "TEXT", NULL, "title of the map"},
    {"subtitle", 0, CT_CLI_JOB, MAP, "TEXT", NULL, "line below the title"},
    {"style", 0, CT_CLI_JOB, MAP, "STYLE", NULL, "name of a built-in theme, or path of a MapLibre style"},
    {"bbox", 0, CT_CLI_JOB, MAP, "MINX,MINY,MAXX,MAXY", NULL, "extent, in degrees of longitude and latitude"},
    {"center", 0, CT_CLI_JOB, MAP, "LON,LAT", NULL, "centre of the map, in degrees"},
    {"zoom", 0, CT_CLI_JOB, MAP, "Z", NULL, "MapLibre zoom at the centre"},
    {"scale", 0, CT_CLI_JOB, MAP, "1:N", NULL, "true scale at the centre"},
    {"projection", 0, CT_CLI_JOB, MAP, "CRS", "auto", "auto, EPSG:n or a PROJ string"},
    {"template", 0, CT_CLI_JOB, MAP, "TEMPLATE", "briefing-a4 briefing-letter slide column social",
     "how the page is set: name of a page template ('cartouche styles' lists them), or path of one"},
    {"size", 0, CT_CLI_JOB, MAP, "SIZE", "A4 A3 letter slide column social",
     "pixels (1600x1200) or a paper size (A4, letter)"},
    {"orientation", 0, CT_CLI_JOB, MAP, "WAY", "landscape portrait", "landscape or portrait"},
    {"dpi", 0, CT_CLI_JOB, MAP, "N", NULL, "dots per inch of formats of pixels"},
    {"ratio", 0, CT_CLI_JOB, MAP, "N", NULL, "pixels for each style pixel (2: for fine screens)"},
    {"bare", 0, CT_CLI_JOB, MAP, NULL, NULL, "the map only: no title, legend or frame"},
    {"background", 0, CT_CLI_JOB, MAP, "COLOR", "none white", "colour of the paper, or none: transparent"},
    {"transparent", 0, CT_CLI_JOB, MAP, NULL, NULL, "no paper; with --bare no background of the map either"},
    {"where", 0, CT_CLI_JOB, MAP, "SQL", NULL, "only the rows for which this holds"},
    {"sheet", 0, CT_CLI_JOB, INPUTS | IMPORT, "NAME", NULL,
     "sheet or layer of data files; else the first with a table"},
    {"header-row", 0, CT_CLI_JOB, INPUTS | IMPORT, "N", NULL, "row that names the columns; 0: none does"},
    {"since", 0, CT_CLI_JOB, MAP, "DATE", NULL, "only rows dated DATE or later"},
    {"until", 0, CT_CLI_JOB, MAP, "DATE", NULL, "only rows dated DATE or earlier"},
    {"as-of", 0, CT_CLI_JOB, INPUTS, "DATE", NULL, "the date up to which the map tells"},
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
    {"recorded", 0, CT_CLI_OWN, IMPORT, "DATE", NULL, "the day on which it became known"},
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
    {"fonts", 0, CT_CLI_JOB, RENDER, "FOLDER", NULL, "look there for fonts that are not bundled, repeatable"},
    {"labels", 0, CT_CLI_JOB, MAP, "MODE", "auto near leaders callouts numbers",
     "where names go: auto, near, leaders, callouts or numbers"},
    {"graticule", 0, CT_CLI_JOB, MAP, "STEP", "auto true false",
     "meridians and parallels every STEP degrees; auto: by the scale"},
    {"report", 0, CT_CLI_REPORT, RENDER, "FILE", NULL,
     "where every label went and why, as JSON; '-' is standard output"},
    {"outline-text", 0, CT_CLI_JOB, RENDER, NULL, NULL, "letters of an SVG as outlines, not as text"},
    {"pin-widths", 0, CT_CLI_JOB, RENDER, NULL, NULL,
     "texts of an SVG keep their widths, whatever font a program takes"},
    {"svg-data", 0, CT_CLI_JOB, RENDER, "COLUMN,...", NULL, "columns that elements of an SVG have as data-*"},
    {"png8", 0, CT_CLI_JOB, RENDER, NULL, NULL, "a PNG of at most 256 colours: a third of the size or less"},
    {"quality", 0, CT_CLI_JOB, RENDER, "N", NULL, "of JPEG (else 90) and WebP (else without loss), 1 to 100"},
    {"world-file", 0, CT_CLI_JOB, RENDER, NULL, NULL,
     "beside files of pixels: where they lie, for geographic programs"},
    {"strict", 0, CT_CLI_JOB, INPUTS | IMPORT, NULL, NULL, "treat warnings as errors"},
    {"allow-network", 0, CT_CLI_JOB, INPUTS | IMPORT, NULL, NULL, "let data come from the network"},
    {"quiet", 'q', CT_CLI_QUIET, INPUTS | CATALOG, NULL, NULL, "report errors only"},
    {"json", 0, CT_CLI_JSON, INPUTS | LISTS | CATALOG, NULL, NULL, "report as JSON, one object a line"},
    {"sarif", 0, CT_CLI_SARIF, CT_CLI_CHECK, NULL, NULL, "report as SARIF 2.1.0, for build servers"},
    {"help", 'h', CT_CLI_SHOW_HELP, ALL, NULL, NULL, "show help"},
    {"man", 0, CT_CLI_SHOW_MAN, CT_CLI_HELP, NULL, NULL, NULL},
    {"bash", 0, CT_CLI_SHOW_BASH, CT_CLI_HELP, NULL, NULL, NULL},
    {0},
};

const struct ct_cli_option *ct_cli_option_find(const char *name, size_t length) {
  for (const struct ct_cli_option *o = ct_cli_options; o->name; o++)
    if (strlen(o->name) == length && memcmp(o->name, name, length) == 0) return o;
  return NULL;
}

const struct ct_cli_option *ct_cli_option_of(unsigned command, const char *name, size_t length) {
  for (const struct ct_cli_option *o = ct_cli_options; o->name; o++)
    if ((o->commands & command) && strlen(o->name) == length && memcmp(o->name, name, length) == 0) return o;
  return ct_cli_option_find(name, length);
}
