// SPDX-License-Identifier: MIT
// Strings: a growing buffer in an arena, and small text helpers free of the locale.
#ifndef CT_BASE_STR_H
#define CT_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;

// v is NUL-terminated whenever n > 0; use ct_str_text for a never-NULL view.
struct ct_str {
  struct ct_arena *arena;
  char *v;
  size_t n, cap;
};

void ct_str_add(struct ct_str *s, const char *text);
void ct_str_add_n(struct ct_str *s, const char *text, size_t n);
void ct_str_add_char(struct ct_str *s, unsigned code_point);
void ct_str_addf(struct ct_str *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
// Adds a URL's text with its %XX decoded; a % before anything else stands for itself.
void ct_str_add_unescaped(struct ct_str *s, const char *url);
const char *ct_str_text(const struct ct_str *s);

// strtod in the C locale over the whole string (surrounding blanks allowed);
// false when it is not exactly one finite number.
bool ct_parse_number(const char *text, double *out);
// Shortest text that reads back as the same double; integers without exponent
// up to 1e21. buf holds at least 32 bytes.
const char *ct_format_number(double x, char buf[32]);
// ASCII-only case-insensitive comparison.
bool ct_same_nocase(const char *a, const char *b);
bool ct_ends_with(const char *s, const char *suffix);
bool ct_starts_with(const char *s, const char *prefix);
// The nearest of n names within an edit distance of a third of the length, or
// NULL: for "did you mean".
const char *ct_nearest_name(const char *name, const char *const *names, size_t n);
// Is it well-formed UTF-8?
bool ct_utf8_valid(const char *s, size_t n);
// Encodes a code point up to U+10FFFF into out; returns how many bytes.
size_t ct_utf8_put(char out[4], unsigned c);
// Decodes the code point at *s (which advances); U+FFFD for a bad byte. 0 at the end.
unsigned ct_utf8_next(const char **s);

// Path helpers; results in the arena.
const char *ct_path_folder(struct ct_arena *a, const char *path);                    // "." when none
const char *ct_path_join(struct ct_arena *a, const char *folder, const char *path);  // absolute path wins
const char *ct_path_stem(struct ct_arena *a, const char *path);                      // "a/b.c.csv" -> "b.c"
const char *ct_path_extension(const char *path);                                     // "csv", "" when none
// The path as it may be shown: passwords of connection strings and URLs are "***".
const char *ct_path_shown(struct ct_arena *a, const char *path);
// Is it a connection string or URL: letters, digits, + - . _ and a colon?
bool ct_path_has_scheme(const char *path);
// The path behind a URL of a style: relative ones and file: URLs against the folder. NULL: it is
// on the network, or of a scheme that is no file's.
const char *ct_path_of_url(struct ct_arena *a, const char *folder, const char *url);
// The path as SQLite takes it where there are options ("?immutable=1", or "").
const char *ct_path_sqlite_url(struct ct_arena *a, const char *path, const char *options);

#endif
