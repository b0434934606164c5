// SPDX-License-Identifier: MIT
// Atlas: every page drawn from what is loaded once, written, and put in place together.
#include "hall/render/atlas.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/map.h"
#include "base/sink.h"
#include "base/str.h"
#include "hall/render/atlas_diags.h"
#include "hall/render/manifest.h"
#include "hall/render/render.h"
#include "model/diag.h"
#include "text/text.h"

struct work {
  struct ct_render *r;
  struct ct_atlas_pages pages;
  struct ct_arena arena;  // of the page in hand
  struct ct_render page;
  struct ct_atlas_diags diags;
  struct ct_write_options options;
  ct_vec(struct ct_book *) books;  // whole outputs first, one an output (NULL: files), then files
  const char *title, *subject;     // of a file of all pages
  struct ct_str report;
};

// ---- Before anything is drawn

static bool check_outputs(const struct ct_render *r, struct ct_err *err) {
  if (r->job->world_file) return ct_fail(err, "--world-file does not go with an atlas");
  for (size_t i = 0; i < r->job->outputs.n; i++) {
    const struct ct_job_output *out = &r->job->outputs.v[i];
    const char *format = ct_writer_name(out->writer);
    if (ct_writer_has_pages(out->writer) || ct_atlas_is_pattern(out->path)) continue;
    if (!out->path)
      return ct_fail(err, "output stream: a %s holds one page, and an atlas has many (expected pdf)", format);
    return ct_fail(
        err,
        "%s: a %s holds one page, and an atlas has many (put {name} or {page} into the file's name, "
        "as in '{name}.%s', for a file each; or expected pdf)",
        out->path, format, format);
  }
  return true;
}

static const char *said(const struct work *w, size_t number) {
  return number ? w->pages.v[number - 1].name : "the index";
}

static bool collide(const struct work *w, const char *path, size_t one, size_t other, struct ct_err *err) {
  return ct_fail(
      err,
      "%s: is the file of two pages, '%s' and '%s' (a 'name' that tells them apart, or {page}, would do)",
      path, said(w, one), said(w, other));
}

static const char *folded(struct work *w, const char *path) {
  char *s = ct_arena_strdup(w->r->a, path);
  for (char *p = s; *p; p++)
    if (*p >= 'A' && *p <= 'Z') *p += 'a' - 'A';
  return s;
}

// Files of one output must all be called otherwise, also where letters have no case.
static bool check_files(struct work *w, struct ct_err *err) {
  const struct ct_job *job = w->r->job;
  struct ct_map seen = {.arena = w->r->a};
  for (size_t i = 0; i < job->outputs.n; i++) {
    if (!ct_atlas_is_pattern(job->outputs.v[i].path)) continue;
    for (size_t k = w->r->doc.atlas.index ? 0 : 1; k <= w->pages.n; k++) {
      const char *path = ct_atlas_path(w->r->a, job->outputs.v[i].path, &w->pages, k);
      bool added, nameless = k && !*w->pages.v[k - 1].file_name && strstr(job->outputs.v[i].path, "{name}");
      if (nameless)
        return ct_fail(err, "%s: the name '%s' of page %zu has nothing that a file could be called by",
                       job->outputs.v[i].path, said(w, k), k);
      size_t other = ct_map_add_string(&seen, folded(w, path), k, &added)->value;
      if (!added) return collide(w, path, other, k, err);
      if (!ct_write_check(path, err)) return false;
    }
  }
  return true;
}

// ---- A page

// Says which page a failure is of.
static bool of_page(const struct work *w, size_t number, const struct ct_err *why, struct ct_err *err) {
  if (!number) return ct_fail(err, "%s: %s", said(w, 0), why->message);
  return ct_fail(err, "page %zu '%s': %s", number, said(w, number), why->message);
}

static bool begin_page(struct work *w, size_t number, struct ct_err *err) {
  ct_atlas_diags_page(&w->diags, number, said(w, number));
  bool ok = ct_atlas_page_begin(w->r, &w->pages, number, &w->arena, &w->page, err);
  w->page.diags = w->page.sources.diags = &w->diags.to_page;
  return ok;
}

static void end_page(struct work *w) {
  ct_render_end(&w->page);
  memset(&w->page, 0, sizeof w->page);
  ct_text_forget(w->r->text);
  ct_arena_release(&w->arena);
}

static bool add_file(struct work *w, const struct ct_job_output *out, size_t number, struct ct_err *err) {
  const char *path = ct_atlas_path(w->r->a, out->path, &w->pages, number);
  struct ct_book *b;
  if (!ct_book_open(out->writer, &w->options, path, &b, err)) return false;
  ct_manifest_file(w->r, path, true);
  // NOLINTNEXTLINE(bugprone-sizeof-expression): a list of pointers is meant
  ct_vec_push(w->r->a, &w->books, b);
  w->page.scene.dest = w->page.scene.bookmark = w->page.scene.page_label = NULL;
  w->page.scene.file_title = NULL;
  return ct_book_page(b, &w->page.scene, w->page.draw, err) && ct_book_close(b, err);
}

static bool add_page(struct work *w, struct ct_book *b, size_t number, struct ct_err *err) {
  struct ct_scene *s = &w->page.scene;
  s->dest = number ? w->pages.v[number - 1].dest : CT_ATLAS_INDEX;
  s->bookmark = number ? said(w, number) : "Index";
  s->page_label = number ? ct_arena_printf(&w->arena, "%zu", number) : "Index";
  s->file_title = w->title ? w->title : "";
  s->file_subject = w->subject;
  return ct_book_page(b, s, w->page.draw, err);
}

static bool put_page(struct work *w, size_t number, struct ct_err *err) {
  const struct ct_job *job = w->r->job;
  for (size_t i = 0; i < job->outputs.n; i++) {
    const struct ct_job_output *out = &job->outputs.v[i];
    if (!ct_render_scene_for(&w->page, out, err)) return false;
    if (!ct_writer_accepts(out->writer, &w->page.scene, &w->options, out->path, err)) return false;
    bool ok = w->books.v[i] ? add_page(w, w->books.v[i], number, err) : add_file(w, out, number, err);
    if (!ok) return false;
  }
  return true;
}

static void report_page(struct work *w, size_t number) {
  const struct ct_job_output *to = &w->r->job->report;
  if (to->path || to->fn) ct_render_report_text(&w->page, number, said(w, number), &w->report);
}

static bool draw_page(struct work *w, size_t number, struct ct_err *err) {
  struct ct_err why = {0};
  bool ok = begin_page(w, number, &why) && ct_render_page(&w->page, &why);
  if (ok) ct_manifest_page(&w->page, number, said(w, number));
  ok = ok && put_page(w, number, &why);
  if (ok) report_page(w, number);
  if (ok) ct_manifest_fonts(&w->page);
  end_page(w);
  return ok || of_page(w, number, &why, err);
}

// ---- All pages

// Where the pages' frames lie, for the index. What is wrong with a page is told when it is drawn.
static bool find_frames(struct work *w, struct ct_err *err) {
  struct ct_diags quiet = {0};
  for (size_t i = 1; i <= w->pages.n; i++) {
    struct ct_err why = {0};
    bool ok = begin_page(w, i, &why);
    w->page.diags = w->page.sources.diags = &quiet;
    ok = ok && ct_render_layout(&w->page, &why) && ct_render_view(&w->page, &why);
    if (ok) {
      const struct ct_geoms *g = &ct_render_outline(w->page.a, &w->page.view)->geoms;
      struct ct_atlas_page *page = &w->pages.v[i - 1];
      page->nframe = g->ncoords;
      page->frame = CT_NEW_N(w->r->a, double, 2 * g->ncoords + 2);
      memcpy(page->frame, g->lonlat, 2 * g->ncoords * sizeof *page->frame);
    }
    end_page(w);
    if (!ok) return of_page(w, i, &why, err);
  }
  return true;
}

static void keep_title(struct work *w, const struct ct_document *index) {
  w->title = index->title ? ct_arena_strdup(w->r->a, index->title) : NULL;
  w->subject = index->subtitle ? ct_arena_strdup(w->r->a, index->subtitle) : NULL;
}

static bool open_books(struct work *w, struct ct_err *err) {
  const struct ct_job *job = w->r->job;
  for (size_t i = 0; i < job->outputs.n; i++) {
    const struct ct_job_output *out = &job->outputs.v[i];
    struct ct_book *b = NULL;
    if (!ct_atlas_is_pattern(out->path) && !ct_book_open(out->writer, &w->options, out->path, &b, err))
      return false;
    if (b) ct_manifest_file(w->r, out->path, false);
    // NOLINTNEXTLINE(bugprone-sizeof-expression): a list of pointers is meant
    ct_vec_push(w->r->a, &w->books, b);
  }
  return true;
}

static bool draw_all(struct work *w, struct ct_err *err) {
  bool index = w->r->doc.atlas.index;
  // The file's title is what the index would be called.
  if (!begin_page(w, 0, err)) return false;
  keep_title(w, &w->page.doc);
  end_page(w);
  if (index && !find_frames(w, err)) return false;
  if (!open_books(w, err)) return false;
  struct ct_progress *progress = &w->r->job->progress;
  for (size_t i = index ? 0 : 1; i <= w->pages.n; i++) {
    progress->span = 1.0 / (double)(w->pages.n + 1);
    progress->from = progress->span * (double)i;
    if (!draw_page(w, i, err)) return false;
  }
  ct_atlas_diags_finish(&w->diags, w->pages.n);
  return true;
}

// Nothing is in place before everything is made.
static bool commit_all(struct work *w, struct ct_err *err) {
  const struct ct_job *job = w->r->job;
  for (size_t i = 0; i < job->outputs.n; i++)
    if (w->books.v[i] && !ct_book_close(w->books.v[i], err)) return false;
  for (size_t i = 0; i < w->books.n; i++) {
    bool stream = i < job->outputs.n && !job->outputs.v[i].path;
    if (!w->books.v[i]) continue;
    if (stream ? !ct_book_send(w->books.v[i], job->outputs.v[i].fn, job->outputs.v[i].user, err)
               : !ct_book_commit(w->books.v[i], err))
      return false;
  }
  return true;
}

static bool send_report(struct work *w, struct ct_err *err) {
  if (!w->report.n) return true;
  ct_str_add(&w->report, "\n]}\n");
  return ct_render_report_send(w->r, &w->report, err);
}

static bool run(struct work *w, struct ct_err *err) {
  return check_outputs(w->r, err) && ct_atlas_pick(w->r, &w->pages, err) && check_files(w, err) &&
         draw_all(w, err) && ct_render_check_strict(w->r, err) && commit_all(w, err) && send_report(w, err) &&
         ct_manifest_write(w->r, err);
}

bool ct_render_atlas(struct ct_render *r, struct ct_err *err) {
  struct work *w = CT_NEW(r->a, struct work);
  jmp_buf oom, *outer = r->a->oom;
  w->r = r;
  w->options = ct_render_write_options(r);
  w->report.arena = r->a;
  ct_atlas_diags_init(&w->diags, r->diags, r->a);
  // Files in the making have to go, also when memory runs out.
  r->a->oom = w->arena.oom = &oom;
  bool ok = setjmp(oom) == 0 ? run(w, err) : ct_fail(err, "out of memory");
  r->a->oom = outer;
  if (w->page.a) end_page(w);
  for (size_t i = 0; i < w->books.n; i++) ct_book_drop(w->books.v[i]);
  ct_arena_release(&w->arena);
  return ok;
}
