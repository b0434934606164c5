// SPDX-License-Identifier: MIT
// Locales: BCP 47 tags to the locales that ICU has, as ECMA-402 looks them up.
#ifndef CT_EXPR_LOCALE_H
#define CT_EXPR_LOCALE_H

#include <stdbool.h>

enum { CT_LOCALE_SIZE = 160 };
enum ct_locale_use { CT_LOCALE_COLLATION, CT_LOCALE_NUMBERS };

// The best locale ICU has for a tag, as an ICU identifier without keywords; American
// English when there is none or the tag is NULL, whatever the environment's is. False
// with `why` (CT_LOCALE_SIZE bytes) set when the tag is malformed.
bool ct_locale_find(const char *tag, enum ct_locale_use use, char out[CT_LOCALE_SIZE],
                    char why[CT_LOCALE_SIZE]);
// The value of a Unicode extension ("nu", "kn" ...) of a well-formed tag; "" when it is there without a
// value, NULL when it is not there.
const char *ct_locale_extension(const char *tag, const char *key, char out[CT_LOCALE_SIZE]);

#endif
