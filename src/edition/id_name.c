// SPDX-License-Identifier: MIT
// Id name: does a column hold ids, by what it is called?
#include "edition/id_name.h"

#include <stdbool.h>
#include <string.h>

#include "base/str.h"

// "Power Plant ID" -> "powerplantid".
static void letters_of(const char *name, char out[64]) {
  size_t n = 0;
  for (; *name && n < 63; name++) {
    char c = *name >= 'A' && *name <= 'Z' ? (char)(*name - 'A' + 'a') : *name;
    if (c != ' ' && c != '_' && c != '-' && c != '.') out[n++] = c;
  }
  out[n] = '\0';
}

int ct_edition_id_name(const char *name) {
  static const char *const whole[] = {"id", "uid", "uuid", "guid", "identifier", "globalid"};
  char key[64];
  letters_of(name, key);
  for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
    if (strcmp(key, whole[i]) == 0) return i ? 2 : CT_ID_NAME_BEST;
  if (strcmp(key, "fid") == 0 || strcmp(key, "objectid") == 0 || strcmp(key, "ogcfid") == 0) return 0;
  size_t n = strlen(name);
  if (n < 3 || !ct_same_nocase(name + n - 2, "id")) return 0;
  char before = name[n - 3];
  bool hump = before >= 'a' && before <= 'z' && name[n - 2] == 'I';
  return before == '_' || before == ' ' || before == '-' || before == '.' || hump;
}
