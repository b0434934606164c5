// SPDX-License-Identifier: MIT
// Job: what the public interface gathers before a render.
#ifndef CT_JOB_H
#define CT_JOB_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/reads.h"
#include "base/vec.h"
#include "cartouche.h"
#include "doc/params.h"
#include "hall/sources/known.h"
#include "hall/sources/places.h"
#include "model/diag.h"

struct ct_cache;
struct ct_document;
struct ct_load_request;
struct ct_table;
struct ct_value;
struct ct_writer;

struct ct_job_option {
  const char *name, *value;
};

struct ct_job_output {
  const char *path;  // NULL: a stream
  ct_write_fn *fn;
  void *user;
  const struct ct_writer *writer;
};

// A table to write.
struct ct_job_export {
  const char *path;
  const char *format;  // NULL: by the path's extension
};

// When a file was first read.
enum { CT_READ_WITH_DATA, CT_READ_WITH_PAGE, CT_READ_LATER };

// A file that an earlier render read.
struct ct_job_read {
  const char *path;
  enum ct_read_kind kind;
  const char *sha256;  // NULL: it was not there
  int stage;
};

// Who is told how far the work is. A part of it that counts its own shares from 0 to 1 (a page of many) is
// from..from + span of the whole; span 0: all of it.
struct ct_progress {
  ct_progress_fn *fn;
  void *user;
  double from, span;
};

struct ct_job {
  struct ct_arena arena;
  const char *share_dir;
  struct ct_cache *cache;  // NULL: none
  struct ct_diags diags;
  ct_vec(const char *) inputs;
  ct_vec(struct ct_job_option) options;
  ct_vec(struct ct_param) params;  // for ${name} in the document
  ct_vec(struct ct_job_output) outputs;
  ct_vec(struct ct_job_export) exports;
  const char *manifest;         // path; NULL: none
  struct ct_job_output report;  // on the labels; without path and fn: none
  ct_vec(struct ct_known_table) tables;
  struct ct_places places;
  ct_vec(const char *) fonts;  // folders, in the order in which they are looked through
  bool strict, allow_network, outline_text, png8, world_file;
  double quality;    // of JPEG and WebP; 0: not given
  const char *date;  // for the files' metadata, instead of the document's; NULL: none
  struct ct_progress progress;
  struct ct_reads reads;     // of the render
  struct ct_hashes *hashes;  // ask ct_job_hashes
  bool wants_content;        // somebody asks what the map shows
  char content[CT_DIGEST_SIZE],
      expected[CT_DIGEST_SIZE];  // what the map shows, what it is expected to; "": not known
  char given[CT_DIGEST_SIZE], expected_given[CT_DIGEST_SIZE];  // what it is made from
  ct_vec(struct ct_job_read) expected_reads;                   // of the render that showed that
  const char *last_manifest;                                   // which that wrote; NULL: none
  size_t ngiven, ncontent;                                     // reads before these were known
  bool is_unchanged;
  bool was_given;  // found unchanged by what it is made from
  const char *assumptions;
};

// The inputs as one document value, options laid over it. For data files the
// document is guessed; a bare style becomes a document that names it.
struct ct_job_document {
  const struct ct_value *value;
  const char *file;  // NULL: assumed
  const char *folder;
  const struct ct_value *style_value;  // the input is a MapLibre style
};
bool ct_job_read(struct ct_job *job, struct ct_job_document *out, struct ct_err *err);

// The document with its page template: the one it names, whose page and labels are laid under its own, or the
// built-in one that suits its page.
bool ct_job_template(struct ct_job *job, struct ct_job_document *doc, struct ct_document *out,
                     struct ct_err *err);

// Where the document names a folder of manifests: takes that of this map, or settles that this is its first edition.
void ct_job_find_edition(struct ct_job *job, struct ct_document *doc);

enum ct_input_kind { CT_INPUT_DATA, CT_INPUT_DOCUMENT, CT_INPUT_STYLE };

// What an input is. YAML files are documents; JSON is looked into, as it may also be
// GeoJSON. *v is the parsed value of documents and styles.
bool ct_job_classify(struct ct_job *job, const char *path, enum ct_input_kind *kind,
                     const struct ct_value **v, struct ct_err *err);

// Is one of the outputs of that format?
bool ct_job_writes(const struct ct_job *job, const char *format);
// The last value given for an option, or NULL.
const char *ct_job_option(const struct ct_job *job, const char *name);
// How a data file given as an input is to be loaded.
struct ct_load_request ct_job_request(struct ct_job *job, const char *path);
// Fails when an option names a column that the table does not have.
bool ct_job_has_columns(struct ct_job *job, const struct ct_table *t, struct ct_err *err);

// Tells that a stage begins when `share` of the work is done.
void ct_job_progress(const struct ct_job *job, const char *stage, double share);

// Digests of files that have been hashed: the cache's, else the job's own.
struct ct_hashes *ct_job_hashes(struct ct_job *job);
// Tells what the render has read, each file hashed; the heart of ct_job_reads.
bool ct_job_tell_reads(struct ct_job *job, ct_read_fn *fn, void *user);

#endif
