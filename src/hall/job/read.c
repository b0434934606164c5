// SPDX-License-Identifier: MIT
// Job: inputs to one document value, guessed when they are plain data.
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/err.h"
#include "base/reads.h"
#include "base/str.h"
#include "base/value.h"
#include "doc/doc.h"
#include "doc/params.h"
#include "hall/cache/cache.h"
#include "hall/job/job.h"
#include "hall/sources/data.h"
#include "load/load.h"
#include "model/document.h"
#include "model/table.h"
#include "select/select.h"

// Does a large file begin like a style? Data begin with "type": "FeatureCollection" and are not worth reading whole
// to find that out.
static bool begins_like_style(const char *path) {
  char text[4096];
  FILE *f = fopen(path, "rb");
  if (!f) return false;
  size_t n = fread(text, 1, sizeof text - 1, f);
  fclose(f);
  text[n] = '\0';
  const char *version = strstr(text, "\"version\""), *data = strstr(text, "\"FeatureCollection\"");
  return version && (!data || version < data);
}

bool ct_job_classify(struct ct_job *job, const char *path, enum ct_input_kind *kind,
                     const struct ct_value **v, struct ct_err *err) {
  const char *ext = ct_path_extension(path);
  bool yaml = ct_same_nocase(ext, "yaml") || ct_same_nocase(ext, "yml"), json = ct_same_nocase(ext, "json");
  *kind = CT_INPUT_DATA;
  if (!yaml && !json) return true;
  struct ct_err why = {0};
  struct stat st;
  ct_reads_note(CT_READ_OTHER, path);
  if (json && stat(path, &st) == 0 && st.st_size > (32 << 20) && !begins_like_style(path)) return true;
  if (!ct_value_read(&job->arena, path, v, &why)) return ct_fail(err, "%s", why.message);
  if (ct_doc_is_style(*v))
    *kind = CT_INPUT_STYLE;
  else if (yaml || ct_doc_is_document(*v))
    *kind = CT_INPUT_DOCUMENT;
  if (*kind != CT_INPUT_DATA) ct_reads_note(CT_READ_DOCUMENT, path);
  if (*kind == CT_INPUT_DOCUMENT) *v = ct_doc_fill(*v, path, job->params.v, job->params.n, &job->arena, err);
  return *v != NULL;
}

static bool guess_input(struct ct_job *job, const char *path, struct ct_doc_guess_input *in,
                        struct ct_err *err) {
  struct ct_load_request *r = CT_NEW(&job->arena, struct ct_load_request);
  *r = ct_job_request(job, path);
  struct ct_table *t = CT_NEW(&job->arena, struct ct_table);
  struct ct_data_day day = {.cache = job->cache, .as_of = ct_job_option(job, "as-of")};
  if (!ct_data_load(r, &day, &job->arena, &job->diags, t, err) || !ct_job_has_columns(job, t, err))
    return false;
  const struct ct_table *dated = ct_select_derive_date(t, &job->arena);
  if (dated != t) *t = *dated;
  ct_places_add(&job->places, t);
  ct_vec_push(&job->arena, &job->tables, ((struct ct_known_table){r, t}));
  *in = (struct ct_doc_guess_input){.path = path, .table = t, .date_column = ct_select_date_column(t)};
  in->class_column = ct_job_option(job, "class-column");
  struct ct_rows all = {.all = true, .n = t->n};
  if (in->date_column >= 0) in->has_last_day = ct_select_last_day(t, in->date_column, &all, &in->last_day);
  // The map tells what is known by the last import, whenever the last of it happened.
  if (day.is_catalog && (!in->has_last_day || in->last_day < day.last)) {
    in->has_last_day = day.last != INT_MIN;
    in->last_day = day.last;
  }
  return true;
}

static bool guess(struct ct_job *job, struct ct_job_document *out, struct ct_err *err) {
  size_t n = job->inputs.n;
  struct ct_doc_guess_input *in = CT_NEW_N(&job->arena, struct ct_doc_guess_input, n);
  for (size_t i = 0; i < n; i++)
    if (!guess_input(job, job->inputs.v[i], &in[i], err)) return false;
  out->value = ct_doc_guess(in, n, &job->arena, &job->assumptions);
  out->folder = ".";
  return true;
}

static const struct ct_value *style_document(struct ct_job *job, const struct ct_value *style) {
  const char *name = ct_value_string(ct_value_get(style, "name"));
  const struct ct_value *doc = ct_value_new(&job->arena, CT_OBJECT);
  if (name) doc = ct_value_with(&job->arena, doc, "title", ct_value_of_string(&job->arena, name));
  const struct ct_value *center = ct_value_get(style, "center"), *zoom = ct_value_get(style, "zoom");
  const struct ct_value *view =
      ct_value_with(&job->arena, NULL, "projection", ct_value_of_string(&job->arena, "EPSG:3857"));
  if (center) view = ct_value_with(&job->arena, view, "center", center);
  if (zoom) view = ct_value_with(&job->arena, view, "zoom", zoom);
  const struct ct_value *bearing = ct_value_get(style, "bearing");
  if (bearing && bearing->kind == CT_NUMBER)
    view = ct_value_with(&job->arena, view, "rotation", ct_value_of_number(&job->arena, -bearing->number));
  return ct_value_with(&job->arena, doc, "view", view);
}

static bool read_document(struct ct_job *job, enum ct_input_kind kind, const struct ct_value *v,
                          struct ct_job_document *out, struct ct_err *err) {
  const char *path = job->inputs.v[0];
  out->file = path;
  out->folder = ct_path_folder(&job->arena, path);
  out->value = kind == CT_INPUT_STYLE ? style_document(job, v) : v;
  out->style_value = kind == CT_INPUT_STYLE ? v : NULL;
  // A mistake in the document is one also where an option lies over it.
  struct ct_document checked;
  return ct_doc_from_value(out->value, out->file, out->folder, &job->arena, &checked, err);
}

// A template first, in whatever order they were given: a size given with it is laid over the template's own.
static bool lay_options(struct ct_job *job, struct ct_job_document *out, struct ct_err *err) {
  for (int templates = 1; templates >= 0; templates--)
    for (size_t i = 0; i < job->options.n; i++) {
      const struct ct_job_option *o = &job->options.v[i];
      if ((strcmp(o->name, "template") == 0) != templates) continue;
      out->value = ct_doc_override(out->value, o->name, o->value, &job->arena, err);
      if (!out->value) return false;
    }
  return true;
}

bool ct_job_read(struct ct_job *job, struct ct_job_document *out, struct ct_err *err) {
  memset(out, 0, sizeof *out);
  if (!job->inputs.n) return ct_fail(err, "no input (expected a map document, a style or data files)");
  const struct ct_value *v = NULL;
  enum ct_input_kind kind = CT_INPUT_DATA;
  for (size_t i = 0; i < job->inputs.n; i++) {
    if (!ct_job_classify(job, job->inputs.v[i], &kind, &v, err)) return false;
    if (kind != CT_INPUT_DATA && job->inputs.n > 1)
      return ct_fail(err, "%s: is a %s, which comes alone (data files may be several)", job->inputs.v[i],
                     kind == CT_INPUT_STYLE ? "style" : "map document");
  }
  bool ok = kind == CT_INPUT_DATA ? guess(job, out, err) : read_document(job, kind, v, out, err);
  return ok && lay_options(job, out, err);
}
