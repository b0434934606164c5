// SPDX-License-Identifier: MIT
// Wkt: points in well-known text and hexadecimal well-known binary, PostGIS's variants too.
#ifndef CT_COORD_WKT_H
#define CT_COORD_WKT_H

#include <stdbool.h>
#include <stddef.h>

#include "coord/coord.h"

bool ct_wkt_matches(const char *s, size_t n);
enum ct_coord_kind ct_wkt_read(const char *s, size_t n, struct ct_coord *out);

bool ct_hex_wkb_matches(const char *s, size_t n);
enum ct_coord_kind ct_hex_wkb_read(const char *s, size_t n, struct ct_coord *out);

#endif
