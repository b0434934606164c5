// SPDX-License-Identifier: MIT
// Kind: what is known about PROJ's projections by name: domain, words for the page.
#ifndef CT_PROJECT_KIND_H
#define CT_PROJECT_KIND_H

struct ct_arena;
struct ct_proj;

// Fills domain, centre, name and web_mercator from the CRS's PROJ string; crs_name is
// what the database calls it ("unknown" or NULL for plain PROJ strings).
void ct_kind_describe(struct ct_proj *proj, struct ct_arena *a, const char *params, const char *crs_name);

// When the text is a PROJ string on plain WGS 84 with plain numbers (or EPSG:3857), the
// parameters to hand to PROJ without asking its database; else NULL.
const char *ct_kind_plain(const char *text, struct ct_arena *a);

// The text, with what PROJ's string leaves open said as PROJ means it: its CRSs would take it for 0.
const char *ct_kind_complete(const char *text, struct ct_arena *a);

// The number after `key` ("+lon_0=") in a PROJ string.
double ct_kind_param(const char *params, const char *key, double otherwise);

#endif
