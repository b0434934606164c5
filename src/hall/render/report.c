// SPDX-License-Identifier: MIT
// Report: what became of every name of a map, as JSON.
#include "hall/render/report.h"

#include <math.h>
#include <string.h>

#include "base/err.h"
#include "base/sink.h"
#include "base/str.h"
#include "base/value.h"
#include "hall/render/render.h"
#include "label/measure.h"
#include "page/page.h"

static const char *const states[] = {"placed", "moved", "leader", "keyed", "dropped"};

// ---- Values

// Hundredths of a point are finer than any printer.
static void put_number(struct ct_str *out, double x) {
  char buf[32];
  double hundredths = round(x * 100);
  ct_str_add(out, ct_format_number(hundredths == 0 ? 0 : hundredths / 100, buf));
}

static void put_numbers(struct ct_str *out, const char *key, const float *v, size_t n) {
  ct_str_addf(out, ",\"%s\":[", key);
  for (size_t i = 0; i < n; i++) {
    if (i) ct_str_add(out, ",");
    put_number(out, v[i]);
  }
  ct_str_add(out, "]");
}

static void put_box(struct ct_str *out, const struct ct_rect *r) {
  const double v[4] = {r->x, r->y, r->x + r->w, r->y + r->h};
  ct_str_add(out, "[");
  for (int i = 0; i < 4; i++) {
    if (i) ct_str_add(out, ",");
    put_number(out, v[i]);
  }
  ct_str_add(out, "]");
}

static void put_text(struct ct_render *r, struct ct_str *out, const char *key, const char *text) {
  ct_str_addf(out, ",\"%s\":", key);
  ct_value_write_json(ct_value_of_string(r->a, text), out);
}

// ---- Where a name comes from

static bool is_id(const char *name) {
  size_t n = strlen(name);
  if (ct_same_nocase(name, "id") || ct_same_nocase(name, "fid") || ct_same_nocase(name, "uid")) return true;
  return n > 3 && ct_same_nocase(name + n - 2, "id") && strchr("_- ", name[n - 3]);
}

static int id_column(const struct ct_table *t) {
  int id = ct_table_column_like(t, "id");
  for (size_t i = 0; i < t->ncolumns && id < 0; i++)
    if (is_id(t->columns[i].name)) id = (int)i;
  return id;
}

// What the data call the row: its id, else its number.
static const char *id_of(struct ct_render *r, const struct ct_table *t, uint32_t row, long number) {
  char buf[32];
  const char *id = ct_table_text(t, id_column(t), row, buf);
  if (id && *id) return ct_arena_strdup(r->a, id);
  if (t->feature_key && t->feature_key[row]) return t->feature_key[row];
  if (t->feature_id && !isnan(t->feature_id[row]))
    return ct_arena_strdup(r->a, ct_format_number(t->feature_id[row], buf));
  return ct_arena_printf(r->a, "%ld", number);
}

static void put_origin(struct ct_render *r, struct ct_str *out, const struct ct_render_layer *l,
                       uint32_t item) {
  const struct ct_table *t = l->table;
  uint32_t row = l->items.feature[item];
  long number = t->row ? (long)t->row[row] : (long)row + 1;
  put_text(r, out, "layer", l->info.id ? l->info.id : "");
  put_text(r, out, "id", id_of(r, t, row, number));
  ct_str_addf(out, ",\"data\":%s", l->of_data ? "true" : "false");
  // Base layers lie where the program does: no place that another machine knows.
  if (!l->of_data && !r->doc.style_value) return;
  if (t->file) put_text(r, out, "file", ct_path_shown(r->a, t->file));
  ct_str_addf(out, ",\"row\":%ld", number);
}

// ---- A line

static void put_leader(struct ct_str *out, const struct ct_placement *p) {
  if (!p->nleader) return;
  ct_str_add(out, ",\"leader\":[");
  for (size_t i = 0; i < p->nleader; i++) {
    ct_str_add(out, i ? ",[" : "[");
    put_number(out, p->leader[2 * i]);
    ct_str_add(out, ",");
    put_number(out, p->leader[2 * i + 1]);
    ct_str_add(out, "]");
  }
  ct_str_add(out, "]");
}

static void put_turned(struct ct_render *r, struct ct_str *out, const struct ct_quad *q, size_t n) {
  ct_str_add(out, ",\"turned\":[");
  for (size_t i = 0; i < n; i++) {
    struct ct_str one = {.arena = r->a};
    put_numbers(&one, "", q[i].xy, 8);
    ct_str_addf(out, "%s%s", i ? "," : "", strchr(ct_str_text(&one), '['));
  }
  ct_str_add(out, "]");
}

// Where the words are, when they are drawn.
static void put_place(struct ct_render *r, struct ct_str *out, const struct ct_report_line *l) {
  const struct ct_placement *p = l->at;
  const struct ct_quad *q;
  size_t n = l->state == CT_LABEL_DROPPED ? 0 : ct_label_cover(r->text, r->a, p, &q);
  put_numbers(out, "point", (const float[]){p->x, p->y}, 2);
  ct_str_add(out, ",\"box\":");
  if (!n) {
    ct_str_add(out, "null");
    return;
  }
  struct ct_rect box = ct_label_cover_box(q, n);
  put_box(out, &box);
  put_leader(out, p);
  if (p->key) ct_str_addf(out, ",\"key\":%u", p->key);
  if (p->spots || p->text_rotate_deg != 0) put_turned(r, out, q, n);
}

static void put_stack(struct ct_str *out, const struct ct_report_line *l) {
  static const char *const modes[] = {"auto", "none", "count", "fan", "list"};
  ct_str_addf(out, ",\"stack\":{\"mode\":\"%s\",\"size\":%zu,\"shown\":\"%s\"}", modes[l->stack->mode],
              l->stack->n, l->shown);
}

static void put_line(struct ct_render *r, struct ct_str *out, const struct ct_report_line *l) {
  struct ct_str s = {.arena = r->a};
  put_text(r, &s, "text", l->text);
  if (l->notes) put_text(r, &s, "notes", l->notes);
  if (l->was) put_text(r, &s, "was", l->was);
  put_origin(r, &s, r->symbols[l->symbols], l->item);
  ct_str_addf(&s, ",\"state\":\"%s\"", states[l->state]);
  if (l->reason)
    put_text(r, &s, "reason", l->reason);
  else
    ct_str_add(&s, ",\"reason\":null");
  put_place(r, &s, l);
  if (l->stack) put_stack(&s, l);
  ct_str_addf(out, "{%s}", ct_str_text(&s) + 1);
}

// ---- The whole

static void put_counts(struct ct_render *r, struct ct_str *out, const struct ct_report_count *c) {
  ct_str_addf(out, "\"wanted\":%zu", c->wanted);
  for (int i = 0; i <= CT_LABEL_DROPPED; i++) ct_str_addf(out, ",\"%s\":%zu", states[i], c->by_state[i]);
  ct_str_addf(out, ",\"stacked\":%zu", c->stacked);
  if (r->ninsets) ct_str_addf(out, ",\"in_inset\":%zu", c->in_inset);
}

static void put_layers(struct ct_render *r, const struct ct_report_lines *lines, struct ct_str *out) {
  const char *between = "\n";
  for (size_t i = 0; i < r->nsymbols; i++) {
    struct ct_report_count c = ct_report_count(lines, i);
    struct ct_str s = {.arena = r->a};
    if (!c.wanted) continue;
    put_text(r, &s, "layer", r->symbols[i]->info.id ? r->symbols[i]->info.id : "");
    ct_str_addf(out, "%s{%s,\"data\":%s,", between, ct_str_text(&s) + 1,
                r->symbols[i]->of_data ? "true" : "false");
    put_counts(r, out, &c);
    ct_str_add(out, "}");
    between = ",\n";
  }
}

static void put_totals(struct ct_render *r, const struct ct_report_lines *lines, struct ct_str *out) {
  struct ct_rect page = {0, 0, r->view.page_w_pt, r->view.page_h_pt};
  if (r->inset) page = r->view.frame;
  struct ct_report_count all = ct_report_count(lines, SIZE_MAX);
  struct ct_label_measures m;
  char buf[32];
  ct_label_measure(r->text, r->a, &r->placements, &page, &m);
  put_counts(r, out, &all);
  ct_str_addf(out, ",\"overlaps\":%zu,\"crossings\":%zu,\"mean_displacement_pt\":", m.overlaps, m.crossings);
  put_number(out, m.mean_displacement_pt);
  ct_str_addf(out, ",\"solve_seconds\":%s",
              ct_format_number(round(r->placements.solve_seconds * 1e6) / 1e6, buf));
}

// Numbers of stacks are no names: where they stand.
static void put_badges(struct ct_render *r, struct ct_str *out) {
  const char *between = "";
  ct_str_add(out, "],\n\"badges\":[");
  for (size_t i = 0; i < r->nlayers; i++)
    for (size_t k = 0; r->layers[i].is_stacked && k < r->layers[i].stacked.nstacks; k++) {
      const struct ct_rect *b = &r->layers[i].stacked.stacks[k].badge;
      if (!(b->w > 0)) continue;
      ct_str_add(out, between);
      put_box(out, b);
      between = ",";
    }
}

static void put_boxes(const struct ct_render *r, struct ct_str *out) {
  const struct ct_rect *furniture;
  size_t n = ct_page_obstacles(r->page, &furniture);
  ct_str_add(out, "\"frame\":");
  put_box(out, &r->view.frame);
  ct_str_add(out, ",\n\"furniture\":[");
  for (size_t i = 0; i < n; i++) {
    if (i) ct_str_add(out, ",");
    put_box(out, &furniture[i]);
  }
}

// One map: of the page, or of an inset.
static void put_map(struct ct_render *r, const struct ct_report_lines *lines, struct ct_str *out) {
  put_boxes(r, out);
  put_badges(r, out);
  ct_str_add(out, "],\n\"labels\":[");
  for (size_t i = 0; i < lines->v.n; i++) {
    ct_str_add(out, i ? ",\n" : "\n");
    put_line(r, out, &lines->v.v[i]);
  }
  ct_str_add(out, "],\n\"layers\":[");
  put_layers(r, lines, out);
  ct_str_add(out, "],\n\"totals\":{");
  put_totals(r, lines, out);
  ct_str_add(out, "}");
}

static void put_where(struct ct_str *out, const struct ct_page_inset *in) {
  if (!in->has_box) return;
  put_numbers(out, "shows", in->corner, 8);
  ct_str_add(out, ",\"lines\":[");
  for (size_t i = 0; i < in->nlines; i++) {
    struct ct_str one = {.arena = out->arena};
    put_numbers(&one, "", in->lines + 4 * i, 4);
    ct_str_addf(out, "%s%s", i ? "," : "", strchr(ct_str_text(&one), '['));
  }
  ct_str_add(out, "]");
}

static void put_insets(struct ct_render *r, struct ct_str *out) {
  if (!r->ninsets) return;
  ct_str_add(out, ",\n\"insets\":[");
  for (size_t i = 0; i < r->ninsets; i++) {
    struct ct_render *m = r->insets[i].map;
    struct ct_report_lines lines = {0};
    struct ct_str s = {.arena = r->a};
    put_text(r, &s, "title", r->insets[i].spec->title ? r->insets[i].spec->title : "");
    ct_str_addf(out, "%s{%s,\"drawn\":%s", i ? ",\n" : "\n", ct_str_text(&s) + 1, m ? "true" : "false");
    if (m) {
      ct_str_add(out, ",\"scale\":");
      put_number(out, round(m->view.scale));
      put_where(out, &r->on_page[i]);
      ct_str_add(out, ",\n");
      ct_report_collect(m, &lines);
      put_map(m, &lines, out);
    }
    ct_str_add(out, "}");
  }
  ct_str_add(out, "]");
}

void ct_report_write(struct ct_render *r, const struct ct_report_lines *lines, struct ct_str *out) {
  ct_str_add(out, "{\"page\":[");
  put_number(out, r->view.page_w_pt);
  ct_str_add(out, ",");
  put_number(out, r->view.page_h_pt);
  ct_str_add(out, "],\n");
  put_map(r, lines, out);
  put_insets(r, out);
  ct_str_add(out, "}\n");
}

void ct_render_report_text(struct ct_render *r, size_t number, const char *name, struct ct_str *out) {
  struct ct_report_lines lines = {0};
  struct ct_str quoted = {.arena = r->a}, text = {.arena = r->a};
  ct_report_collect(r, &lines);
  ct_report_write(r, &lines, &text);
  ct_value_write_json(ct_value_of_string(r->a, name), &quoted);
  // The line break at its end goes.
  ct_str_addf(out, "%s{\"page\":%zu,\"name\":%s,\"report\":", out->n ? ",\n" : "{\"pages\":[\n", number,
              ct_str_text(&quoted));
  ct_str_add_n(out, text.v, text.n - 1);
  ct_str_add(out, "}");
}

bool ct_render_report_send(struct ct_render *r, const struct ct_str *text, struct ct_err *err) {
  const struct ct_job_output *to = &r->job->report;
  if (to->fn) return to->fn(to->user, text->v, text->n) || ct_fail(err, "report stream: cannot write");
  struct ct_sink sink;
  if (!ct_sink_open_file(&sink, to->path, err)) return false;
  bool ok = ct_sink_put(&sink, text->v, text->n) ||
            ct_fail(err, "%s: cannot write: %s", to->path, strerror(sink.error));
  if (ok) ok = ct_sink_commit(&sink, to->path, err);
  ct_sink_drop(&sink);
  return ok;
}

bool ct_render_report(struct ct_render *r, struct ct_err *err) {
  const struct ct_job_output *to = &r->job->report;
  if (!to->path && !to->fn) return true;
  struct ct_report_lines lines = {0};
  struct ct_str text = {.arena = r->a};
  ct_report_collect(r, &lines);
  ct_report_write(r, &lines, &text);
  return ct_render_report_send(r, &text, err);
}
