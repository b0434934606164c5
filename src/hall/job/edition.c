// SPDX-License-Identifier: MIT
// Job, edition: a folder of manifests has one for each map, by the map's name.
#include <sys/stat.h>

#include "base/arena.h"
#include "base/reads.h"
#include "base/str.h"
#include "hall/job/job.h"
#include "model/diag.h"
#include "model/document.h"

// As its files are called: "out/ports.png" is a picture of the map "ports".
static const char *name_of(struct ct_job *job, const struct ct_document *doc) {
  const char *path = job->manifest;
  for (size_t i = 0; !path && i < job->outputs.n; i++) path = job->outputs.v[i].path;
  if (!path) path = doc->file;
  return path ? ct_path_stem(&job->arena, path) : "map";
}

void ct_job_find_edition(struct ct_job *job, struct ct_document *doc) {
  struct ct_document_edition *e = &doc->edition;
  struct stat st;
  if (!e->manifest) return;
  // "last/" is a folder, also before there is one.
  bool is_folder = stat(e->manifest, &st) == 0 ? S_ISDIR(st.st_mode) : ct_ends_with(e->manifest, "/");
  if (!is_folder) return;
  const char *name = ct_arena_printf(&job->arena, "%s.json", name_of(job, doc));
  e->manifest = ct_path_join(&job->arena, e->manifest, name);
  e->is_first = stat(e->manifest, &st) != 0;
  if (!e->is_first) return;
  e->table = false;
  // Once it is there, the map is another.
  ct_reads_note(CT_READ_EDITION, e->manifest);
  struct ct_diagnostic d = {
      .code = "CT-E140",
      .severity = CT_NOTE,
      .file = doc->file,
      .line = e->line,
      .value = e->since,
      .message = ct_arena_printf(
          &job->arena, "'%s' has no %s: the map's first edition, in which nothing is marked", e->since, name),
      .suggestion = "what is written with --manifest goes there when the next edition begins"};
  ct_diag_send(&job->diags, &d);
}
