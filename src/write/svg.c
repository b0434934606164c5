// SPDX-License-Identifier: MIT
// SVG: a scene as a document of named layers, with its texts as text, for vector editors and browsers.
#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "draw/draw.h"
#include "model/scene.h"
#include "write/about.h"
#include "write/format.h"
#include "write/svg_image.h"
#include "write/svg_out.h"
#include "write/svg_path.h"
#include "write/svg_symbol.h"
#include "write/svg_text.h"
#include "write/write.h"

// ---- The head

static void put_element(struct ct_svg *s, const char *name, const char *attrs, const char *text) {
  if (!text || !*text) return;
  ct_svg_line(s);
  ct_svg_put(s, "<");
  ct_svg_put(s, name);
  ct_svg_put(s, attrs);
  ct_svg_put(s, ">");
  ct_svg_text(s, text, strlen(text));
  ct_svg_put(s, "</");
  ct_svg_put(s, name);
  ct_svg_put(s, ">");
}

static void put_keywords(struct ct_svg *s, const char *text) {
  if (!text || !*text) return;
  ct_svg_put(s, "<dc:subject><rdf:Bag>");
  size_t n;
  for (const char *word; (word = ct_about_keyword(&text, &n));)
    put_element(s, "rdf:li", "", ct_arena_strndup(s->arena, word, n));
  ct_svg_put(s, "</rdf:Bag></dc:subject>");
}

static void put_exact(struct ct_svg *s, const char *name, const double *v, size_t n) {
  ct_svg_put(s, name);
  for (size_t i = 0; i < n; i++) {
    char buf[32];
    snprintf(buf, sizeof buf, "%s%.17g", i ? " " : "=\"", v[i]);
    ct_svg_put(s, buf);
  }
  ct_svg_put(s, "\"");
}

// For programs that count positions anew, so exact. It is a thing of its own that RDF describes: elsewhere in the
// metadata Inkscape complains that it does not know it.
static void put_map(struct ct_svg *s, const struct ct_georef *map) {
  const double frame[] = {map->frame.x, map->frame.y, map->frame.w, map->frame.h};
  ct_svg_line(s);
  ct_svg_put(s, "<cartouche:map xmlns:cartouche=\"https://cartouche.example/ns\"");
  ct_svg_attr_text(s, "crs", map->crs);
  put_exact(s, " frame", frame, 4);
  put_exact(s, " to-crs", map->to_crs, 6);
  ct_svg_put(s, "/>");
}

static void put_metadata(struct ct_svg *s, const struct ct_scene *scene) {
  char when[21];
  ct_svg_line(s);
  ct_svg_put(s,
             "<metadata><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
             "xmlns:cc=\"http://creativecommons.org/ns#\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
             "<cc:Work rdf:about=\"\">");
  put_element(s, "dc:title", "", scene->title);
  put_element(s, "dc:description", "", scene->subject);
  if (scene->author && *scene->author) {
    ct_svg_put(s, "<dc:creator><cc:Agent>");
    put_element(s, "dc:title", "", scene->author);
    ct_svg_put(s, "</cc:Agent></dc:creator>");
  }
  put_keywords(s, scene->keywords);
  put_element(s, "dc:date", "", ct_scene_when(scene, when));
  put_element(s, "dc:format", "", "image/svg+xml");
  ct_svg_line(s);
  ct_svg_put(s, "</cc:Work>");
  if (scene->map.crs) put_map(s, &scene->map);
  ct_svg_put(s, "</rdf:RDF></metadata>");
}

static void put_size(struct ct_svg *s, const struct ct_scene *scene) {
  ct_svg_put(s, " width=\"");
  ct_svg_number(s, scene->w_pt, CT_SVG_FINE);
  ct_svg_put(s, "pt\" height=\"");
  ct_svg_number(s, scene->h_pt, CT_SVG_FINE);
  ct_svg_put(s, "pt\" viewBox=\"0 0 ");
  ct_svg_number(s, scene->w_pt, CT_SVG_FINE);
  ct_svg_put(s, " ");
  ct_svg_number(s, scene->h_pt, CT_SVG_FINE);
  ct_svg_put(s, "\"");
}

static void put_head(struct ct_svg *s, const struct ct_scene *scene, const char *program) {
  bool title = scene->title && *scene->title, desc = scene->subject && *scene->subject;
  ct_svg_put(s, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- ");
  // A comment holds no double hyphen.
  for (const char *p = program ? program : ""; *p; p++)
    if (*p != '-') ct_svg_text(s, p, 1);
  ct_svg_put(s,
             " -->\n<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
             "xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" version=\"1.1\"");
  put_size(s, scene);
  ct_svg_put(s, " role=\"img\"");
  if (title) ct_svg_put(s, desc ? " aria-labelledby=\"title desc\"" : " aria-labelledby=\"title\"");
  // Letters stand where they belong, not on pixels.
  ct_svg_put(s, " text-rendering=\"geometricPrecision\">");
  put_element(s, "title", " id=\"title\"", scene->title);
  put_element(s, "desc", " id=\"desc\"", scene->subject);
  put_metadata(s, scene);
}

static void put_paper(struct ct_svg *s, const struct ct_scene *scene) {
  if (!(scene->paper.a > 0)) return;
  ct_svg_line(s);
  ct_svg_put(s, "<rect");
  ct_svg_attr(s, "width", scene->w_pt, CT_SVG_FINE);
  ct_svg_attr(s, "height", scene->h_pt, CT_SVG_FINE);
  ct_svg_color(s, "fill", scene->paper);
  ct_svg_put(s, "/>");
}

// ---- Ops

static bool is_web(const char *url) {
  return ct_starts_with(url, "https://") || ct_starts_with(url, "http://") || ct_starts_with(url, "mailto:");
}

// Others than these could be scripts, which a browser would run.
static void put_link(struct ct_svg *s, const struct ct_link_op *op) {
  if (!op->url || !is_web(op->url) || !(op->area.w > 0) || !(op->area.h > 0)) return;
  ct_svg_line(s);
  ct_svg_put(s, "<a");
  ct_svg_attr_text(s, "xlink:href", op->url);
  ct_svg_put(s, "><rect");
  ct_svg_attr(s, "x", op->area.x, CT_SVG_PLACE);
  ct_svg_attr(s, "y", op->area.y, CT_SVG_PLACE);
  ct_svg_attr(s, "width", op->area.w, CT_SVG_PLACE);
  ct_svg_attr(s, "height", op->area.h, CT_SVG_PLACE);
  ct_svg_put(s, " fill-opacity=\"0\"/></a>");
}

static const char *clip_id(struct ct_svg *s, const struct ct_rect *r) {
  bool added;
  const double key[] = {r->x, r->y, r->w, r->h};
  struct ct_map_entry *e = ct_map_add(&s->clips, key, sizeof key, s->clip_ids.n, &added);
  if (!added) return s->clip_ids.v[e->value];
  const char *id = ct_svg_id(s, "clip");
  ct_vec_push(s->arena, &s->clip_ids, id);
  s->to = &s->defs;
  ct_svg_line(s);
  ct_svg_put(s, "<clipPath");
  ct_svg_attr_text(s, "id", id);
  ct_svg_put(s, "><rect");
  ct_svg_attr(s, "x", r->x, CT_SVG_FINE);
  ct_svg_attr(s, "y", r->y, CT_SVG_FINE);
  ct_svg_attr(s, "width", r->w, CT_SVG_FINE);
  ct_svg_attr(s, "height", r->h, CT_SVG_FINE);
  ct_svg_put(s, "/></clipPath>");
  s->to = &s->body;
  return id;
}

static void play(struct ct_svg *s, const struct ct_op *op);

// A layer to Inkscape, and by its id to the others.
static void put_group(struct ct_svg *s, const struct ct_group *g) {
  if (!g->first || (g->has_clip && (!(g->clip.w > 0) || !(g->clip.h > 0)))) return;
  const char *outer = s->layer, *scope = s->scope, *name = g->name && *g->name ? g->name : "group";
  const char *clip = g->has_clip ? clip_id(s, &g->clip) : NULL;
  const struct ct_svg_rows around = s->rows;
  s->rows = ct_svg_rows_of(s, g);
  s->layer = ct_svg_id(s, scope ? ct_arena_printf(s->arena, "%s-%s", scope, name) : name);
  if (g->has_own_names) s->scope = s->layer;
  ct_svg_line(s);
  ct_svg_put(s, "<g");
  ct_svg_attr_text(s, "id", s->layer);
  ct_svg_put(s, " inkscape:groupmode=\"layer\"");
  ct_svg_attr_text(s, "inkscape:label", name);
  if (clip) ct_svg_ref(s, "clip-path", clip);
  if (g->fade > 0) ct_svg_attr(s, "opacity", 1 - (double)g->fade, CT_SVG_FINE);
  ct_svg_put(s, ">");
  s->depth++;
  for (const struct ct_op *op = g->first; op; op = op->next) play(s, op);
  s->depth--;
  ct_svg_line(s);
  ct_svg_put(s, "</g>");
  s->layer = outer;
  s->scope = scope;
  s->rows = around;
}

static void play(struct ct_svg *s, const struct ct_op *op) {
  switch (op->kind) {
    case CT_OP_GROUP:
      put_group(s, &op->group);
      return;
    case CT_OP_FILL:
      ct_svg_fill(s, &op->fill);
      break;
    case CT_OP_STROKE:
      ct_svg_stroke(s, &op->stroke);
      break;
    case CT_OP_MARKS:
      ct_svg_marks(s, &op->marks);
      break;
    case CT_OP_TEXT:
      ct_svg_run(s, &op->text);
      break;
    case CT_OP_IMAGE:
      ct_svg_image(s, &op->image);
      break;
    case CT_OP_LINK:
      put_link(s, &op->link);
      break;
  }
  ct_arena_release(&s->scratch);
}

// ---- The document

static bool finish(struct ct_svg *s, const struct ct_scene *scene, const char *program,
                   struct ct_sink *sink) {
  struct ct_sink head;
  ct_sink_open_memory(&head);
  s->to = &head;
  put_head(s, scene, program);
  if (s->defs.n) ct_svg_put(s, "\n <defs>");
  int error = head.error ? head.error : s->defs.error ? s->defs.error : s->body.error;
  if (error) sink->error = error;
  bool ok = !error && ct_sink_put(sink, head.data, head.n) && ct_sink_put(sink, s->defs.data, s->defs.n) &&
            (!s->defs.n || ct_sink_put(sink, "\n </defs>", 9)) &&
            ct_sink_put(sink, s->body.data, s->body.n) && ct_sink_put(sink, "\n</svg>\n", 8);
  ct_sink_drop(&head);
  s->to = NULL;
  return ok;
}

static bool write_all(struct ct_svg *s, const struct ct_scene *scene, const struct ct_write_options *options,
                      struct ct_sink *sink) {
  s->ids.arena = s->symbols.arena = s->clips.arena = s->patterns.arena = s->arena;
  ct_svg_id(s, "title");
  ct_svg_id(s, "desc");
  ct_svg_columns_begin(s, options->svg_columns, options->nsvg_columns);
  put_paper(s, scene);
  for (const struct ct_op *op = scene->root.group.first; op; op = op->next) play(s, op);
  return !s->err->failed && finish(s, scene, options->program, sink);
}

bool ct_svg_write(const struct ct_scene *scene, struct ct_draw *draw, const struct ct_write_options *options,
                  struct ct_sink *sink, struct ct_err *err) {
  jmp_buf oom;
  struct ct_arena arena = {.oom = &oom};
  struct ct_svg s = {.arena = &arena, .scratch = {.oom = &oom}, .draw = draw, .err = err, .layer = "page"};
  if (!(scene->w_pt > 0) || !(scene->h_pt > 0)) return ct_fail(err, "svg: the page has no size");
  ct_sink_open_memory(&s.defs);
  ct_sink_open_memory(&s.body);
  s.to = &s.body;
  s.outline_text = options->outline_text;
  s.pin_widths = options->pin_widths;
  s.icons = ct_draw_lend_icons(draw, &oom);
  bool ok = setjmp(oom) == 0 ? write_all(&s, scene, options, sink) : ct_fail(err, "svg: out of memory");
  ct_draw_lend_icons(draw, NULL);
  ct_sink_drop(&s.defs);
  ct_sink_drop(&s.body);
  ct_arena_release(&s.scratch);
  ct_arena_release(&arena);
  return ok;
}
