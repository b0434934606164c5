// SPDX-License-Identifier: MIT
// Manifest: what a map was made of and what it shows, gathered while pages are drawn and written at the end.
#ifndef CT_RENDER_MANIFEST_H
#define CT_RENDER_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "edition/of_table.h"
#include "hall/sources/features.h"

struct ct_err;
struct ct_render;
struct ct_sink;
struct ct_str;

// A page on which a row is shown, and the one before of those.
struct ct_manifest_sight {
  uint32_t page;
  size_t before;  // number + 1; 0: none
};

struct ct_manifest_entry {
  struct ct_source_features features;
  struct ct_edition_rows rows;
  struct ct_map seen;  // by row of the file, or by group: number + 1 of the last sight
};

struct ct_manifest_page {
  size_t number;  // 0: the index
  const char *name;
  size_t nfiles;  // of its own
  const char **files;
};

struct ct_render_manifest {
  size_t n;
  struct ct_manifest_entry *entries;  // of the sources' data
  ct_vec(struct ct_manifest_sight) sights;
  ct_vec(struct ct_manifest_page) pages;  // of an atlas
  ct_vec(const char *) files;             // outputs
  struct ct_map fonts;                    // files that letters are from
  struct ct_arena scratch;                // of the lines in hand
  const struct ct_manifest_last *last;    // of a map that is not drawn; else NULL
};

// Gathers from now on, when the job asks for a manifest: the entries' features, of which weak ids are told.
bool ct_manifest_begin(struct ct_render *r, struct ct_err *err);
// Takes down what the page shows, its insets too. name NULL: the map is no atlas.
void ct_manifest_page(struct ct_render *r, size_t number, const char *name);
// An output that has been written, or will have been when the manifest is; of the page taken down last, or of all.
void ct_manifest_file(struct ct_render *r, const char *path, bool of_page);
// Takes down which fonts the texts set so far are from.
void ct_manifest_fonts(struct ct_render *r);
// Writes it, when the outputs are in their places.
bool ct_manifest_write(struct ct_render *r, struct ct_err *err);
// Writes it for a map that is not drawn, as it shows what it did: files and fonts are those of the last manifest. Of a map
// that was given just the same, pages and features too; else what it shows has been taken down.
bool ct_manifest_renew(struct ct_render *r, struct ct_err *err);
void ct_manifest_end(struct ct_render *r);

// ---- Between the files of this

// The text of a manifest, of which members are taken as they stand.
struct ct_manifest_last {
  const char *text;
  size_t n;
};
bool ct_manifest_last_read(struct ct_arena *a, const char *path, struct ct_manifest_last *out,
                           struct ct_err *err);
// Appends the member with the comma before it; nothing when there is none of that name.
void ct_manifest_last_put(const struct ct_manifest_last *last, const char *key, struct ct_str *out);
// From the first feature to the end of the file.
struct ct_manifest_last ct_manifest_last_features(const struct ct_manifest_last *last);

// All that stands before the features.
bool ct_manifest_head(struct ct_render *r, struct ct_str *out, struct ct_err *err);
// A JSON text with its quotes; NULL: null.
void ct_manifest_put_text(struct ct_str *out, const char *text);

#endif
