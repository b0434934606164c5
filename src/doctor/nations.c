// SPDX-License-Identifier: MIT
// Nations: countries of the base layer, found by the names and codes people write.
#include "doctor/nations.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "doctor/fold.h"
#include "model/table.h"

// Places that are counted with another country as well: who may call whose land its own.
static const char *const kin[][2] = {
    {"USA", "PRI"}, {"USA", "GUM"}, {"USA", "VIR"}, {"USA", "ASM"}, {"USA", "MNP"}, {"USA", "UMI"},
    {"CHN", "HKG"}, {"CHN", "MAC"}, {"CHN", "TWN"}, {"TWN", "CHN"}, {"DNK", "GRL"}, {"DNK", "FRO"},
    {"FIN", "ALA"}, {"GBR", "IMN"}, {"GBR", "JEY"}, {"GBR", "GGY"}, {"GBR", "GIB"}, {"GBR", "BMU"},
    {"GBR", "VGB"}, {"GBR", "CYM"}, {"GBR", "FLK"}, {"GBR", "SHN"}, {"GBR", "MSR"}, {"GBR", "TCA"},
    {"GBR", "AIA"}, {"GBR", "IOT"}, {"GBR", "PCN"}, {"GBR", "SGS"}, {"NLD", "ABW"}, {"NLD", "CUW"},
    {"NLD", "SXM"}, {"FRA", "NCL"}, {"FRA", "PYF"}, {"FRA", "SPM"}, {"FRA", "WLF"}, {"FRA", "BLM"},
    {"FRA", "MAF"}, {"FRA", "ATF"}, {"AUS", "NFK"}, {"AUS", "HMD"}, {"NZL", "COK"}, {"NZL", "NIU"},
    {"MAR", "ESH"}, {"ESH", "MAR"}, {"ISR", "PSE"}, {"PSE", "ISR"}, {"SRB", "XKX"}, {"XKX", "SRB"},
    {"ITA", "VAT"}, {"VAT", "ITA"}, {"CYP", "GBR"}, {"CUB", "USA"}, {"ARG", "FLK"},
};

// Where several countries claim the same ground, any of them may be written.
static const struct {
  const char *a3[3];
  double west, south, east, north;
} disputed[] = {
    {{"UKR", "RUS"}, 32.3, 44.2, 36.8, 46.3},          // Crimea
    {{"UKR", "RUS"}, 36.5, 46.7, 40.3, 50.1},          // Donbas
    {{"ISR", "SYR"}, 35.5, 32.6, 36.0, 33.4},          // Golan
    {{"IND", "PAK", "CHN"}, 72.4, 32.2, 81.0, 37.2},   // Kashmir, Aksai Chin
    {{"IND", "CHN"}, 78.3, 30.4, 80.0, 33.0},          // its south
    {{"IND", "CHN"}, 91.4, 26.4, 97.6, 29.7},          // Arunachal Pradesh
    {{"BTN", "CHN"}, 88.7, 27.0, 92.2, 28.4},          // northern Bhutan
    {{"EGY", "SDN"}, 31.3, 21.6, 37.3, 23.3},          // Halaib, Bir Tawil
    {{"SDN", "SSD"}, 23.5, 8.5, 34.3, 12.3},           // Abyei and the line of 1956
    {{"KEN", "SSD", "ETH"}, 33.9, 4.1, 36.1, 5.6},     // Ilemi
    {{"JPN", "RUS"}, 145.2, 43.2, 149.2, 45.7},        // southern Kurils
    {{"JPN", "KOR"}, 131.7, 37.1, 132.0, 37.4},        // Liancourt Rocks
    {{"GEO", "RUS"}, 40.0, 42.0, 44.9, 43.7},          // Abkhazia, South Ossetia
    {{"AZE", "ARM"}, 46.0, 38.9, 47.4, 40.4},          // Karabakh
    {{"VEN", "GUY"}, -61.5, 1.1, -57.0, 8.7},          // Essequibo
    {{"SAU", "YEM"}, 43.9, 16.4, 52.1, 19.1},          // desert line
    {{"CHN", "VNM", "PHL"}, 109.3, 6.0, 118.5, 17.2},  // South China Sea
    {{"BLZ", "GTM"}, -89.3, 15.8, -88.0, 18.6},        // western Belize
    {{"MAR", "ESP"}, -5.5, 35.1, -2.8, 36.0},          // Ceuta, Melilla
};

struct making {
  struct ct_arena *a;
  struct ct_nations *s;
  const struct ct_table *t;
  int name, name_long, a2, a3, unit, lon, lat;
};

static void add_name(struct making *m, const char *text, uint16_t nation) {
  char folded[CT_FOLD_SIZE];
  size_t n = text ? ct_fold(text, folded) : 0;
  if (n) ct_map_add(&m->s->names, folded, n, nation, NULL);
}

static bool is_code(const char *s) {
  return s && s[0] >= 'A' && s[0] <= 'Z';
}

static uint16_t nation_of(struct making *m, size_t i) {
  char buf[32], buf2[32];
  const char *a3 = ct_table_text(m->t, m->a3, i, buf), *unit = ct_table_text(m->t, m->unit, i, buf2);
  if (!is_code(a3)) a3 = unit;
  if (!a3) a3 = "";
  bool added;
  struct ct_map_entry *e = ct_map_add_string(&m->s->codes, a3, m->s->n, &added);
  struct ct_nation *v = &m->s->v[e->value];
  if (added) {
    m->s->n++;
    v->a3 = ct_arena_strdup(m->a, a3);
  }
  // The mainland gives a nation of several units its name.
  const char *name = ct_table_text(m->t, m->name_long, i, buf);
  if (!name) name = ct_table_text(m->t, m->name, i, buf);
  if (added || (unit && strcmp(unit, a3) == 0)) {
    v->name = ct_arena_strdup(m->a, name ? name : a3);
    v->label_lon = ct_table_number(m->t, m->lon, i);
    v->label_lat = ct_table_number(m->t, m->lat, i);
  }
  return (uint16_t)e->value;
}

static void add_names(struct making *m, size_t i) {
  static const char *const columns[] = {"name",    "name_long", "name_ko", "name_ja",
                                        "name_zh", "name_ar",   "name_ru"};
  char buf[32];
  for (size_t k = 0; k < sizeof columns / sizeof *columns; k++)
    add_name(m, ct_table_text(m->t, ct_table_column(m->t, columns[k]), i, buf), m->s->of_feature[i]);
  const char *a2 = ct_table_text(m->t, m->a2, i, buf);
  if (is_code(a2)) ct_map_add_string(&m->s->codes, a2, m->s->of_feature[i], NULL);
}

static void add_aliases(struct making *m) {
  for (const struct ct_nation_alias *k = ct_nation_aliases; k->name; k++) {
    const struct ct_map_entry *e = ct_map_find_string(&m->s->codes, k->a3);
    if (e) ct_map_add_string(&m->s->names, k->name, e->value, NULL);
  }
}

struct ct_nations *ct_nations_new(struct ct_arena *a, const struct ct_table *t) {
  struct ct_nations *s = CT_NEW(a, struct ct_nations);
  struct making m = {a, s, t, .name = ct_table_column(t, "name"),
                     .name_long = ct_table_column(t, "name_long")};
  m.a2 = ct_table_column(t, "iso_a2");
  m.a3 = ct_table_column(t, "iso_a3");
  m.unit = ct_table_column(t, "adm0_a3");
  m.lon = ct_table_column(t, "label_lon");
  m.lat = ct_table_column(t, "label_lat");
  s->names.arena = s->codes.arena = a;
  s->v = CT_NEW_N(a, struct ct_nation, t->n);
  s->of_feature = CT_NEW_N(a, uint16_t, t->n);
  for (size_t i = 0; i < t->n; i++) s->of_feature[i] = nation_of(&m, i);
  for (size_t i = 0; i < t->n; i++) add_names(&m, i);
  add_aliases(&m);
  return s;
}

uint16_t ct_nations_find(const struct ct_nations *s, const char *text, bool codes) {
  char folded[CT_FOLD_SIZE];
  while (*text == ' ') text++;
  if (codes) {
    size_t n = strlen(text);
    while (n && text[n - 1] == ' ') n--;
    const struct ct_map_entry *e = n == 2 || n == 3 ? ct_map_find(&s->codes, text, n) : NULL;
    if (e) return (uint16_t)e->value;
  }
  size_t n = ct_fold(text, folded);
  const struct ct_map_entry *e = n ? ct_map_find(&s->names, folded, n) : NULL;
  return e ? (uint16_t)e->value : CT_NATION_NONE;
}

static bool is(const struct ct_nations *s, uint16_t k, const char *a3) {
  return a3 && strcmp(s->v[k].a3, a3) == 0;
}

// Siachen, the Spratly Islands, Scarborough Reef: the layer has them as nobody's.
static bool nobodys(const struct ct_nations *s, uint16_t k) {
  return is(s, k, "KAS") || is(s, k, "PGA") || is(s, k, "SCR");
}

static bool claims(const struct ct_nations *s, uint16_t k, const char *const a3[3]) {
  return is(s, k, a3[0]) || is(s, k, a3[1]) || is(s, k, a3[2]);
}

bool ct_nations_accept(const struct ct_nations *s, uint16_t named, uint16_t found, double lon, double lat) {
  if (named == found) return true;
  for (size_t i = 0; found != CT_NATION_NONE && i < sizeof kin / sizeof *kin; i++)
    if (is(s, named, kin[i][0]) && is(s, found, kin[i][1])) return true;
  for (size_t i = 0; i < sizeof disputed / sizeof *disputed; i++) {
    if (lon < disputed[i].west || lon > disputed[i].east || lat < disputed[i].south ||
        lat > disputed[i].north || !claims(s, named, disputed[i].a3))
      continue;
    if (found == CT_NATION_NONE || nobodys(s, found) || claims(s, found, disputed[i].a3)) return true;
  }
  return false;
}
