// SPDX-License-Identifier: MIT
// Render: the theme and its page colours.
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/reads.h"
#include "base/str.h"
#include "base/value.h"
#include "doc/doc.h"
#include "hall/cache/cache.h"
#include "hall/render/render.h"
#include "model/diag.h"
#include "style/style.h"

static bool read_color(const struct ct_value *page, const char *key, const char *otherwise,
                       struct ct_color *out) {
  const char *s = ct_value_string(ct_value_get(page, key));
  if (s && ct_color_parse(s, out)) return true;
  return ct_color_parse(otherwise, out);
}

static struct ct_color mixed(struct ct_color a, struct ct_color b, float share) {
  a.r += share * (b.r - a.r);
  a.g += share * (b.g - a.g);
  a.b += share * (b.b - a.b);
  return a;
}

static void page_theme(const struct ct_value *theme, struct ct_page_theme *t) {
  const struct ct_value *page = ct_value_get(ct_value_get(theme, "metadata"), "cartouche:page");
  read_color(page, "paper", "#FFFFFF", &t->paper);
  read_color(page, "ink", "#1E1E1C", &t->ink);
  read_color(page, "ink-soft", "#666460", &t->ink_soft);
  read_color(page, "frame-line", "#8A8883", &t->frame_line);
  read_color(page, "accent", "#B5451B", &t->accent);
  read_color(page, "panel", "#FFFFFF", &t->panel);
  read_color(page, "locator-land", "#E4E1D9", &t->locator_land);
  read_color(page, "locator-water", "#F1F5F7", &t->locator_water);
  read_color(page, "locator-box", "#B5451B", &t->locator_box);
  read_color(page, "graticule", "#9AA7AF", &t->graticule);
  if (!read_color(page, "locator-subject", "", &t->locator_subject))
    t->locator_subject = mixed(t->locator_land, t->ink_soft, 0.3F);
  const char *font = ct_value_string(ct_value_get(page, "font"));
  const char *bold = ct_value_string(ct_value_get(page, "font-bold"));
  t->font = font ? font : "Source Sans 3 Regular";
  t->font_bold = bold ? bold : "Source Sans 3 Semibold";
}

// The document's own paper. One that shows through is none: there is no paper under the paper.
static bool own_paper(struct ct_render *r, struct ct_err *err) {
  const char *s = r->doc.page.background;
  struct ct_color *paper = &r->page_theme.paper;
  if (!s) return true;
  if (strcmp(s, "none") == 0) {
    *paper = (struct ct_color){0, 0, 0, 0};
    return true;
  }
  if (ct_color_parse(s, paper) && (paper->a >= 1 || paper->a <= 0)) return true;
  return ct_fail(
      err, "%s%s%s'background' of the page is '%s' (expected none or an opaque colour as white or #fafaf5)",
      r->doc.file ? r->doc.file : "",
      r->doc.page.background_line > 0 ? ct_arena_printf(r->a, ":%d", r->doc.page.background_line) : "",
      r->doc.file ? ": " : "", s);
}

struct name_list {
  struct ct_str text;
};

static void add_theme_name(void *user, const char *name, const char *summary) {
  struct name_list *l = user;
  (void)summary;
  ct_str_addf(&l->text, "%s%s", l->text.n ? ", " : "", name);
}

static bool no_theme(struct ct_render *r, const char *name, struct ct_err *err) {
  struct name_list l = {.text = {.arena = r->a}};
  struct ct_err ignored = {0};
  ct_list_styles(r->job->share_dir, add_theme_name, &l, &ignored);
  return ct_fail(err, "no theme '%s' (expected %s, or the path of a MapLibre style)", name,
                 ct_str_text(&l.text));
}

bool ct_render_theme(struct ct_render *r, const struct ct_job_document *doc, struct ct_err *err) {
  if (doc->style_value) {
    r->theme = doc->style_value;
    r->theme_file = doc->file;
  } else {
    const char *name = r->doc.style;
    bool path = strchr(name, '/') || ct_ends_with(name, ".json");
    r->theme_file = path ? name : ct_arena_printf(r->a, "%s/styles/%s.json", r->job->share_dir, name);
    ct_reads_note(CT_READ_THEME, r->theme_file);
    if (!path && access(r->theme_file, R_OK) != 0) return no_theme(r, name, err);
    if (!ct_cache_value(r->job->cache, r->a, r->theme_file, &r->theme, err)) return false;
  }
  if (!ct_doc_is_style(r->theme))
    return ct_fail(err, "%s: not a MapLibre style (expected \"version\": 8 and layers)", r->theme_file);
  r->sources.style_folder = ct_path_folder(r->a, r->theme_file);
  // Of a theme by path only what stops it is told here: what it is bound to is checked whole.
  struct ct_diags quiet = {0};
  bool foreign = doc->style_value || strchr(r->doc.style, '/') || ct_ends_with(r->doc.style, ".json");
  if (foreign && !ct_style_check(r->theme, r->theme_file, r->a, doc->style_value ? r->diags : &quiet, err))
    return false;
  if (!doc->style_value && !ct_render_base(r, err)) return false;
  page_theme(r->theme, &r->page_theme);
  if (!own_paper(r, err)) return false;
  const char *credit = ct_value_string(ct_value_get(ct_value_get(r->theme, "metadata"), "cartouche:credit"));
  if (credit && !doc->style_value) r->doc.furniture.credit = credit;
  ct_render_credit(r);
  return true;
}
