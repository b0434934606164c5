// SPDX-License-Identifier: MIT
// Recode: texts that are not UTF-8, read as Windows-1252.
#ifndef CT_LOAD_RECODE_H
#define CT_LOAD_RECODE_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;

// Quick for plain ASCII.
bool ct_recode_is_utf8(const char *s, size_t n);
// The text as UTF-8; every byte is a Windows-1252 character (unassigned ones: U+FFFD).
char *ct_recode_cp1252(struct ct_arena *a, const char *s, size_t n, size_t *out_n);

#endif
