// SPDX-License-Identifier: MIT
// Render: the base map as the document asks for it, boundaries and names by policy, imagery and hillshade.
#include <math.h>
#include <string.h>

#include "base/err.h"
#include "base/reads.h"
#include "base/str.h"
#include "base/value.h"
#include "hall/cache/cache.h"
#include "hall/render/render.h"
#include "load/raster.h"
#include "model/diag.h"
#include "project/project.h"
#include "style/base.h"

// In the order of enum ct_boundaries.
static const char *const words[] = {NULL, "un", "de-facto", "none"};

struct names {
  ct_vec(struct ct_base_names) v;
};

// ---- Policies

static bool read_policies(struct ct_render *r, const struct ct_value **out, struct ct_err *err) {
  const char *path = ct_arena_printf(r->a, "%s/layers/policies.json", r->job->share_dir);
  ct_reads_note(CT_READ_BASE, path);
  return ct_cache_value(r->job->cache, r->a, path, out, err);
}

static bool find_policy(struct ct_render *r, const struct ct_value *policies, struct ct_err *err) {
  const char *word = words[r->doc.boundaries];
  if (!word) return true;
  r->policy = ct_value_get(ct_value_get(policies, "boundaries"), word);
  return r->policy ||
         ct_fail(err, "%s/layers/policies.json: has no boundaries '%s'", r->job->share_dir, word);
}

static const char *place(const struct ct_render *r, int line, int col) {
  return ct_arena_printf(r->a, "%s:%d:%d", r->doc.file ? r->doc.file : "document", line, col);
}

static bool no_set(struct ct_render *r, const struct ct_value *at, const struct ct_value *sets,
                   struct ct_err *err) {
  struct ct_str list = {.arena = r->a};
  for (size_t i = 0; sets && i < sets->n; i++)
    ct_str_addf(&list, "%s%s", i ? ", " : "", sets->members[i].key);
  return ct_fail(err, "%s: no set of names '%.80s' (expected %s, or a mapping of names)",
                 place(r, at->line, at->col), at->string, ct_str_text(&list));
}

static bool add_set(struct ct_render *r, const struct ct_value *name, const struct ct_value *sets,
                    struct names *out, struct ct_err *err) {
  const struct ct_value *set = ct_value_get(sets, name->string);
  if (!set) return no_set(r, name, sets, err);
  for (size_t i = 0; i < set->n; i++)
    for (size_t k = 0; k < set->members[i].value->n; k++) {
      const struct ct_member *m = &set->members[i].value->members[k];
      struct ct_base_names n = {set->members[i].key, m->key, m->value};
      ct_vec_push(r->a, &out->v, n);
    }
  return true;
}

static bool add_names(struct ct_render *r, const struct ct_value *v, const struct ct_value *sets,
                      struct names *out, struct ct_err *err) {
  if (!v) return true;
  if (v->kind == CT_STRING) return add_set(r, v, sets, out, err);
  if (v->kind == CT_OBJECT) {
    struct ct_base_names n = {NULL, "name", v};
    ct_vec_push(r->a, &out->v, n);
    return true;
  }
  for (size_t i = 0; v->kind == CT_ARRAY && i < v->n; i++)
    if (!add_names(r, v->items[i], sets, out, err)) return false;
  return true;
}

// A policy's own names come first, so that the document has the last word.
static bool gather_names(struct ct_render *r, const struct ct_value *policies, struct names *out,
                         struct ct_err *err) {
  const struct ct_value *sets = ct_value_get(policies, "names");
  return add_names(r, ct_value_get(r->policy, "names"), sets, out, err) &&
         add_names(r, r->doc.base.names, sets, out, err);
}

static bool is_off(const struct ct_value *policy, const char *key) {
  const struct ct_value *v = ct_value_get(policy, key);
  return ct_value_is(v, CT_BOOL) && !v->boolean;
}

// ---- Rasters

// Whom to credit; fails when there is no such raster, as a map without its base would be another map.
static bool credit_of(struct ct_render *r, const struct ct_document_raster *raster, bool elevation,
                      const char **out, struct ct_err *err) {
  if (!raster->path) return true;
  struct ct_value v = {.kind = CT_OBJECT};
  const char *type = elevation ? "raster-dem" : "raster";
  const struct ct_value *url =
      ct_value_of_string(r->a, ct_arena_printf(r->a, "%s%s", CT_STYLE_OF_DOCUMENT, raster->path));
  const struct ct_value *value = ct_value_with(r->a, &v, "url", url);
  struct ct_style_source source = {elevation ? "hillshade" : "imagery", type, NULL, value};
  struct ct_raster_source s;
  struct ct_err why = {0};
  bool ok = ct_style_raster(&source, "", r->a, &s) &&
            ct_raster_prepare(&s, r->job->allow_network, r->a, &why) &&
            ct_raster_credit(&s, r->job->allow_network, r->a, out, &why);
  if (r->doc.base.credit) *out = r->doc.base.credit;
  return ok || ct_fail(err, "%s: '%s': %s", place(r, raster->line, raster->col), source.name, why.message);
}

static bool check_found(struct ct_render *r, const struct ct_base_found *found, struct ct_err *err) {
  if (r->policy && !found->boundaries)
    ct_diag_say(r->diags, "CT-G501", CT_WARNING, r->theme_file, 0,
                "no layer has metadata 'cartouche:boundary': boundaries stay as the theme draws them");
  const struct ct_document_raster *missing =
      r->doc.base.imagery.path && !found->imagery       ? &r->doc.base.imagery
      : r->doc.base.hillshade.path && !found->hillshade ? &r->doc.base.hillshade
                                                        : NULL;
  if (!missing) return true;
  return ct_fail(err,
                 "%s: the theme has no layer for it (a raster or hillshade layer with metadata "
                 "'cartouche:part': 'imagery' or 'hillshade')",
                 place(r, missing->line, missing->col));
}

bool ct_render_base(struct ct_render *r, struct ct_err *err) {
  const struct ct_value *policies = NULL;
  struct names names = {0};
  struct ct_base_request q = {.doc = &r->doc};
  struct ct_base_found found;
  if ((r->doc.boundaries || r->doc.base.names) && !read_policies(r, &policies, err)) return false;
  if (!find_policy(r, policies, err) || !gather_names(r, policies, &names, err)) return false;
  if (is_off(r->policy, "admin1")) r->doc.base.admin1 = false;
  if (is_off(r->policy, "country_names") && !r->doc.base.asked_countries) r->doc.base.countries = false;
  r->disclaimer = r->doc.furniture.disclaimer;
  if (!r->disclaimer) r->doc.furniture.disclaimer = ct_value_string(ct_value_get(r->policy, "disclaimer"));
  if (!credit_of(r, &r->doc.base.imagery, false, &q.imagery_credit, err) ||
      !credit_of(r, &r->doc.base.hillshade, true, &q.hillshade_credit, err))
    return false;
  q.boundaries = r->policy;
  q.nnames = names.v.n;
  q.names = names.v.v;
  r->theme = ct_base_apply(r->theme, &q, r->a, &found);
  return check_found(r, &found, err);
}

// ---- What is said at the foot

// Is any of the box in the frame? It is asked of points, as frames are no boxes of longitude and latitude.
static bool in_frame(const struct ct_render *r, const struct ct_value *box) {
  enum { STEPS = 9 };
  if (!ct_value_is(box, CT_ARRAY) || box->n != 4) return false;
  double w = box->items[0]->number, s = box->items[1]->number, e = box->items[2]->number,
         n = box->items[3]->number;
  for (int i = 0; i < STEPS * STEPS; i++) {
    int column = i % STEPS, row = i / STEPS;
    double x, y, lon = w + (e - w) * column / (STEPS - 1), lat = s + (n - s) * row / (STEPS - 1);
    if (ct_project_point(&r->view, lon, lat, &x, &y) && ct_rect_has(&r->view.frame, x, y)) return true;
  }
  return false;
}

void ct_render_disclaim(struct ct_render *r, bool *changed) {
  const char *said = r->doc.furniture.disclaimer,
             *general = ct_value_string(ct_value_get(r->policy, "disclaimer"));
  const struct ct_value *notes = ct_value_get(r->policy, "notes");
  struct ct_str text = {.arena = r->a};
  *changed = false;
  if (r->disclaimer || !r->policy || r->doc.page.bare) return;
  if (general) ct_str_add(&text, general);
  for (size_t i = 0; notes && i < notes->n; i++) {
    const char *note = ct_value_string(ct_value_get(notes->items[i], "text"));
    if (!note || r->view.zoom < ct_value_number(ct_value_get(notes->items[i], "minzoom"), -100)) continue;
    if (in_frame(r, ct_value_get(notes->items[i], "box")))
      ct_str_addf(&text, "%s%s", text.n ? " " : "", note);
  }
  const char *now = text.n ? ct_str_text(&text) : NULL;
  *changed = (now != NULL) != (said != NULL) || (now && strcmp(now, said) != 0);
  r->doc.furniture.disclaimer = now;
}
