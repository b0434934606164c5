// SPDX-License-Identifier: MIT
// Link: geo: URIs and links to map sites.
#ifndef CT_COORD_LINK_H
#define CT_COORD_LINK_H

#include <stdbool.h>
#include <stddef.h>

struct ct_coord;

bool ct_geo_uri_matches(const char *s, size_t n);
// RFC 5870; the precision is its u= when given. False: see out->why.
bool ct_geo_uri_read(const char *s, size_t n, struct ct_coord *out);

bool ct_map_link_matches(const char *s, size_t n);
// A point of the link: the place itself before a marker before the middle of the map. False: see out->why.
bool ct_map_link_read(const char *s, size_t n, struct ct_coord *out);

#endif
