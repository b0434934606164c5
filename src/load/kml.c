// SPDX-License-Identifier: MIT
// KML: placemarks of KML and KMZ with their folders, data, times and looks as rows of one table.
#include "load/kml.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "load/crs.h"
#include "load/load.h"
#include "load/run.h"
#include "model/diag.h"

// Names for a note: the first few, then how many.
static void list(struct ct_str *out, size_t *n, const char *name) {
  enum { SHOWN = 5 };
  if ((*n)++ < SHOWN) ct_str_addf(out, "%s'%.80s'", out->n ? ", " : "", name);
}

static void read_overlay(struct ct_kml *k) {
  struct ct_str name = {.arena = &k->r->scratch};
  while (ct_xml_child(k->xml)) {
    if (ct_xml_is(k->xml, "name"))
      ct_xml_text(k->xml, &name);
    else
      ct_xml_skip(k->xml);
  }
  if (k->filling) list(&k->overlays, &k->noverlays, name.n ? ct_str_text(&name) : "(unnamed)");
}

static void read_link(struct ct_kml *k) {
  while (ct_xml_child(k->xml)) {
    if (!ct_xml_is(k->xml, "href"))
      ct_xml_skip(k->xml);
    else if (ct_xml_text(k->xml, &k->key) && k->filling)
      list(&k->links, &k->nlinks, ct_str_text(&k->key));
  }
}

// Files of the archive are read whether linked or not; what lies elsewhere is not.
static bool in_archive(const struct ct_kml *k, const char *href) {
  while (ct_starts_with(href, "./")) href += 2;
  for (size_t i = 0; i < k->files.n; i++)
    if (k->files.v[i].name[0] && ct_ends_with(k->files.v[i].name, href)) return true;
  return false;
}

static void read_network_link(struct ct_kml *k) {
  struct ct_str kept = k->links;
  size_t n = k->nlinks;
  while (ct_xml_child(k->xml)) {
    if (ct_xml_is(k->xml, "Link") || ct_xml_is(k->xml, "Url"))
      read_link(k);
    else
      ct_xml_skip(k->xml);
  }
  if (k->nlinks == n || !in_archive(k, ct_str_text(&k->key))) return;
  k->links.n = kept.n;
  if (k->links.v) k->links.v[k->links.n] = '\0';
  k->nlinks = n;
}

static void read_schema(struct ct_kml *k) {
  struct ct_str name = {.arena = &k->r->scratch}, type = {.arena = &k->r->scratch};
  while (ct_xml_child(k->xml)) {
    if (ct_xml_attribute(k->xml, "name", &name) && name.n && ct_xml_attribute(k->xml, "type", &type)) {
      size_t bit = strcmp(ct_str_text(&type), "bool") == 0 ? CT_KML_AS_BOOL : CT_KML_AS_OTHER;
      ct_map_add_string(&k->declared, ct_str_text(&name), 0, NULL)->value |= bit;
    }
    ct_xml_skip(k->xml);
  }
}

// Is the layer asked for the folder of that path, one it lies in, or the document?
static bool is_layer(const struct ct_kml *k, const char *document) {
  const char *layer = k->r->req->layer, *path = ct_str_text(&k->path);
  if (!layer) return true;
  size_t n = strlen(layer);
  if (document && strcmp(document, layer) == 0) return true;
  for (const char *p = path; p; p = strstr(p, " / ") ? strstr(p, " / ") + 3 : NULL)
    if (strncmp(p, layer, n) == 0 && (!p[n] || strncmp(p + n, " / ", 3) == 0)) return true;
  return false;
}

// Where the walk is. The outermost Document's name is no part of the path, unless there are several files.
enum kind { OUTERMOST, FOLDER, OTHER };
struct level {
  enum kind kind;
  const char *document;  // the outermost document's name, "" while it has none; NULL: outside
};

static void append(struct ct_kml *k, size_t base, const char *name) {
  k->path.n = base;
  if (name[0]) ct_str_addf(&k->path, "%s%s", base ? " / " : "", name);
  if (k->path.v) k->path.v[k->path.n] = '\0';
}

static void start_placemark(struct ct_kml *k, const struct level *level) {
  if (!k->filling) {
    k->files.v[k->file].placemarks++;
  } else {
    const char *path = k->path.n ? ct_str_text(&k->path) : level->document;
    if (path && path[0]) ct_map_add_string(&k->folders, path, 0, NULL);
    k->taken = is_layer(k, level->document);
  }
  ct_kml_placemark(k);
}

static bool is_any(const struct ct_xml *x, const char *const *names) {
  for (; *names; names++)
    if (ct_xml_is(x, *names)) return true;
  return false;
}

static void walk(struct ct_kml *k, struct level level);

static void enter(struct ct_kml *k, struct level level) {
  static const char *const overlays[] = {"GroundOverlay", "ScreenOverlay", "PhotoOverlay", NULL};
  static const char *const styles[] = {"Style", "StyleMap", "CascadingStyle", NULL};
  // Tours play, changes name placemarks that are elsewhere.
  static const char *const others[] = {"Tour", "Change", "Delete", "ExtendedData", "description", NULL};
  struct ct_xml *x = k->xml;
  if (ct_xml_is(x, "Placemark")) {
    start_placemark(k, &level);
  } else if (ct_xml_is(x, "Folder") || ct_xml_is(x, "Document")) {
    bool outermost = ct_xml_is(x, "Document") && !level.document && !k->path.n;
    walk(k, outermost ? (struct level){OUTERMOST, ""} : (struct level){FOLDER, level.document});
  } else if (is_any(x, overlays)) {
    read_overlay(k);
  } else if (ct_xml_is(x, "NetworkLink")) {
    read_network_link(k);
  } else if (is_any(x, styles)) {
    if (k->filling)
      ct_xml_skip(x);
    else
      ct_kml_style_keep(k);
  } else if (ct_xml_is(x, "Schema")) {
    read_schema(k);
  } else if (is_any(x, others)) {
    ct_xml_skip(x);
  } else {  // whatever it is, no placemark in it is to be lost
    walk(k, (struct level){OTHER, level.document});
  }
}

static bool several_files(const struct ct_kml *k) {
  size_t n = 0;
  for (size_t i = 0; i < k->files.n; i++) n += k->files.v[i].placemarks > 0;
  return n > 1;
}

// NOLINTNEXTLINE(misc-no-recursion): the XML's depth bounds it
static void walk(struct ct_kml *k, struct level level) {
  size_t base = k->path.n;
  struct ct_xml *x = k->xml;
  bool named = level.kind == FOLDER || (level.kind == OUTERMOST && several_files(k));
  if (named && level.kind == OUTERMOST)
    append(k, base, ct_path_stem(&k->r->scratch, k->files.v[k->file].name));
  while (ct_xml_child(x)) {
    if (level.kind == OTHER || !ct_xml_is(x, "name")) {
      enter(k, level);
      continue;
    }
    if (!ct_xml_text(x, &k->buf) || !k->buf.n) continue;
    const char *name = ct_arena_strndup(&k->r->scratch, ct_str_text(&k->buf), k->buf.n);
    if (level.kind == OUTERMOST) level.document = name;
    if (named) append(k, base, name);
  }
  append(k, base, "");
}

bool ct_kml_walk(struct ct_kml *k) {
  const struct ct_kml_file *f = &k->files.v[k->file];
  struct ct_load_run *r = k->r;
  struct ct_xml *x = CT_NEW(&r->scratch, struct ct_xml);
  x->begin = x->p = f->text;
  x->end = f->text + f->size;
  k->xml = x;
  k->path.n = 0;
  static const char *const roots[] = {"kml", "Document", "Folder", "Placemark", "NetworkLink", NULL};
  bool any = false;
  while (ct_xml_child(x)) {
    if (!is_any(x, roots))
      return ct_fail(r->err, "%s: not KML (its root is <%.*s>)", r->place,
                     (int)(x->tag.n > 40 ? 40 : x->tag.n), x->tag.p);
    any = true;
    enter(k, (struct level){OTHER, NULL});
  }
  const char *inner = f->name[0] ? ct_arena_printf(&r->scratch, " ('%s')", f->name) : "";
  if (x->fault) return ct_fail(r->err, "%s:%d: %s%s", r->place, ct_xml_line(x), x->fault, inner);
  return any || ct_fail(r->err, "%s: not KML (no element in it)%s", r->place, inner);
}

static bool walk_all(struct ct_kml *k) {
  k->row = 0;
  for (k->file = 0; k->file < k->files.n; k->file++)
    if (!ct_kml_walk(k)) return false;
  return true;
}

static size_t add_column(struct ct_kml *k, const char *name, enum ct_column_type type) {
  struct ct_load_run *r = k->r;
  bool wanted = ct_load_wants(r, name);
  if (!wanted && !(r->req->where && ct_load_mentions(r->req->where, name))) return 0;
  const char *text = ct_build_text(&r->build, NULL, name, strlen(name));
  r->build.columns[r->build.ncolumns++] =
      (struct ct_build_column){.name = text, .type = type, .wanted = wanted};
  return r->build.ncolumns;
}

static void add_fixed(struct ct_kml *k, int from, int to) {
  for (int i = from; i < to; i++) k->column[i] = (int)add_column(k, ct_kml_names[i], CT_COLUMN_STRING) - 1;
}

static void make_columns(struct ct_kml *k) {
  k->r->build.columns = CT_NEW_N(&k->r->scratch, struct ct_build_column, CT_KML_FIXED + k->data.n);
  add_fixed(k, CT_KML_NAME, CT_KML_TIMESTAMP);
  for (size_t i = 0; i < k->data.n; i++) {
    struct ct_map_entry *e = &k->data.entries[i];
    const struct ct_map_entry *declared = ct_map_find_string(&k->declared, e->key);
    bool truth = declared && declared->value == CT_KML_AS_BOOL;
    e->value = add_column(k, e->key, truth ? CT_COLUMN_BOOL : CT_COLUMN_STRING);
  }
  add_fixed(k, CT_KML_TIMESTAMP, CT_KML_FIXED);
}

static bool empty(const struct ct_build *b, const struct ct_build_column *c) {
  if (c->type != CT_COLUMN_STRING) return false;
  for (size_t i = 0; i < b->n; i++)
    if (c->string[i]) return false;
  return true;
}

// Elements that no placemark has make no column; texts that are numbers throughout become numbers.
static void settle_columns(struct ct_kml *k) {
  struct ct_build *b = &k->r->build;
  for (int i = 0; i < CT_KML_FIXED; i++) {
    int c = k->column[i];
    if (c < 0) continue;
    bool asked = k->r->req->where && ct_load_mentions(k->r->req->where, b->columns[c].name);
    if (!asked && empty(b, &b->columns[c])) b->columns[c].wanted = false;
    if (i >= CT_KML_STROKE_OPACITY && i != CT_KML_FILL) ct_build_retype(b, (size_t)c);
  }
  for (size_t i = 0; i < k->data.n; i++)
    if (k->data.entries[i].value) ct_build_retype(b, k->data.entries[i].value - 1);
}

static const char *more(struct ct_kml *k, size_t n) {
  return n > 5 ? ct_arena_printf(&k->r->scratch, " and %zu more", n - 5) : "";
}

static void say_left_out(struct ct_kml *k) {
  struct ct_load_run *r = k->r;
  if (r->req->quiet_rows) return;
  if (k->noverlays)
    ct_diag_say(r->diags, "CT-D180", CT_NOTE, r->place, 0, "overlays are pictures and left out: %s%s",
                ct_str_text(&k->overlays), more(k, k->noverlays));
  if (k->nlinks)
    ct_diag_say(r->diags, "CT-D181", CT_NOTE, r->place, 0,
                "network links are not followed: %s%s (save them as files of their own)",
                ct_str_text(&k->links), more(k, k->nlinks));
  if (k->lost_styles)
    ct_diag_say(r->diags, "CT-D182", CT_NOTE, r->place, 0, "%zu placemark%s a style that is not in the file",
                k->lost_styles, k->lost_styles == 1 ? " names" : "s name");
  if (k->nicons)
    ct_diag_say(r->diags, "CT-D185", CT_NOTE, r->place, 0,
                "%zu placemark%s an icon of the file's own (such as '%s'), which is drawn as a plain mark",
                k->nicons, k->nicons == 1 ? " has" : "s have", ct_str_text(&k->icons));
  if (r->build.recoded)
    ct_diag_say(r->diags, "CT-D102", CT_NOTE, r->place, r->build.recoded_row,
                "%zu texts are not UTF-8 and were read as Windows-1252", r->build.recoded);
}

static bool check_layer(struct ct_kml *k) {
  struct ct_load_run *r = k->r;
  if (!r->req->layer || r->build.n) return true;
  const char **names = CT_NEW_N(&r->scratch, const char *, k->folders.n);
  for (size_t i = 0; i < k->folders.n; i++) names[i] = k->folders.entries[i].key;
  const char *near = ct_nearest_name(r->req->layer, names, k->folders.n);
  if (near) return ct_fail(r->err, "%s: no folder '%s' (did you mean '%s'?)", r->place, r->req->layer, near);
  if (!k->folders.n) return ct_fail(r->err, "%s: no folder '%s' (it has none)", r->place, r->req->layer);
  return ct_fail(r->err, "%s: no folder '%s' (it has %s)", r->place, r->req->layer,
                 ct_load_names(&r->scratch, names, k->folders.n));
}

// Links are noted while rows are filled in: a second walk names them.
static bool nothing(struct ct_kml *k) {
  k->filling = true;
  if (!walk_all(k)) return false;
  if (!k->nlinks) return ct_fail(k->r->err, "%s: no placemarks in it", k->r->place);
  return ct_fail(k->r->err,
                 "%s: no placemarks in it, only links to files elsewhere: %.300s (save them as files)",
                 k->r->place, ct_str_text(&k->links));
}

bool ct_kml_read(struct ct_load_run *r, const char *path) {
  struct ct_kml *k = CT_NEW(&r->scratch, struct ct_kml);
  struct ct_arena *a = &r->scratch;
  *k = (struct ct_kml){.r = r, .buf.arena = a, .path.arena = a, .key.arena = a};
  k->styles.arena = k->ids.arena = k->declared.arena = k->data.arena = k->folders.arena = a;
  k->shape.when.arena = k->shape.last.arena = a;
  k->links.arena = k->overlays.arena = k->icons.arena = a;
  r->kml = k;
  if (!ct_crs_prepare(r, NULL, NULL) || !ct_kml_open(k, path) || !walk_all(k)) return false;
  if (k->row == 0) return nothing(k);
  make_columns(k);
  k->filling = true;
  ct_build_reserve(&r->build, k->row);
  if (!walk_all(k) || !check_layer(k)) return false;
  if (r->build.too_many) return ct_fail(r->err, "%s: more coordinates than 4 294 967 295", r->place);
  if (r->req->layer) r->layer = ct_arena_strdup(r->arena, r->req->layer);
  settle_columns(k);
  say_left_out(k);
  return true;
}

void ct_kml_report(struct ct_load_run *r) {
  const struct ct_kml *k = r->kml;
  size_t i = 0;
  for (size_t f = 0; f < k->findings.n; f++) {
    const struct ct_kml_finding *w = &k->findings.v[f];
    while (i < r->build.n && r->build.row[i] < w->row) i++;
    if (i == r->build.n || r->build.row[i] != w->row) continue;
    struct ct_load_finding out = {.code = w->code, .row = w->row};
    ct_load_row_warn(r, &out, "%s", w->why);
  }
}
