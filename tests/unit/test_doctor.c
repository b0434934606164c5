// SPDX-License-Identifier: MIT
// Tests of ct_doctor_examine on small tables, with the real base layers.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"
#include "cartouche.h"
#include "doctor/doctor.h"
#include "load/load.h"
#include "model/diag.h"
#include "model/table.h"

enum { MAX_COLUMNS = 8, MAX_ROWS = 64 };

static struct ct_arena base_arena;
static struct ct_table countries, land, lakes, places;

struct fixture {
  struct ct_arena arena;
  struct ct_str log;
  struct ct_diags diags;
  struct ct_doctor_request q;
  const struct ct_table *tables[2];
};

static void on_diagnostic(void *user, const struct ct_diagnostic *d) {
  struct fixture *f = user;
  ct_str_addf(&f->log, "%s %s:%ld %s %s: %s (%s)\n", d->code, d->file, d->line,
              d->severity == CT_NOTE ? "note" : "warning", d->field ? d->field : "-", d->message,
              d->suggestion ? d->suggestion : "-");
}

static void base(const char *name, struct ct_table *t) {
  char path[128];
  struct ct_err err = {0};
  snprintf(path, sizeof path, "layers/base/%s_10m.fgb", name);
  struct ct_load_request r = {.name = name, .path = path, .all_columns = true, .quiet_rows = true};
  if (!ct_load(&r, &base_arena, NULL, t, &err)) fail_msg("%s", err.message);
}

static int load_base(void **state) {
  (void)state;
  base("countries", &countries);
  base("land", &land);
  base("lakes", &lakes);
  base("places", &places);
  return 0;
}

static int release_base(void **state) {
  (void)state;
  ct_arena_release(&base_arena);
  return 0;
}

static void start(struct fixture *f) {
  *f = (struct fixture){0};
  f->log.arena = &f->arena;
  f->diags = (struct ct_diags){.fn = on_diagnostic, .user = f};
  f->q = (struct ct_doctor_request){
      .tables = f->tables, .countries = &countries, .land = &land, .lakes = &lakes, .places = &places};
}

// A table of texts: cells parted by '|', rows by line breaks, the header first. Columns lat and lon are the
// position; as the loader does, the row keeps it as written.
static void table(struct fixture *f, const char *file, const char *text) {
  struct ct_arena *a = &f->arena;
  struct ct_table *t = CT_NEW(a, struct ct_table);
  struct ct_column *columns = CT_NEW_N(a, struct ct_column, MAX_COLUMNS);
  const char **cells[MAX_COLUMNS], **published = CT_NEW_N(a, const char *, MAX_ROWS);
  double *lonlat = CT_NEW_N(a, double, 2 * MAX_ROWS);
  uint32_t *row = CT_NEW_N(a, uint32_t, MAX_ROWS);
  char *line, *lines = ct_arena_strdup(a, text);
  for (int k = 0; k < MAX_COLUMNS; k++) cells[k] = CT_NEW_N(a, const char *, MAX_ROWS);
  *t = (struct ct_table){.name = file, .file = file, .columns = columns, .row = row, .published = published};
  for (size_t r = 0; (line = strsep(&lines, "\n")) && *line; r++) {
    const char *cell, *lat = NULL, *lon = NULL;
    for (size_t k = 0; (cell = strsep(&line, "|")); k++) {
      if (!r) {
        columns[k] = (struct ct_column){.name = cell, .type = CT_COLUMN_STRING, .string = cells[k]};
        t->ncolumns++;
        continue;
      }
      cells[k][r - 1] = *cell ? cell : NULL;
      if (strcmp(columns[k].name, "lat") == 0) lat = cells[k][r - 1];
      if (strcmp(columns[k].name, "lon") == 0) lon = cells[k][r - 1];
    }
    if (!r) continue;
    assert_true(r <= MAX_ROWS);
    double *p = &lonlat[2 * (r - 1)];
    bool placed = lat && lon && ct_parse_number(lat, &p[1]) && ct_parse_number(lon, &p[0]);
    if (!placed) p[0] = p[1] = NAN;
    published[r - 1] = placed ? ct_arena_printf(a, "%s, %s", lat, lon) : NULL;
    t->placed += placed;
    row[r - 1] = (uint32_t)r + 1;
    t->n = r;
  }
  t->geoms = (struct ct_geoms){.nparts = t->n, .ncoords = t->n, .lonlat = lonlat};
  f->tables[f->q.ntables++] = t;
}

static void examine(struct fixture *f) {
  ct_doctor_examine(&f->q, &f->arena, &f->diags);
}

static void finish(struct fixture *f) {
  ct_arena_release(&f->arena);
}

static void says(struct fixture *f, const char *line) {
  if (!strstr(ct_str_text(&f->log), line)) fail_msg("'%s' is not in:\n%s", line, ct_str_text(&f->log));
}

static void silent_on(struct fixture *f, const char *part) {
  if (strstr(ct_str_text(&f->log), part)) fail_msg("'%s' is in:\n%s", part, ct_str_text(&f->log));
}

static size_t count(struct fixture *f, const char *part) {
  size_t n = 0;
  for (const char *s = ct_str_text(&f->log); (s = strstr(s, part)); s++) n++;
  return n;
}

// The whole of it for one table.
static void look(struct fixture *f, const char *text) {
  start(f);
  table(f, "t.csv", text);
  examine(f);
}

static void slips(void **state) {
  (void)state;
  struct fixture f;
  look(&f,
       "name|country|lat|lon\n"
       "Kuito|Angola|-12.38|16.94\n"
       "Bie|Angola|11.2|17.8\n"
       "Huambo|Angola|15.73|-12.77\n"
       "Musudan-ri|Korea, North|40.8557|-129.6658\n"
       "Seoul|ROK|37.51|12.71\n"
       "Incheon|ROK|37.51|27.01\n"
       "Lima|Persia|-12.0|-77.0\n"
       "Nampo|DPRK|38.75|125.32\n"
       "Sevastopol|Ukraine|44.6|33.5\n"
       "San Juan|USA|18.4|-66.1\n"
       "Nowhere|Atlantis|1|1\n");
  says(&f,
       "CT-D131 t.csv:3 warning lat: latitude 11.2, longitude 17.8 lies in Chad, not in Angola (-11.2, 17.8 "
       "lies in "
       "Angola (with the other sign of the latitude))\n");
  says(&f,
       "CT-D130 t.csv:4 warning lat: latitude 15.73, longitude -12.77 lies in Mauritania, not in Angola "
       "(-12.77, "
       "15.73 lies in Angola (swapped))\n");
  says(&f,
       "CT-D131 t.csv:5 warning lat: latitude 40.8557, longitude -129.6658 lies at sea, not in North Korea "
       "(40.8557, "
       "129.6658 lies in North Korea (with the other sign of the longitude))\n");
  says(&f,
       "CT-D132 t.csv:6 warning lat: latitude 37.51, longitude 12.71 lies at sea, not in South Korea (37.51, "
       "127.1");
  says(&f, "CT-D132 t.csv:7 warning lat: latitude 37.51, longitude 27.01 lies ");
  says(&f, "(37.51, 127.01 lies in South Korea (with 100 added to the longitude))");
  says(&f, "CT-D133 t.csv:8 warning lat: latitude -12, longitude -77 lies ");
  says(&f, " from Iran (check the position and the country's name)");
  assert_int_equal(count(&f, "CT-D13"), 6);
  silent_on(&f, "CT-D134");
  finish(&f);
}

// Only what is far enough from the country, by its own precision, is said.
static void tolerance(void **state) {
  (void)state;
  struct fixture f;
  static const char text[] =
      "name|country|lat|lon\n"
      "Strasbourg|Germany|48.58|7.75\n"
      "Metz|Germany|49.12|6.18\n"
      "Berlin|Germany|52.5|13.4\n";
  look(&f, text);
  says(&f, "CT-D133 t.csv:3 warning lat: latitude 49.12, longitude 6.18 lies in France, ");
  assert_int_equal(count(&f, "CT-D13"), 1);
  finish(&f);
  start(&f);
  table(&f, "t.csv", text);
  static const float precision[] = {1, 60000, 1};
  struct ct_table t = *f.tables[0];
  t.precision_m = precision;
  f.tables[0] = &t;
  examine(&f);
  silent_on(&f, "CT-D13");
  finish(&f);
}

static void whole_column(void **state) {
  (void)state;
  struct fixture f;
  look(&f,
       "name|pays|lat|lon\n"
       "A|Angola|12.1|15.2\nB|Angola|11.2|16.3\nC|Angola|10.3|17.4\nD|Angola|9.4|18.5\nE|Angola|12.5|19.6\n"
       "F|Angola|13.6|17.7\nG|Angola|14.7|16.8\nH|Angola|15.8|17.9\nI|Angola|-8.83|13.23\n");
  assert_int_equal(count(&f, "CT-D131"), 8);
  says(&f,
       "CT-D134 t.csv:0 warning lat: 8 of 9 rows lie in the country they name only when mended: a sign is "
       "lost");
  finish(&f);
}

// A column of countries that is about something else.
static void other_columns(void **state) {
  (void)state;
  struct fixture f;
  look(&f,
       "name|flag|lat|lon\n"
       "A|Panama|12.1|15.2\nB|Liberia|11.2|16.3\nC|Belize|10.3|17.4\nD|Malta|9.4|18.5\n");
  silent_on(&f, "CT-D13");
  finish(&f);
  look(&f,
       "name|country|lat|lon\n"
       "A|GM|52.1|10.2\nB|GM|51.2|9.3\nC|GM|50.3|11.4\nD|CH|30.4|110.5\nE|CH|31.4|111.5\nF|CH|29.4|112.5\n"
       "G|FR|47.1|2.2\nH|FR|46.1|2.3\nI|GM|52.3|9.9\n");
  says(&f,
       "CT-D135 t.csv:0 note country: rows are not compared with column 'country': 7 of 9 looked at lie in "
       "other");
  silent_on(&f, "CT-D133");
  finish(&f);
  // States of the US are not countries.
  look(&f, "name|state|lat|lon\nA|CA|37.1|-121.2\nB|IN|40.2|-86.3\nC|AL|33.3|-86.4\nD|GA|33.1|-83.5\n");
  silent_on(&f, "CT-D13");
  finish(&f);
  look(&f,
       "name|address|lat|lon\n"
       "A|1 Main St, Huambo, Angola|-12.77|15.73\nB|Harbour, Luanda, Angola|-8.83|13.23\nC|Bie, "
       "Angola|11.2|17.8\n");
  says(&f, "CT-D131 t.csv:4 warning lat: latitude 11.2, longitude 17.8 lies in Chad, not in Angola");
  finish(&f);
  start(&f);
  f.q.country_column = "where_it_is";
  table(&f, "t.csv", "name|country|where_it_is|lat|lon\nA|Angola|Chad|11.2|17.8\nB|Angola|Chad|11.2|-17.8\n");
  examine(&f);
  says(&f, "CT-D131 t.csv:3 ");
  assert_int_equal(count(&f, "CT-D13"), 1);
  finish(&f);
}

static void clusters(void **state) {
  (void)state;
  struct fixture f;
  look(&f,
       "what|lat|lon\n"
       "A|-12.11|15.23\nB|-11.22|16.33\nC|-10.33|17.45\nD|-9.44|18.56\nE|-12.55|19.67\nF|-13.66|17.78\n"
       "G|-14.77|16.89\nH|-15.88|17.91\nI|-8.83|13.23\nJ|-11.12|14.13\nK|15.34|16.12\nL|16.12|-12.35\nM|51.3|"
       "170.2\n");
  says(&f, "CT-D136 t.csv:12 warning lat: latitude 15.34, longitude 16.12 lies ");
  says(&f, "(-15.34, 16.12 is among the others (with the other sign of the latitude))");
  says(&f, "CT-D136 t.csv:13 warning lat: ");
  says(&f, "may be swapped (-12.35, 16.12 is among the others (swapped))");
  finish(&f);
}

static void outliers(void **state) {
  (void)state;
  struct fixture f;
  look(&f,
       "what|lat|lon\n"
       "A|39.11|125.23\nB|39.22|125.33\nC|39.33|125.45\nD|39.44|125.56\nE|39.55|125.67\nF|39.66|125.78\n"
       "G|39.77|125.89\nH|39.88|125.91\nI|39.83|125.23\nJ|48.85|2.35\n");
  says(&f, "CT-D137 t.csv:11 note lat: latitude 48.85, longitude 2.35 lies ");
  assert_int_equal(count(&f, "CT-D13"), 1);
  finish(&f);
}

static void shores(void **state) {
  (void)state;
  struct fixture f;
  look(&f,
       "name|category|lat|lon\n"
       "Reactor one|nuclear|39.797|125.755\n"
       "Mine two|mine|36.513|132.514\n"
       "Port three|port|36.517|132.518\n"
       "Transfer four|ship-to-ship transfer|34.517|127.018\n"
       "Transfer five|ship-to-ship transfer|36.321|127.422\n"
       "Tanker six|tanker|30.123|123.456\n"
       "Ferry on Baikal|vessel|53.512|108.013\n"
       "Farm seven|offshore wind|54.512|7.513\n"
       "Flughafen acht|Flughafen|54.517|7.018\n");
  says(&f, "CT-D138 t.csv:3 warning lat: latitude 36.513, longitude 132.514 lies at sea, ");
  says(&f, "but 'Mine two' is of class mine (check the position)");
  says(&f, "CT-D139 t.csv:6 warning lat: latitude 36.321, longitude 127.422 lies on land, ");
  says(&f, "CT-D138 t.csv:10 ");
  assert_int_equal(count(&f, "CT-D138") + count(&f, "CT-D139"), 3);
  finish(&f);
  // What the table is called counts where rows say nothing.
  start(&f);
  table(&f, "data/power_plants.csv", "name|lat|lon\nA|39.797|125.755\nB|36.513|132.514\n");
  table(&f, "data/piracy.csv", "name|lat|lon\nC|36.321|127.422\nD|1.21|104.02\n");
  examine(&f);
  says(&f, "CT-D138 data/power_plants.csv:3 warning lat: latitude 36.513, longitude 132.514 lies at sea, ");
  says(&f, "but 'B' is a place on land");
  says(&f, "CT-D139 data/piracy.csv:2 ");
  assert_int_equal(count(&f, "CT-D138") + count(&f, "CT-D139"), 2);
  finish(&f);
}

static void sources_apart(void **state) {
  (void)state;
  struct fixture f;
  look(&f,
       "id|name|lat|lon|source\n"
       "kal-gol|Kal-gol missile operating base|38.682288|126.7226|one list\n"
       "kal-gol|Kal-gol missile operating base|40.636137|126.439019|another list\n"
       "sohae|Sohae|39.66|124.705|one list\n"
       "sohae|Sohae|39.6596|124.7057|another list\n"
       "a|Hospital|39.12|125.13|one list\n"
       "b|Hospital|41.12|129.13|another list\n");
  says(&f,
       "CT-D140 t.csv:3 warning lat: 'Kal-gol missile operating base' lies 218 km from where row 2 has it "
       "(compare with "
       "38.682288, 126.7226 from one list)\n");
  assert_int_equal(count(&f, "CT-D14"), 1);
  finish(&f);
  start(&f);
  table(&f, "a.csv",
        "name|lat|lon\nPyongsan "
        "mill|38.33277|126.399937\nSohae|39.66|124.705\nDepot|39.1|125.1\nDepot|40.1|125.1\n");
  table(&f, "b.csv",
        "label|lat|lon\nPYONGSAN MILL|38.2|126.4365\nSohae|39.6596|124.7057\nDepot|41.1|126.1\n");
  examine(&f);
  says(&f, "CT-D140 b.csv:2 warning lat: 'PYONGSAN MILL' lies 15.1 km from where row 2 of a.csv has it");
  assert_int_equal(count(&f, "CT-D140"), 1);
  finish(&f);
}

static void stacks(void **state) {
  (void)state;
  struct fixture f;
  look(&f,
       "name|date|lat|lon\n"
       "Alpha plant||39.0333|125.7541\nBravo mill||39.0333|125.7541\nCharlie mine||39.0333|125.7541\n"
       "Delta works||39.0333|125.7541\nEcho yard||39.0333|125.7541\nFoxtrot||39.0333|125.7541\n"
       "Golf unit 1||40.123|126.321\nGolf unit 2||40.123|126.321\n"
       "Hotel||41.123|127.321\nIndia||41.123|127.321\n"
       "Raid one|2018-01-01|41.7|128.3\nAmbush|2018-02-02|41.7|128.3\n"
       "Kilo||42.111|129.222\nKilo||42.111|129.222\n");
  says(&f,
       "CT-D142 t.csv:2 warning lat: 6 names at one point: 'Alpha plant', 'Bravo mill', 'Charlie mine', ");
  says(&f, "(rows 2, 3, 4, 5, 6 and 1 more)");
  says(&f, "CT-D142 t.csv:10 note lat: 2 names at one point: 'Hotel', 'India' (rows 10 and 11)");
  says(&f, "CT-D143 t.csv:15 note -: the row is equal to row 14 in every cell");
  assert_int_equal(count(&f, "CT-D142"), 2);
  assert_int_equal(count(&f, "CT-D143"), 1);
  finish(&f);
}

static void digits(void **state) {
  (void)state;
  struct fixture f;
  look(&f,
       "what|lat|lon\n"
       "A|39.500000|125.700000\nB|39.512345|125.712345\nC|39.79999924|125.75000012\nD|40.8499966|129."
       "666664\n");
  says(&f, "CT-D144 t.csv:2 note lat: 1 of 4 positions end in zeros");
  says(&f, "CT-D145 t.csv:4 note lat: 2 of 4 positions have digits that single precision made");
  finish(&f);
  look(
      &f,
      "what|lat|lon\n"
      "A|39.5|125.7\nB|39|125\nC|38.5|126.5\nD|40.1|126\nE|41|128\nF|40.2|125.5\nG|39.9|126.1\nH|38.8|125.5\n"
      "I|38.123|125.456\nJ|39.3|125.9\n");
  says(&f, "CT-D146 t.csv:2 note lat: 9 of 10 positions are whole, half or tenth degrees");
  finish(&f);
  look(&f,
       "what|lat|lon\n"
       "A|39.47|125.45\nB|39.05|125.12\nC|38.55|126.59\nD|40.1|126.33\nE|41.22|128.08\nF|40.27|125.5\nG|39."
       "39|126.1\n"
       "H|38.18|125.5\nI|38.12|125.45\nJ|39.3|125.29\nK|39.47|125.41\nL|39.05|125.13\nM|38.54|126.59\nN|40.1|"
       "126.31\n"
       "O|41.21|128.08\nP|40.27|125.55\nQ|39.39|126.11\nR|38.18|125.57\nS|38.12|125.43\nT|39.3|125.27\n");
  says(&f,
       "CT-D154 t.csv:2 note lat: 20 of 20 positions have two digits after the point that are never 60 or "
       "more");
  finish(&f);
}

static void seconds(void **state) {
  (void)state;
  struct fixture f;
  start(&f);
  table(
      &f, "t.csv",
      "what|lat|lon\nA|39.5|125.75\nB|39.6|125.85\nC|39.7|125.95\nD|39.8|126.05\nE|39.9|126.15\nF|40|126.25\n"
      "G|40.1|126.35\nH|40.2|126.45\n");
  struct ct_table t = *f.tables[0];
  const char *published[8];
  for (int i = 0; i < 8; i++) published[i] = "39°30'00\"N, 125°45'00.0\"E";
  t.published = published;
  f.tables[0] = &t;
  examine(&f);
  says(&f, "CT-D147 t.csv:2 note lat: 8 of 8 positions have no seconds but 00");
  published[3] = "39°30'12\"N, 125°45'00\"E";
  f.log = (struct ct_str){.arena = &f.arena};
  examine(&f);
  silent_on(&f, "CT-D147");
  finish(&f);
}

static void centres(void **state) {
  (void)state;
  struct fixture f;
  look(&f,
       "name|class|lat|lon\n"
       "Depot|store|-13.2335|17.8023\n"   // the layer's label
       "Second depot|store|-12.5|18.5\n"  // as lists of countries have it
       "Angola|country|-12.5|18.5\n"      // is the country
       "Camp|tent|-12.4411|18.4122\n"     // is somewhere
       "A|x|39.1231|125.1231\nB|x|39.2231|125.1231\nC|x|39.3231|125.4231\nD|x|39.4231|125.1231\n"
       "E|x|39.2231|125.2231\nF|x|39.3231|125.3231\nG|x|39.4231|125.3231\n");
  says(&f, "CT-D148 t.csv:2 warning lat: the position is the middle of Angola");
  says(&f,
       "CT-D148 t.csv:3 warning lat: the position is in whole or half degrees, as lists give the middle of "
       "Angola");
  assert_int_equal(count(&f, "CT-D148"), 2);
  finish(&f);
}

static void towns(void **state) {
  (void)state;
  struct fixture f;
  double lon = NAN, lat = NAN;
  int name = ct_table_column(&places, "name");
  char buf[32], text[512];
  for (size_t i = 0; i < places.n; i++)
    if (strcmp(ct_table_text(&places, name, i, buf), "Luanda") == 0) {
      lon = places.geoms.lonlat[2 * i];
      lat = places.geoms.lonlat[2 * i + 1];
    }
  assert_true(isfinite(lon));
  snprintf(text, sizeof text,
           "name|lat|lon\nMinistry|%.4f|%.4f\nLuanda office|%.4f|%.4f\nCamp|-9.1234|14.2345\n", lat, lon, lat,
           lon);
  look(&f, text);
  says(&f, "CT-D149 t.csv:2 note lat: the position of 'Ministry' is the gazetteer's point for Luanda");
  assert_int_equal(count(&f, "CT-D149"), 1);
  finish(&f);
}

static void texts(void **state) {
  (void)state;
  struct fixture f;
  look(&f,
       "name|published|lat|lon|share\n"
       "A|39.029, -125.668|39.029|125.668|1,5\n"
       "B|39.7961, 125.7558|39.7961|125.7558|2,5\n"
       "C|41.278, 129.087|41.278|129.087|3,5\n");
  says(&f, "CT-D153 t.csv:2 warning published: '39.029, -125.668' is 87");
  assert_int_equal(count(&f, "CT-D153"), 1);
  finish(&f);
}

static void rows(void **state) {
  (void)state;
  struct fixture f;
  look(
      &f,
      "site_id|name|lat|lon\n"
      "1|A|39.111|125.111\n2|B|39.212|125.212\n3|C||\n4|Unknown||\n5|E|39.513|125.513\n3|F|39.614|125.614\n");
  says(&f, "CT-D151 t.csv:0 note -: 2 of 6 rows are not placed: C, row 5 (");
  says(&f, "CT-D152 t.csv:7 warning site_id: id '3' stands in row 4 as well");
  assert_int_equal(count(&f, "CT-D152"), 1);
  finish(&f);
  // Ids of what the rows are about may repeat.
  look(&f,
       "code|name|lat|lon\nx|A|39.111|125.111\nx|B|39.212|125.212\ny|C|39.3|125.3\ny|D|39.4|125.4\nz|E|39.5|"
       "125.5\n");
  silent_on(&f, "CT-D152");
  finish(&f);
}

static void scales(void **state) {
  (void)state;
  struct fixture f;
  static const float precision[] = {10, 1110, 111000};
  start(&f);
  f.q.scale = 1e6;
  table(&f, "t.csv", "name|lat|lon\nA|39.1234|125.1234\nB|39.12|125.12\nC|39|125\n");
  struct ct_table t = *f.tables[0];
  t.precision_m = precision;
  f.tables[0] = &t;
  examine(&f);
  says(&f,
       "CT-D150 t.csv:4 warning lat: 1 positions are known less exactly than 2 mm of the map at 1:1000000; "
       "this one to 111 km, 111 mm");
  finish(&f);
}

// Nothing to say of good rows, and none of it falls over tables without rows, columns or points.
static void quiet(void **state) {
  (void)state;
  struct fixture f;
  look(&f,
       "id|name|kind|country|lat|lon\n"
       "1|Yongbyon|nuclear|DPRK|39.797|125.755\n2|Punggye-ri|nuclear|DPRK|41.278|129.087\n3|Sohae|launch "
       "site|DPRK|39.66|124.705\n"
       "4|Wonsan|airfield|North "
       "Korea|39.161|127.486\n5|Nampo|port|DPRK|38.717|125.383\n6|Chongjin|port|DPRK|41.767|129.817\n");
  assert_string_equal(ct_str_text(&f.log), "");
  finish(&f);
  start(&f);
  const struct ct_table none = {.name = "none"};
  f.tables[0] = &none;
  f.q.ntables = 1;
  examine(&f);
  f.q.countries = f.q.land = f.q.lakes = f.q.places = NULL;
  examine(&f);
  assert_string_equal(ct_str_text(&f.log), "");
  finish(&f);
}

static void wants(void **state) {
  (void)state;
  struct fixture f;
  struct ct_doctor_wants w;
  start(&f);
  table(&f, "t.csv", "what|lat|lon\nA|39.1|125.1\nB|-3.5|126\n");
  ct_doctor_wants(&f.q, &w);
  assert_true(w.countries && !w.land && !w.lakes && !w.places);
  assert_true(w.west == 125.1 && w.east == 126 && w.south == -3.5 && w.north == 39.1);
  table(&f, "u.csv", "name|kind|lat|lon\nA|mine|1|1\n");
  ct_doctor_wants(&f.q, &w);
  assert_true(w.countries && w.land && w.places && w.west == 1);
  finish(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(slips),         cmocka_unit_test(tolerance), cmocka_unit_test(whole_column),
      cmocka_unit_test(other_columns), cmocka_unit_test(clusters),  cmocka_unit_test(outliers),
      cmocka_unit_test(shores),        cmocka_unit_test(stacks),    cmocka_unit_test(sources_apart),
      cmocka_unit_test(digits),        cmocka_unit_test(seconds),   cmocka_unit_test(centres),
      cmocka_unit_test(towns),         cmocka_unit_test(texts),     cmocka_unit_test(rows),
      cmocka_unit_test(scales),        cmocka_unit_test(quiet),     cmocka_unit_test(wants),
  };
  return cmocka_run_group_tests(tests, load_base, release_base);
}
