// SPDX-License-Identifier: MIT
// Fonts: the machine's font folders.
#ifndef CT_CLI_FONTS_H
#define CT_CLI_FONTS_H

#include <stdbool.h>

struct ct_err;

typedef bool ct_cli_font_fn(void *user, const char *folder, struct ct_err *err);
// Tells each in the order in which they are to be looked through, until `fn` returns false.
bool ct_cli_fonts_each(ct_cli_font_fn *fn, void *user, struct ct_err *err);

#endif
