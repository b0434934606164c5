// SPDX-License-Identifier: MIT
// Resolving: a layer's rows filtered, evaluated to shared styles, texts and sort keys, in drawing order.
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/value.h"
#include "model/diag.h"
#include "style/gradient.h"
#include "style/layer.h"
#include "style/look.h"
#include "style/ramp.h"
#include "style/share.h"
#include "style/slot.h"
#include "style/spec_tables.h"
#include "style/style.h"
#include "style/texts.h"

// From this many styles on, further ones are rounded.
enum { MANY_STYLES = 4096, TEXT_MEMO = 1024 };

struct text_memo {
  const char *text;
  enum ct_text_transform transform;
  struct ct_rich_text rich;
};

struct resolver {
  const struct ct_style *s;
  const struct ct_layer *l;
  const struct ct_look *look;
  const struct ct_table *table;
  struct ct_arena *a;
  struct ct_eval ev;
  struct ct_look_pool pool;
  struct ct_slot *slots;  // one a property of the look
  struct ct_slot text, sort;
  bool has_text, has_sort;
  size_t ndynamic;
  size_t *dynamic;        // slots that differ from row to row
  struct ct_val *values;  // of those, and whether there is a text
  char *base, *raw;       // what is constant; a row's
  struct ct_share share;
  struct ct_memo memo;
  struct text_memo *texts;  // plain texts, by pointer
};

// Where nobody says which images there are, what a style names counts as there.
static bool any_image(void *user, const char *name) {
  (void)user;
  return name[0] != '\0';
}

// Layout is settled for a tile, at its whole zoom; but for sizes, which grow with every step.
static void bind_at_zoom(struct resolver *r, const char *name, unsigned kind, struct ct_slot *slot) {
  enum { CLOSE_UP = 18 };
  double zoom = r->ev.zoom;
  const struct ct_spec_group *layout = ct_spec_group(ct_arena_printf(r->a, "layout_%s", r->l->type_name));
  bool size = !strcmp(name, "text-size") || !strcmp(name, "icon-size");
  bool whole = (kind & CT_LOOK_WHOLE_ZOOM) != 0;
  if (whole || (layout && !size && ct_spec_find(layout, name))) r->ev.zoom = floor(zoom);
  if (kind & CT_LOOK_CLOSE_UP) r->ev.zoom = CLOSE_UP;
  ct_slot_bind(r->l, name, r->table, &r->ev, r->a, slot);
  r->ev.zoom = zoom;
}

static void start(struct resolver *r, double zoom) {
  r->ev = (struct ct_eval){.arena = r->a,
                           .has_globals = true,
                           .zoom = zoom,
                           .global_state = r->s->global_state,
                           .image_known = r->s->image_known ? r->s->image_known : any_image,
                           .image_user = r->s->image_user,
                           .table = r->table};
  const double turn = r->s->turn_deg * (M_PI / 180);
  r->pool = (struct ct_look_pool){.a = r->a,
                                  .grown = exp2(zoom - fmax(floor(zoom), 0)),
                                  .enlarge = r->s->enlarge,
                                  .turn_sin = turn == 0 ? 0 : sin(turn),
                                  .turn_cos = turn == 0 ? 1 : cos(turn)};
  if (r->l->type == CT_LAYER_LINE) {
    r->pool.line_metrics = ct_layer_has_metrics(r->s, r->l);
    r->pool.gradient = ct_gradient_of_line(r->l, &r->ev, r->a);
  }
  r->base = CT_NEW_N(r->a, char, r->look->raw_size);
  r->raw = CT_NEW_N(r->a, char, r->look->raw_size);
  r->slots = CT_NEW_N(r->a, struct ct_slot, r->look->n);
  r->dynamic = CT_NEW_N(r->a, size_t, r->look->n);
  for (size_t i = 0; i < r->look->n; i++) {
    const struct ct_look_property *p = &r->look->properties[i];
    struct ct_slot *slot = &r->slots[i];
    bind_at_zoom(r, p->name, p->kind, slot);
    if (p->kind == CT_LOOK_GIVEN || p->kind == CT_LOOK_SAME)
      *(bool *)(r->base + p->offset) = p->kind == CT_LOOK_GIVEN ? slot->property != NULL : slot->constant;
    else if (slot->constant)
      ct_look_set(p, &slot->value, r->base);
    else
      r->dynamic[r->ndynamic++] = i;
  }
  r->values = CT_NEW_N(r->a, struct ct_val, r->ndynamic + 1);
  r->share = (struct ct_share){.a = r->a, .size = r->look->style_size};
}

static void start_features(struct resolver *r, size_t nrows) {
  if (r->l->type == CT_LAYER_SYMBOL) {
    bind_at_zoom(r, "text-field", false, &r->text);
    r->has_text = r->text.property != NULL;
    r->texts = CT_NEW_N(r->a, struct text_memo, TEXT_MEMO);
  }
  const char *sort = ct_arena_printf(r->a, "%s-sort-key", r->l->type_name);
  bind_at_zoom(r, sort, false, &r->sort);
  // A key that is the same for all sorts nothing, and leaves the order to symbol-z-order.
  r->has_sort = r->sort.property != NULL && !r->sort.constant;
  ct_memo_init(&r->memo, r->ndynamic + 1, nrows, r->a);
}

// Index of the style for the values of the row; `text` tells whether it has one.
static uint32_t style_of_row(struct resolver *r, bool text) {
  bool known;
  r->values[r->ndynamic] = ct_val_boolean(text);
  size_t place = ct_memo_find(&r->memo, r->values, &known);
  if (known) return r->memo.style[place] - 1;
  memcpy(r->raw, r->base, r->look->raw_size);
  for (size_t i = 0; i < r->ndynamic; i++) {
    const struct ct_look_property *p = &r->look->properties[r->dynamic[i]];
    ct_look_set(p, &r->values[i], r->raw);
    if (r->share.n >= MANY_STYLES) ct_look_snap(p, r->raw);
  }
  if (r->l->type == CT_LAYER_SYMBOL) ct_look_symbol_set_text(r->raw, text);
  r->look->finish(r->raw, &r->pool);
  uint32_t style = ct_share_add(&r->share, r->raw);
  ct_memo_set(&r->memo, place, r->values, style);
  return style;
}

// The transform a row's text is set with.
static enum ct_text_transform transform_of_row(struct resolver *r) {
  for (size_t i = 0; i < r->ndynamic; i++) {
    const struct ct_look_property *p = &r->look->properties[r->dynamic[i]];
    if (strcmp(p->name, "text-transform") != 0) continue;
    memcpy(r->raw, r->base, r->look->raw_size);
    ct_look_set(p, &r->values[i], r->raw);
    return ct_look_symbol_transform(r->raw);
  }
  return ct_look_symbol_transform(r->base);
}

// The row's text; columns hold equal texts as one pointer, which are made once.
static struct ct_rich_text text_of_row(struct resolver *r) {
  struct ct_val v;
  enum ct_text_transform transform = transform_of_row(r);
  ct_slot_eval(&r->text, &r->ev, &v);
  if (v.kind != CT_KIND_STRING) return ct_texts_of(&v, transform, &r->pool);
  uintptr_t h = (uintptr_t)v.u.string;
  struct text_memo *m = &r->texts[(h >> 3 ^ h >> 13) & (TEXT_MEMO - 1)];
  if (m->text != v.u.string || m->transform != transform)
    *m = (struct text_memo){v.u.string, transform, ct_texts_of(&v, transform, &r->pool)};
  return m->rich;
}

struct output {
  uint32_t *feature, *style;
  struct ct_rich_text *text;
  float *sort_key;
  size_t n;
};

static void resolve_row(struct resolver *r, size_t row, struct output *o) {
  r->ev.row = row;
  for (size_t i = 0; i < r->ndynamic; i++) ct_slot_eval(&r->slots[r->dynamic[i]], &r->ev, &r->values[i]);
  struct ct_rich_text text = {0};
  if (r->has_text) text = text_of_row(r);
  uint32_t style = style_of_row(r, text.n > 0);
  if (o->text) {
    const struct ct_symbol_style *s = (const void *)(r->share.styles + style * r->share.size);
    if (!text.n && !s->has_icon) return;
    o->text[o->n] = text;
  }
  if (o->sort_key) {
    struct ct_val v;
    ct_slot_eval(&r->sort, &r->ev, &v);
    o->sort_key[o->n] = v.kind == CT_KIND_NUMBER ? (float)v.u.number : 0;
  }
  o->feature[o->n] = (uint32_t)row;
  o->style[o->n++] = style;
}

static void resolve_rows(struct resolver *r, const struct ct_rows *rows, struct output *o) {
  struct ct_expr filter;
  // Tiles are filtered at their own, whole zoom.
  double zoom = r->ev.zoom;
  if (r->l->has_filter) {
    r->ev.zoom = floor(zoom);
    ct_expr_bind(&r->l->filter, r->table, &r->ev, r->a, &filter);
    r->ev.zoom = zoom;
    const struct ct_val *all = ct_expr_constant(&filter);
    if (all && all->kind == CT_KIND_BOOLEAN && !all->u.boolean) return;
  }
  for (size_t k = 0; k < rows->n; k++) {
    struct ct_val pass = ct_val_boolean(true);
    r->ev.row = ct_rows_at(rows, k);
    r->ev.quiet = true;
    if (r->l->has_filter && (!ct_expr_eval(&filter, &r->ev, &pass) || !ct_val_truthy(&pass))) continue;
    resolve_row(r, r->ev.row, o);
  }
}

struct sorted {
  float key;
  uint32_t item;
};

static int by_key(const void *x, const void *y) {
  const struct sorted *p = x, *q = y;
  if (p->key != q->key) return p->key < q->key ? -1 : 1;
  return p->item < q->item ? -1 : 1;
}

// Features with a higher key are drawn over those with a lower.
static void sort_items(struct output *o, struct ct_arena *a) {
  if (!o->sort_key || o->n < 2) return;
  struct sorted *order = CT_NEW_N(a, struct sorted, o->n);
  for (size_t i = 0; i < o->n; i++) order[i] = (struct sorted){o->sort_key[i], (uint32_t)i};
  qsort(order, o->n, sizeof *order, by_key);
  struct output s = *o;
  s.feature = CT_NEW_N(a, uint32_t, o->n);
  s.style = CT_NEW_N(a, uint32_t, o->n);
  if (o->text) s.text = CT_NEW_N(a, struct ct_rich_text, o->n);
  for (size_t i = 0; i < o->n; i++) {
    uint32_t from = order[i].item;
    s.feature[i] = o->feature[from];
    s.style[i] = o->style[from];
    if (o->text) s.text[i] = o->text[from];
  }
  for (size_t i = 0; i < o->n; i++) o->sort_key[i] = order[i].key;
  s.sort_key = o->sort_key;
  *o = s;
}

static void set_styles(struct resolver *r, struct ct_items *out) {
  out->nstyles = r->share.n;
  const void *styles = r->share.styles;
  switch (r->l->type) {
    case CT_LAYER_FILL:
      out->styles.fill = styles;
      break;
    case CT_LAYER_LINE:
      out->styles.line = styles;
      break;
    case CT_LAYER_CIRCLE:
      out->styles.circle = styles;
      break;
    case CT_LAYER_SYMBOL:
      out->styles.symbol = styles;
      break;
    case CT_LAYER_HEATMAP:
      out->styles.heatmap = styles;
      break;
    case CT_LAYER_RASTER:
      out->styles.raster = styles;
      break;
    case CT_LAYER_HILLSHADE:
      out->styles.hillshade = styles;
      break;
    case CT_LAYER_COLOR_RELIEF:
      out->styles.relief = styles;
      break;
    default:
      out->styles.background = styles;
  }
}

// A layer without features has one style.
static void resolve_whole(struct resolver *r, struct ct_items *out) {
  memcpy(r->raw, r->base, r->look->raw_size);
  r->look->finish(r->raw, &r->pool);
  ct_share_add(&r->share, r->raw);
  out->table = NULL;
  set_styles(r, out);
}

static void resolve_features(struct resolver *r, const struct ct_rows *rows, struct ct_items *out) {
  start_features(r, rows->n);
  size_t n = rows->n ? rows->n : 1;
  struct output o = {.feature = CT_NEW_N(r->a, uint32_t, n), .style = CT_NEW_N(r->a, uint32_t, n)};
  if (r->l->type == CT_LAYER_SYMBOL) o.text = CT_NEW_N(r->a, struct ct_rich_text, n);
  if (r->has_sort) o.sort_key = CT_NEW_N(r->a, float, n);
  resolve_rows(r, rows, &o);
  sort_items(&o, r->a);
  out->table = r->table;
  out->n = o.n;
  out->feature = o.feature;
  out->style = r->share.n > 1 ? o.style : NULL;
  out->text = o.text;
  out->sort_key = o.sort_key;
  set_styles(r, out);
}

// Columns that are read but not there: often a slip of the pen, sometimes meant.
static void report_columns(const struct resolver *r, struct ct_diags *diags) {
  const struct ct_table *t = r->table;
  if (!t || !t->file) return;
  const char **names = CT_NEW_N(r->a, const char *, t->ncolumns + 1);
  for (size_t i = 0; i < t->ncolumns; i++) names[i] = t->columns[i].name;
  for (size_t i = 0; i < r->l->ncolumns; i++) {
    const char *name = r->l->columns[i];
    if (ct_table_column(t, name) >= 0) continue;
    struct ct_diagnostic d = {.code = "CT-S121", .severity = CT_NOTE, .file = r->l->file, .field = name};
    d.line = r->l->value->line;
    d.message = ct_arena_printf(r->a, "layer '%s' reads column '%s', which '%s' does not have", r->l->id,
                                name, t->file);
    d.suggestion = ct_nearest_name(name, names, t->ncolumns);
    ct_diag_send(diags, &d);
  }
}

// A property that fails is of no interest where nothing is drawn by it.
static void report(const struct resolver *r, bool drawn, struct ct_diags *diags) {
  report_columns(r, diags);
  for (size_t i = 0; drawn && i < r->look->n; i++) ct_slot_report(&r->slots[i], r->s, r->l, r->table, diags);
  if (!drawn) return;
  ct_slot_report(&r->text, r->s, r->l, r->table, diags);
  ct_slot_report(&r->sort, r->s, r->l, r->table, diags);
}

// NOLINTNEXTLINE(readability-function-size): the stage's contract
bool ct_style_resolve(const struct ct_style *s, size_t i, const struct ct_table *table,
                      const struct ct_rows *rows, double zoom, struct ct_arena *a, struct ct_diags *diags,
                      struct ct_items *out, struct ct_err *err) {
  const struct ct_layer *l = &s->layers[i];
  struct resolver r = {.s = s,
                       .l = l,
                       .look = ct_look_enlarged(ct_look_for(l->type), s->enlarge_texts, s->enlarge, a),
                       .table = table,
                       .a = a};
  *out = (struct ct_items){.layer_id = l->id, .type = l->type, .metadata = l->metadata};
  if (!r.look) return ct_fail(err, "layer '%s': layers of type '%s' are not drawn", l->id, l->type_name);
  start(&r, zoom);
  if (table)
    resolve_features(&r, rows, out);
  else
    resolve_whole(&r, out);
  out->ramp = ct_ramp_of(l, &r.ev, a);
  report(&r, out->n > 0 || !table, diags);
  return true;
}
