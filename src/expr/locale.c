// SPDX-License-Identifier: MIT
// Locales: BCP 47 tags to the locales that ICU has, as ECMA-402 looks them up.
#include "expr/locale.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unicode/ucol.h>
#include <unicode/uloc.h>

#include "base/str.h"

static const char fallback[] = "en_US";

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The language: 2, 3 or 5 to 8 letters, then only subtags of letters and digits.
static bool is_tag(const char *tag) {
  size_t n = strcspn(tag, "-");
  if (n < 2 || n == 4 || n > 8) return false;
  for (size_t i = 0; i < n; i++)
    if (!is_letter(tag[i])) return false;
  for (const char *s = tag; *s; s++)
    if (*s != '-' && !is_letter(*s) && !is_digit(*s)) return false;
  return true;
}

static bool has(const char *name, enum ct_locale_use use) {
  bool collation = use == CT_LOCALE_COLLATION;
  int n = collation ? ucol_countAvailable() : uloc_countAvailable();
  for (int i = 0; i < n; i++)
    if (strcmp(name, collation ? ucol_getAvailable(i) : uloc_getAvailable(i)) == 0) return true;
  return false;
}

// Also `zh_TW`, which ICU lists with its script only.
static bool is_available(const char *name, enum ct_locale_use use) {
  char full[ULOC_FULLNAME_CAPACITY], script[ULOC_SCRIPT_CAPACITY];
  UErrorCode e = U_ZERO_ERROR;
  if (has(name, use)) return true;
  if (!strchr(name, '_') || (uloc_getScript(name, script, sizeof script, &e), script[0])) return false;
  int n = uloc_addLikelySubtags(name, full, sizeof full, &e);
  return U_SUCCESS(e) && n < (int)sizeof full && has(full, use);
}

bool ct_locale_find(const char *tag, enum ct_locale_use use, char out[CT_LOCALE_SIZE],
                    char why[CT_LOCALE_SIZE]) {
  char id[ULOC_FULLNAME_CAPACITY], base[ULOC_FULLNAME_CAPACITY];
  UErrorCode e = U_ZERO_ERROR;
  int32_t read = 0;
  snprintf(out, CT_LOCALE_SIZE, "%s", fallback);
  if (!tag) return true;
  if (!is_tag(tag)) {
    snprintf(why, CT_LOCALE_SIZE, "Incorrect locale information provided");
    return false;
  }
  uloc_forLanguageTag(tag, id, sizeof id, &read, &e);
  if (U_FAILURE(e) || e == U_STRING_NOT_TERMINATED_WARNING || (size_t)read != strlen(tag)) {
    snprintf(why, CT_LOCALE_SIZE, "Invalid language tag: %.100s", tag);
    return false;
  }
  uloc_getBaseName(id, base, sizeof base, &e);
  if (U_FAILURE(e) || strlen(base) >= CT_LOCALE_SIZE) return true;
  for (char *end; *base; *end = '\0') {
    if (is_available(base, use)) {
      snprintf(out, CT_LOCALE_SIZE, "%s", base);
      return true;
    }
    if (!(end = strrchr(base, '_'))) break;
  }
  return true;
}

const char *ct_locale_extension(const char *tag, const char *key, char out[CT_LOCALE_SIZE]) {
  bool inside = false, found = false;
  size_t n = 0;
  out[0] = '\0';
  for (const char *s = tag; s && *s;) {
    size_t length = strcspn(s, "-");
    bool name = length == 2 && inside;
    if (found && length <= 2) break;
    if (found && n + length + 2 < CT_LOCALE_SIZE)
      n += (size_t)snprintf(out + n, CT_LOCALE_SIZE - n, "%s%.*s", n ? "-" : "", (int)length, s);
    if (name && strncasecmp(s, key, 2) == 0) found = true;
    if (length == 1) inside = *s == 'u' || *s == 'U';
    s += length + (s[length] == '-');
  }
  return found ? out : NULL;
}
