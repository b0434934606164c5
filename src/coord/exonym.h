// SPDX-License-Identifier: MIT
// Exonym: names of large cities and of countries in languages other than the gazetteer's.
#ifndef CT_COORD_EXONYM_H
#define CT_COORD_EXONYM_H

#include <stdbool.h>
#include <stddef.h>

// A name, folded and without blanks, and what it stands for.
struct ct_exonym {
  const char *key, *name;
};

// The name that a gazetteer of international names lists the city under; NULL: not known.
const char *ct_exonym_city(const char *key);
// The two-letter code (ISO 3166) of a country; NULL: not known.
const char *ct_exonym_country(const char *key);
// The k-th nominative that a Russian genitive ("москвы") may have; false: no further one.
bool ct_exonym_nominative(const char *key, size_t k, char *out, size_t size);

#endif
