// SPDX-License-Identifier: MIT
// Roles: what the columns of a table hold: country, class, name, id, source.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "coord/coord.h"
#include "doctor/doctor.h"
#include "doctor/exam.h"
#include "doctor/fold.h"
#include "doctor/nations.h"
#include "model/column_role.h"
#include "model/table.h"

// Folded headers, the best first.
static const char *const country_names[] = {"country long",
                                            "country",
                                            "country name",
                                            "countryname",
                                            "name country",
                                            "nation",
                                            "land",
                                            "pays",
                                            "pais",
                                            "paese",
                                            "kraj",
                                            "zeme",
                                            "ulke",
                                            "maa",
                                            "orszag",
                                            "stat",
                                            "country territory",
                                            "country or territory",
                                            "국가",
                                            "나라",
                                            "국가명",
                                            "国家",
                                            "国",
                                            "国名",
                                            "国家 地区",
                                            "國家",
                                            "страна",
                                            "الدولة",
                                            "البلد",
                                            "adm0 name",
                                            "admin0",
                                            "location country",
                                            "country location",
                                            "country en",
                                            "nationname",
                                            "staat",
                                            "quoc gia",
                                            "negara",
                                            "country code",
                                            "countrycode",
                                            "iso3",
                                            "iso a3",
                                            "iso 3",
                                            "iso alpha 3",
                                            "adm0 a3",
                                            "iso",
                                            "iso code",
                                            "cntry",
                                            "ctry",
                                            "iso2",
                                            "iso a2",
                                            "iso 2",
                                            "iso country",
                                            "cc",
                                            "country iso",
                                            "country iso3",
                                            "country iso2",
                                            "state",
                                            NULL};
static const char *const class_names[] = {"category",
                                          "class",
                                          "kind",
                                          "facility type",
                                          "type",
                                          "feature type",
                                          "classification",
                                          "facility class",
                                          "art",
                                          "kategorie",
                                          "categorie",
                                          "categoria",
                                          "tipo",
                                          "typ",
                                          "종류",
                                          "유형",
                                          "分类",
                                          "类型",
                                          "類型",
                                          "種類",
                                          "тип",
                                          "категория",
                                          "نوع",
                                          "incident type",
                                          "event type",
                                          "type of installation",
                                          NULL};
static const char *const subclass_names[] = {"subtype",      "subclass", "sub type", "subcategory",
                                             "sub category", "subkind",  "fclass",   NULL};
// Beside what looks like ids anywhere: numbers of rows and codes, which two rows of one list do not share either. "country_id"
// is none here: rows are held against each other that have the same.
static const char *const id_names[] = {"fid",     "objectid", "object id", "code",    "facility id",
                                       "site id", "key",      "gid",       "ogc fid", NULL};
static const char *const source_names[] = {
    "source",   "sources",     "src",     "reference", "quelle",        "fuente",
    "fonte",    "data source", "출처",    "来源",      "來源",          "出典",
    "источник", "المصدر",      "dataset", "list",      "compiled from", "geolocation source",
    NULL};
static const char *const site_names[] = {
    "site",      "facility",    "site id", "facility id", "location name", "station", "facility name",
    "site name", "launch site", "base",    "port",        "parent",        NULL};
static const char *const province_names[] = {"province", "state",    "region",     "admin1",      "adm1 name",
                                             "county",   "district", "bundesland", "departement", "provincia",
                                             "도",       "省",       "область",    NULL};
static const char *const date_names[] = {
    "date", "datetime",   "datetime utc",     "when", "day",  "time", "timestamp", "datum", "fecha",
    "data", "event date", "date of incident", "날짜", "日期", "дата", NULL};
static const char *const address_names[] = {
    "address",           "location",      "place", "adresse", "direccion", "indirizzo", "ort",
    "facility location", "site location", "주소",  "地址",    "адрес",     NULL};
// Countries that a row belongs to in another way than by where it is.
static const char *const elsewhere[] = {
    "flag",   "owner",       "registry",     "nationality", "operator",     "origin",
    "parent", "destination", "manufacturer", "builder",     "built",        "import",
    "export", "observer",    "victim",       "launch",      "sponsor",      "reporting",
    "source", "company",     "supplier",     "other",       "headquarters", NULL};

static int by_name(const struct ct_table *t, const char *const *names) {
  char folded[CT_FOLD_SIZE];
  for (; *names; names++)
    for (size_t k = 0; k < t->ncolumns; k++)
      if (ct_fold(t->columns[k].name, folded) && strcmp(folded, *names) == 0) return (int)k;
  return -1;
}

static int id_column(const struct ct_table *t) {
  for (int want = CT_ROLE_ID_BEST; want > CT_ROLE_ID_ANY; want--)
    for (size_t k = 0; k < t->ncolumns; k++)
      if (ct_role_id(t->columns[k].name) == want) return (int)k;
  return by_name(t, id_names);
}

static const char *last_part(const char *s) {
  const char *comma = strrchr(s, ',');
  return comma ? comma + 1 : NULL;
}

// Shares of a sample of the filled cells that name a country.
struct match {
  size_t filled, names, codes;
};

static struct match match_nations(const struct ct_exam *x, const struct ct_table *t, int column,
                                  bool in_end) {
  enum { SAMPLE = 400 };
  struct match m = {0};
  size_t step = t->n / SAMPLE + 1;
  for (size_t i = 0; i < t->n; i += step) {
    char buf[32];
    const char *s = ct_table_text(t, column, i, buf);
    if (!s || !*s || ct_coord_is_sentinel(s, strlen(s))) {
      // "NA" is Namibia where the others are codes as well.
      if (!s || strcmp(s, "NA") != 0) continue;
    }
    m.filled++;
    if (in_end && !(s = last_part(s))) continue;
    bool name = ct_nations_find(x->nations, s, false) != CT_NATION_NONE;
    m.names += name;
    m.codes += name || (!in_end && ct_nations_find(x->nations, s, true) != CT_NATION_NONE);
  }
  return m;
}

static bool means_elsewhere(const char *name) {
  char folded[CT_FOLD_SIZE];
  ct_fold(name, folded);
  return ct_fold_has(folded, elsewhere);
}

static bool take_country(const struct ct_exam *x, const struct ct_table *t, int k, struct ct_exam_roles *r) {
  struct match m = match_nations(x, t, k, false);
  char folded[CT_FOLD_SIZE];
  ct_fold(t->columns[k].name, folded);
  bool state = strcmp(folded, "state") == 0 || strcmp(folded, "stat") == 0;  // CA is not Canada then
  size_t hits = state ? m.names : m.codes;
  if (!m.filled || hits * 10 < m.filled * 6) return false;
  r->country = k;
  r->country_codes = !state;
  return true;
}

// By content alone: nearly all cells are names of countries.
static bool looks_like_countries(const struct ct_exam *x, const struct ct_table *t, int k) {
  if (t->columns[k].type != CT_COLUMN_STRING || means_elsewhere(t->columns[k].name)) return false;
  struct match m = match_nations(x, t, k, false);
  return m.filled >= 3 && m.filled * 2 >= (t->n < 400 ? t->n : 400) && m.names * 10 >= m.filled * 9;
}

static void find_country(const struct ct_exam *x, const struct ct_table *t, struct ct_exam_roles *r) {
  char folded[CT_FOLD_SIZE];
  if (!x->nations) return;
  if (x->q->country_column) {
    r->country = ct_table_column_like(t, x->q->country_column);
    r->country_codes = true;
    if (r->country >= 0) return;
  }
  for (const char *const *name = country_names; *name; name++)
    for (size_t k = 0; k < t->ncolumns; k++)
      if (ct_fold(t->columns[k].name, folded) && strcmp(folded, *name) == 0 && take_country(x, t, (int)k, r))
        return;
  for (size_t k = 0; k < t->ncolumns; k++)
    if ((int)k != r->name && looks_like_countries(x, t, (int)k)) {
      r->country = (int)k;
      return;
    }
  int k = by_name(t, address_names);
  struct match m = k >= 0 ? match_nations(x, t, k, true) : (struct match){0};
  if (m.filled >= 3 && m.names * 2 >= m.filled) {
    r->country = k;
    r->country_in_end = true;
  }
}

// The columns whose numbers are the positions, or whose text was read as one.
static void find_axes(const struct ct_table *t, struct ct_exam_roles *r) {
  double lon = 0, lat = 0;
  size_t i = 0;
  while (i < t->n && !ct_exam_point(t, i, &lon, &lat)) i++;
  if (i == t->n) return;
  for (size_t k = 0; k < t->ncolumns && (r->lat < 0 || r->lon < 0); k++) {
    char buf[32];
    const char *s = ct_table_text(t, (int)k, i, buf);
    struct ct_coord_axis read;
    if (!s || !*s || strlen(s) > 64) continue;
    size_t n = strlen(s);
    bool whole = t->published && t->published[i] && strcmp(t->published[i], s) == 0;
    if (whole) {
      r->lat = r->lon = (int)k;
    } else if (r->lat < 0 && ct_coord_read(s, n, 'N', &read) == CT_COORD_OK && fabs(read.deg - lat) < 1e-9) {
      r->lat = (int)k;
    } else if (r->lon < 0 && ct_coord_read(s, n, 'E', &read) == CT_COORD_OK && fabs(read.deg - lon) < 1e-9) {
      r->lon = (int)k;
    }
  }
}

// A column of whole positions beside the one that was used; "1,5" reads as one, but is nowhere near.
static int find_text(const struct ct_table *t, const struct ct_exam_roles *r) {
  enum { SAMPLE = 40 };
  for (size_t k = 0; k < t->ncolumns; k++) {
    size_t filled = 0, near = 0;
    if (t->columns[k].type != CT_COLUMN_STRING || (int)k == r->lat || (int)k == r->lon) continue;
    for (size_t i = 0; i < t->n && filled < SAMPLE; i++) {
      const char *s = t->columns[k].string[i];
      struct ct_coord c;
      double lon, lat;
      if (!s || !*s || !ct_exam_point(t, i, &lon, &lat)) continue;
      filled++;
      near += strlen(s) < 100 && ct_coord_read_point(NULL, s, strlen(s), &c) == CT_COORD_OK &&
              fabs(c.lat - lat) < 1 && fabs(c.lon - lon) < 1;
      if (filled == 10 && !near) break;
    }
    if (near >= 2 && near * 2 >= filled) return (int)k;
  }
  return -1;
}

void ct_exam_roles(const struct ct_exam *x, const struct ct_table *t, struct ct_exam_roles *r) {
  *r = (struct ct_exam_roles){.lat = -1, .lon = -1, .country = -1};
  find_axes(t, r);
  r->class_column = x->q->class_column ? ct_table_column_like(t, x->q->class_column) : -1;
  if (r->class_column < 0) r->class_column = by_name(t, class_names);
  r->subclass = by_name(t, subclass_names);
  r->name = ct_role_name_column(t);
  r->id = id_column(t);
  r->source = by_name(t, source_names);
  r->site = by_name(t, site_names);
  r->province = by_name(t, province_names);
  r->date = by_name(t, date_names);
  r->text = find_text(t, r);
  find_country(x, t, r);
  if (r->province == r->country) r->province = -1;
  if (r->name == r->country) r->name = -1;
}
