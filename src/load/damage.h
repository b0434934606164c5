// SPDX-License-Identifier: MIT
// Damage: what wrong encodings have left in a text.
#ifndef CT_LOAD_DAMAGE_H
#define CT_LOAD_DAMAGE_H

#include <stddef.h>

struct ct_arena;

enum ct_damage {
  CT_DAMAGE_NONE,
  CT_DAMAGE_LOST,      // U+FFFD: the character is gone
  CT_DAMAGE_TWICE,     // UTF-8 read as Windows-1252 and written as UTF-8 again: "Ã©"; can be mended
  CT_DAMAGE_QUESTION,  // a question mark between letters: "S?o Paulo"
};

// Looks at a text in UTF-8. For TWICE, *mended is the text as it was meant, in the arena. Linear in n.
enum ct_damage ct_damage_find(struct ct_arena *a, const char *s, size_t n, const char **mended);

#endif
