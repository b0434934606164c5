// SPDX-License-Identifier: MIT
// Findings of a batch for people: what two hundred maps of one table find two hundred times is said once.
#include "batch_finding.h"

#include <limits.h>
#include <string.h>

#include "path.h"
#include "say.h"

enum { SHOWN = 3 };

static void put_path(FILE *to, const char *path) {
  char buf[PATH_MAX];
  ct_cli_put_text(to, ct_cli_path_shown(path, buf, sizeof buf));
}

static bool is_stem(const char *map, const char *document) {
  const char *slash = strrchr(document, '/'), *name = slash ? slash + 1 : document, *dot = strrchr(name, '.');
  size_t n = dot ? (size_t)(dot - name) : strlen(name);
  return strlen(map) == n && memcmp(map, name, n) == 0;
}

void ct_cli_batch_put_map(FILE *to, const struct ct_batch_event *e, const char *place, size_t n) {
  const char *document = e->document ? e->document : "";
  put_path(to, document);
  fprintf(to, "%.*s ", (int)n, place);
  if (!e->map || is_stem(e->map, document)) return;
  ct_cli_put_text(to, e->map);
  fputs(": ", to);
}

// A finding in the map's own document names the map by that.
static bool names_map(const struct ct_batch_event *e, const char *file) {
  return file && e->document && strcmp(file, e->document) == 0 && (!e->map || is_stem(e->map, e->document));
}

static void put_place(const struct ct_batch_event *e) {
  const struct ct_diagnostic *d = e->diagnostic;
  put_path(stderr, d->file ? d->file : e->document ? e->document : "");
  if (d->file && d->line > 0) fprintf(stderr, ":%ld", d->line);
  if (d->file && d->line > 0 && d->column > 0) fprintf(stderr, ":%ld", d->column);
  fprintf(stderr, ": %s: ", d->severity == CT_ERROR ? "error" : "warning");
}

static void put(const struct ct_batch_event *e) {
  const struct ct_diagnostic *d = e->diagnostic;
  put_place(e);
  ct_cli_put_text(stderr, d->message ? d->message : "");
  if (d->suggestion) {
    fputs(" (", stderr);
    ct_cli_put_text(stderr, d->suggestion);
    fputc(')', stderr);
  }
  if (d->code) fprintf(stderr, " [%s]", d->code);
  if (e->map && !names_map(e, d->file ? d->file : e->document)) {
    fputs(" (map ", stderr);
    ct_cli_put_text(stderr, e->map);
    fputc(')', stderr);
  }
  fputc('\n', stderr);
}

void ct_cli_batch_finding(struct ct_cli_batch_findings *f, const struct ct_batch_event *e) {
  const struct ct_diagnostic *d = e->diagnostic;
  if (!d || d->severity == CT_NOTE || (f->quiet && d->severity != CT_ERROR)) return;
  struct ct_cli_kind *kind = ct_cli_kinds_of(&f->kinds, d);
  char place[64], kinds[16];
  snprintf(kinds, sizeof kinds, "%d", (int)d->severity);
  snprintf(place, sizeof place, "%ld %ld", d->line, d->column);
  // What has no file is each map's own.
  const char *const finding[] = {kinds, d->code, d->file, place, d->message, d->file ? NULL : e->map};
  const char *const map[] = {kinds, d->code, d->file, e->document, e->map};
  bool is_new_map = kind && ct_cli_seen_first(&f->seen, map, sizeof map / sizeof *map);
  bool is_new = ct_cli_seen_first(&f->seen, finding, sizeof finding / sizeof *finding);
  if (is_new_map && !kind->maps++ && e->map) ct_cli_kind_keep(kind, e->map, strlen(e->map) + 1);
  if (is_new && (!kind || ++kind->count <= SHOWN)) put(e);
}

// "sites.csv: warning: and 7 more in map ports [CT-D110]"
static void put_more(const struct ct_cli_kind *k) {
  size_t more = k->count > SHOWN ? k->count - SHOWN : 0;
  if (!more && k->maps < 2) return;
  if (k->file) put_path(stderr, k->file);
  fprintf(stderr, "%s%s: ", k->file ? ": " : "", k->severity == CT_ERROR ? "error" : "warning");
  if (more) fprintf(stderr, "and %zu more ", more);
  if (k->maps > 1)
    fprintf(stderr, "%sin %zu maps", more ? "" : k->count > 1 ? "these are " : "this is ", k->maps);
  else
    fprintf(stderr, "in map %s", k->text ? k->text : "");
  if (k->code) fprintf(stderr, " [%s]", k->code);
  fputc('\n', stderr);
}

void ct_cli_batch_findings_end(struct ct_cli_batch_findings *f) {
  for (size_t i = 0; i < f->kinds.n; i++) put_more(&f->kinds.v[i]);
  ct_cli_kinds_release(&f->kinds);
  ct_cli_seen_release(&f->seen);
}
