// SPDX-License-Identifier: MIT
// Render: which names may become numbers, and what the key will hold before the page is laid out.
#include <math.h>
#include <string.h>

#include "base/map.h"
#include "base/str.h"
#include "hall/render/keyed.h"
#include "hall/render/render.h"

// A key for fewer names than these finds a place on the map.
enum { FEW = 24 };

bool ct_render_has_key(const struct ct_render *r) {
  return !r->doc.page.bare && !r->doc.style_value;
}

bool ct_render_may_be_keyed(const struct ct_render *r, const struct ct_render_layer *l) {
  enum ct_label_mode m = r->doc.labels.mode;
  return l->of_data && !l->derived &&
         (m == CT_LABELS_AUTO || m == CT_LABELS_CALLOUTS || m == CT_LABELS_NUMBERS);
}

const char *ct_render_label_of(struct ct_render *r, const struct ct_data *d, const struct ct_table *t,
                               size_t row) {
  char buf[32];
  if (!strchr(d->label, '{')) return ct_table_text(t, ct_table_column(t, d->label), row, buf);
  struct ct_str s = {.arena = r->a};
  for (const char *p = d->label; *p;) {
    size_t n = strcspn(p, "{");
    ct_str_add_n(&s, p, n);
    p += n;
    if (*p != '{') break;
    n = strcspn(p, "}");
    const char *cell =
        ct_table_text(t, ct_table_column(t, ct_arena_strndup(r->a, p + 1, n ? n - 1 : 0)), row, buf);
    if (cell) ct_str_add(&s, cell);
    p += n + (p[n] == '}');
  }
  return ct_str_text(&s);
}

// What of the world the page may show, as far as the document says: west, south, east, north.
static bool expected_box(const struct ct_document *d, double box[4]) {
  if (d->view.has_bbox) memcpy(box, d->view.bbox, sizeof d->view.bbox);
  if (d->view.has_bbox) return true;
  double scale = d->view.scale, lat = d->view.lat, m_per_deg = 111320,
         shrink = fmax(cos(lat * M_PI / 180), 0.01);
  // DESIGN section 2: the zoom that a true scale means.
  if (!(scale > 0) && isfinite(d->view.zoom))
    scale = 40075016.686 * shrink / (512 * exp2(d->view.zoom)) / (0.0254 / 96);
  if (!d->view.has_center || !(scale > 0)) return false;
  // Turned maps show more: half of the diagonal each way.
  double half_m = hypot(d->page.w_pt, d->page.h_pt) / 2 * (0.0254 / 72) * scale;
  box[0] = d->view.lon - half_m / m_per_deg / shrink;
  box[2] = d->view.lon + half_m / m_per_deg / shrink;
  box[1] = lat - half_m / m_per_deg;
  box[3] = lat + half_m / m_per_deg;
  return box[2] - box[0] < 360;
}

static bool in_box(const double *box, const struct ct_table *t, size_t row) {
  if (!ct_table_placed(t, row)) return false;
  if (!box || t->geoms.part0) return true;
  const double *p = t->geoms.lonlat + 2 * row;
  double east = box[2] < box[0] ? box[2] + 360 : box[2];
  double lon = box[0] + fmod(fmod(p[0] - box[0], 360) + 360, 360);
  return lon <= east && p[1] >= box[1] && p[1] <= box[3];
}

struct names {
  ct_vec(const char *) v;
};

void ct_render_expect_key(struct ct_render *r) {
  struct names names = {0};
  struct ct_map seen = {.arena = r->a};
  double box[4];
  if (r->doc.labels.mode != CT_LABELS_NUMBERS || !ct_render_has_key(r)) return;
  const double *within = expected_box(&r->doc, box) ? box : NULL;
  for (size_t i = 0; i < r->sources.ndata; i++) {
    const struct ct_source_data *s = &r->sources.data[i];
    for (size_t row = 0; s->spec->label && row < s->table->n && names.v.n < CT_KEYED_MOST; row++) {
      const char *text = in_box(within, s->table, row) ? ct_render_label_of(r, s->spec, s->table, row) : NULL;
      bool added = false;
      if (text && *text) ct_map_add_string(&seen, text, 0, &added);
      if (added) ct_vec_push(r->a, &names.v, ct_arena_strdup(r->a, text));
    }
  }
  if (names.v.n < FEW) return;
  r->doc.nkeyed = names.v.n;
  r->doc.keyed = names.v.v;
}

void ct_render_number_all(struct ct_render *r) {
  size_t n = 0;
  if (r->doc.labels.mode != CT_LABELS_NUMBERS || !ct_render_has_key(r)) return;
  for (size_t i = 0; i < r->nsymbols; i++) {
    const struct ct_items *items = ct_render_symbols(r->symbols[i]);
    if (ct_render_may_be_keyed(r, r->symbols[i]) && items->text) n += items->n;
  }
  // The true numbers follow from what is on the page; until then all are as wide as the last.
  for (size_t i = 0; i < r->nsymbols; i++) {
    const struct ct_items *items = ct_render_symbols(r->symbols[i]);
    if (!ct_render_may_be_keyed(r, r->symbols[i]) || !items->text) continue;
    struct ct_label_wish *w = ct_render_wishes_of(r, r->symbols[i]);
    for (size_t k = 0; k < items->n; k++) w[k].key = (uint32_t)n;
  }
}
