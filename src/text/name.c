// SPDX-License-Identifier: MIT
// Font name: a MapLibre text-font name taken apart into family, weight and slant.
#include "text/name.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"

enum { KEEP = 0, ITALIC = -1 };

// What a word at the end of a name means: a weight, ITALIC, or KEEP for words without effect.
static const struct {
  const char *word;
  int means;
} words[] = {
    {"thin", 100},      {"hairline", 100},   {"extralight", 200}, {"ultralight", 200}, {"extra light", 200},
    {"light", 300},     {"demilight", 350},  {"book", 400},       {"regular", 400},    {"normal", 400},
    {"roman", 400},     {"medium", 500},     {"semibold", 600},   {"demibold", 600},   {"semi bold", 600},
    {"demi bold", 600}, {"demi", 600},       {"extra bold", 800}, {"extrabold", 800},  {"ultrabold", 800},
    {"bold", 700},      {"black", 900},      {"heavy", 900},      {"italic", ITALIC},  {"oblique", ITALIC},
    {"it", ITALIC},     {"condensed", KEEP}, {"narrow", KEEP},
};

static const struct {
  const char *name, *bundled;
} aliases[] = {
    {"Source Sans", "Source Sans 3"},         {"Source Sans Pro", "Source Sans 3"},
    {"Noto Sans KR", "Noto Sans CJK KR"},     {"Noto Sans JP", "Noto Sans CJK KR"},
    {"Noto Sans SC", "Noto Sans CJK KR"},     {"Noto Sans TC", "Noto Sans CJK KR"},
    {"Noto Sans CJK JP", "Noto Sans CJK KR"}, {"Noto Sans CJK SC", "Noto Sans CJK KR"},
    {"Noto Sans CJK TC", "Noto Sans CJK KR"}, {"Noto Sans Thai", "Noto Looped Thai"},
};

// Takes one style word off the end; false when there is none or nothing would be left.
static bool take_word(char *name, int *means) {
  size_t n = strlen(name), best = 0;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t k = strlen(words[i].word);
    // The longest word wins: "extra bold" before "bold".
    if (k <= best || k + 1 >= n || name[n - k - 1] != ' ') continue;
    if (!ct_same_nocase(name + n - k, words[i].word)) continue;
    best = k;
    *means = words[i].means;
  }
  if (!best) return false;
  for (n -= best; n && name[n - 1] == ' ';) n--;
  name[n] = '\0';
  return n > 0;
}

void ct_font_name_parse(struct ct_arena *a, const char *name, struct ct_font_name *out) {
  char *rest = ct_arena_strdup(a, name);
  int means = KEEP;
  // "noto_sans_bold": some glyph servers' way of writing.
  for (char *p = rest; !strchr(name, ' ') && *p; p++)
    if (*p == '_') *p = ' ';
  *out = (struct ct_font_name){.family = rest, .weight = 400};
  bool weighed = false;
  while (take_word(rest, &means)) {
    if (means == ITALIC) out->italic = true;
    // The last weight named is nearest to the end: "Light Bold" is bold.
    if (means > 0 && !weighed) {
      out->weight = means;
      weighed = true;
    }
  }
}

const char *ct_font_name_alias(const char *family) {
  for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
    if (ct_same_nocase(family, aliases[i].name)) return aliases[i].bundled;
  return family;
}
