// SPDX-License-Identifier: MIT
// Sources, features: rows as read, before the program adds anything to them.
#include "hall/sources/features.h"

#include "hall/sources/sources.h"
#include "model/diag.h"
#include "model/document.h"
#include "select/select.h"

bool ct_sources_features(struct ct_sources *s, const struct ct_source_data *e, struct ct_source_features *out,
                         struct ct_err *err) {
  struct ct_diags quiet = {0}, *told = s->diags;
  const struct ct_table *raw = e->own ? e->own : e->raw, *dated = ct_select_derive_date(raw, s->a);
  // What the window leaves out has been told when the rows were selected.
  s->diags = &quiet;
  bool ok = ct_sources_window(s, e->spec, dated, &out->rows, err);
  s->diags = told;
  if (!ok) return false;
  out->table = *raw;
  if (!out->rows.all) ct_select_take(raw, &out->rows, s->a, &out->table);
  out->request = (struct ct_edition_request){.data = e->spec->name,
                                             .id = e->spec->id,
                                             .label = e->spec->label,
                                             .date_column = ct_select_date_column(&out->table)};
  return true;
}
