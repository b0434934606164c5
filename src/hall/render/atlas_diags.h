// SPDX-License-Identifier: MIT
// Atlas diagnostics: findings of pages, each said once and with its page.
#ifndef CT_RENDER_ATLAS_DIAGS_H
#define CT_RENDER_ATLAS_DIAGS_H

#include <stddef.h>

#include "base/map.h"
#include "base/vec.h"
#include "model/diag.h"

struct ct_arena;

// What is said of names that are on no page, until all pages have been looked at.
struct ct_atlas_unknown {
  struct ct_diagnostic d;
  size_t pages;
};

struct ct_atlas_diags {
  struct ct_diags to_page;  // where a page sends its findings
  struct ct_diags *to;
  struct ct_arena *a;
  struct ct_map seen, missing;
  ct_vec(struct ct_atlas_unknown) unknown;
  size_t number;
  const char *page;
};

void ct_atlas_diags_init(struct ct_atlas_diags *d, struct ct_diags *to, struct ct_arena *a);
// What comes now is of that page; 0: the index. The name is not copied.
void ct_atlas_diags_page(struct ct_atlas_diags *d, size_t number, const char *name);
// After all of n pages: names that the document asks something of and that none of them has.
void ct_atlas_diags_finish(struct ct_atlas_diags *d, size_t n);

#endif
