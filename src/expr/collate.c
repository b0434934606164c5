// SPDX-License-Identifier: MIT
// Collators: comparing and casing texts, by ICU.
#include "expr/collate.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unicode/ucasemap.h>
#include <unicode/ucol.h>
#include <unicode/uloc.h>

#include "base/arena.h"
#include "expr/locale.h"

static const char *tag_of(const struct ct_collator *c) {
  return c->locale && *c->locale ? c->locale : NULL;
}

bool ct_collator_valid(const struct ct_collator *c, struct ct_arena *a, const char **why) {
  char name[CT_LOCALE_SIZE], text[CT_LOCALE_SIZE];
  if (ct_locale_find(tag_of(c), CT_LOCALE_COLLATION, name, text)) return true;
  *why = ct_arena_strdup(a, text);
  return false;
}

// Texts are compared as for a search (which in some languages takes more letters as
// equal than sorting does): what Intl.Collator is asked for by the reference.
static UCollator *open_collator(const struct ct_collator *c) {
  char name[CT_LOCALE_SIZE], text[CT_LOCALE_SIZE], full[CT_LOCALE_SIZE + 32];
  UErrorCode e = U_ZERO_ERROR;
  if (!ct_locale_find(tag_of(c), CT_LOCALE_COLLATION, name, text)) return NULL;
  const char *numeric = ct_locale_extension(tag_of(c), "kn", text);
  snprintf(full, sizeof full, "%s@collation=search%s", name,
           numeric && (!*numeric || strcasecmp(numeric, "true") == 0) ? ";colnumeric=yes" : "");
  UCollator *u = ucol_open(full, &e);
  if (U_FAILURE(e)) return NULL;
  ucol_setStrength(
      u, c->diacritic_sensitive ? (c->case_sensitive ? UCOL_TERTIARY : UCOL_SECONDARY) : UCOL_PRIMARY);
  if (c->case_sensitive && !c->diacritic_sensitive) ucol_setAttribute(u, UCOL_CASE_LEVEL, UCOL_ON, &e);
  ucol_setAttribute(u, UCOL_NORMALIZATION_MODE, UCOL_ON, &e);
  return u;
}

int ct_collate(const struct ct_collator *c, const char *x, const char *y) {
  UErrorCode e = U_ZERO_ERROR;
  UCollator *u = open_collator(c);
  if (!u) return strcmp(x, y);
  int order = (int)ucol_strcollUTF8(u, x, -1, y, -1, &e);
  ucol_close(u);
  return U_SUCCESS(e) ? order : strcmp(x, y);
}

const char *ct_collate_locale(const struct ct_collator *c, struct ct_arena *a) {
  char name[CT_LOCALE_SIZE], text[CT_LOCALE_SIZE], tag[CT_LOCALE_SIZE];
  UErrorCode e = U_ZERO_ERROR;
  ct_locale_find(tag_of(c), CT_LOCALE_COLLATION, name, text);
  uloc_toLanguageTag(name, tag, sizeof tag, true, &e);
  return U_SUCCESS(e) ? ct_arena_strdup(a, tag) : "en-US";
}

static bool is_ascii(const char *s) {
  for (; *s; s++)
    if ((unsigned char)*s >= 0x80) return false;
  return true;
}

typedef int32_t ct_case_map(const UCaseMap *m, char *out, int32_t cap, const char *s, int32_t n,
                            UErrorCode *e);

// NULL when it cannot be done.
static char *mapped(const char *s, ct_case_map *map, struct ct_arena *a) {
  UErrorCode e = U_ZERO_ERROR;
  UCaseMap *m = ucasemap_open("", 0, &e);
  if (U_FAILURE(e)) return NULL;
  char *out = NULL;
  int32_t n = map(m, NULL, 0, s, -1, &e);
  if (e == U_BUFFER_OVERFLOW_ERROR || e == U_STRING_NOT_TERMINATED_WARNING) {
    e = U_ZERO_ERROR;
    out = CT_NEW_N(a, char, (size_t)n + 1);
    map(m, out, n + 1, s, -1, &e);
  }
  ucasemap_close(m);
  return U_SUCCESS(e) ? out : NULL;
}

const char *ct_text_upper(const char *text, struct ct_arena *a) {
  char *out = is_ascii(text) ? NULL : mapped(text, ucasemap_utf8ToUpper, a);
  if (out) return out;
  out = ct_arena_strdup(a, text);
  for (char *s = out; *s; s++)
    if (*s >= 'a' && *s <= 'z') *s = (char)(*s - 'a' + 'A');
  return out;
}

const char *ct_text_lower(const char *text, struct ct_arena *a) {
  char *out = is_ascii(text) ? NULL : mapped(text, ucasemap_utf8ToLower, a);
  if (out) return out;
  out = ct_arena_strdup(a, text);
  for (char *s = out; *s; s++)
    if (*s >= 'A' && *s <= 'Z') *s = (char)(*s - 'A' + 'a');
  return out;
}
