// SPDX-License-Identifier: MIT
// Column role: headers that tell ids and names.
#include "model/column_role.h"

#include <string.h>

#include "base/fold.h"
#include "base/str.h"
#include "model/table.h"

// "Power Plant ID" -> "powerplantid".
static void letters_of(const char *name, char out[64]) {
  size_t n = 0;
  for (; *name && n < 63; name++) {
    char c = *name >= 'A' && *name <= 'Z' ? (char)(*name - 'A' + 'a') : *name;
    if (c != ' ' && c != '_' && c != '-' && c != '.') out[n++] = c;
  }
  out[n] = '\0';
}

int ct_role_id(const char *name) {
  static const char *const whole[] = {"id", "uid", "uuid", "guid", "identifier", "globalid"};
  char key[64];
  letters_of(name, key);
  for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
    if (strcmp(key, whole[i]) == 0) return i ? 2 : CT_ROLE_ID_BEST;
  if (strcmp(key, "fid") == 0 || strcmp(key, "objectid") == 0 || strcmp(key, "ogcfid") == 0) return 0;
  size_t n = strlen(name);
  if (n < 3 || !ct_same_nocase(name + n - 2, "id")) return 0;
  char before = name[n - 3];
  bool hump = before >= 'a' && before <= 'z' && name[n - 2] == 'I';
  return before == '_' || before == ' ' || before == '-' || before == '.' || hump;
}

static const struct ct_role_name names[] = {
    {"name", 3, true},          {"name en", 2, false},       {"facility name", 3, false},
    {"site name", 3, false},    {"plant name", 3, false},    {"port name", 3, false},
    {"airport name", 3, false}, {"vessel name", 3, false},   {"ship name", 3, false},
    {"place name", 3, false},   {"official name", 3, false}, {"main port name", 3, false},
    {"name long", 2, false},    {"label", 2, true},          {"title", 2, true},
    {"place", 2, true},         {"facility", 2, true},       {"site", 2, true},
    {"plant", 2, true},         {"station", 2, true},        {"port", 1, true},
    {"city", 1, true},          {"location", 1, true},       {"vessel", 2, true},
    {"nom", 3, true},           {"nombre", 3, true},         {"nome", 3, true},
    {"naam", 3, true},          {"이름", 3, true},           {"명칭", 3, true},
    {"시설명", 3, true},        {"발전소명", 3, true},       {"名称", 3, true},
    {"名前", 3, true},          {"название", 3, true},       {"имя", 2, true},
    {"اسم", 3, true},           {"الاسم", 3, true},          {"名稱", 3, false},
    {"наименование", 3, false}, {"navn", 3, false},          {"namn", 3, false},
    {"nimi", 3, false},         {"nazwa", 3, false},         {"names", 2, false},
    {"bezeichnung", 2, false},  {"designation", 2, false},   {"ship", 2, false},
    {"airport", 2, false}};
enum { NAMES = sizeof names / sizeof *names };

const struct ct_role_name *ct_role_names(size_t *n) {
  *n = NAMES;
  return names;
}

// Equal but for blanks.
static bool same_words(const char *a, const char *b) {
  while (true) {
    while (*a == ' ') a++;
    while (*b == ' ') b++;
    if (*a != *b) return false;
    if (!*a) return true;
    a++, b++;
  }
}

int ct_role_name(const char *column) {
  char folded[128];
  ct_fold_words(column, strlen(column), folded, sizeof folded);
  for (int i = 0; i < NAMES; i++)
    if (same_words(folded, names[i].words)) return i;
  return -1;
}

int ct_role_name_column(const struct ct_table *t) {
  int best = -1, best_rank = NAMES + 1;
  for (size_t i = 0; i < t->ncolumns; i++) {
    const char *name = t->columns[i].name;
    size_t n = strlen(name);
    int rank = ct_role_name(name);
    if (rank < 0 && n > 4 && ct_same_nocase(name + n - 4, "name")) rank = NAMES;
    if (rank < 0 || rank >= best_rank) continue;
    best = (int)i;
    best_rank = rank;
  }
  return best;
}
