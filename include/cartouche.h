/* SPDX-License-Identifier: MIT */
/* Cartouche: coordinates in, a finished briefing map out. The public interface.
 *
 * The library never prints, exits, aborts on bad input, or reads the
 * environment. Every call that can fail returns bool and fills a struct ct_err.
 * A job is used by one thread at a time. */
#ifndef CARTOUCHE_H
#define CARTOUCHE_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CT_VERSION "0.1.0"

/* "0.1.0". */
const char *ct_version(void);

/* ---- Errors and diagnostics ------------------------------------------- */

/* The first failure of a call: one line, no line break. Zero it before use. */
struct ct_err {
  bool failed;
  char message[1024];
};

enum ct_severity { CT_NOTE, CT_WARNING, CT_ERROR };

/* One finding about an input. Strings live only for the callback's duration. */
struct ct_diagnostic {
  const char *code; /* "CT-D012": stable, listed in docs/diagnostics.md */
  enum ct_severity severity;
  const char *file;       /* NULL when it is about no file */
  long line;              /* line or row as the user counts it, from 1; 0: none */
  long column;            /* character column in a document, from 1; 0: none */
  const char *field;      /* name of the data column or document key, or NULL */
  const char *value;      /* the offending text, or NULL */
  const char *message;    /* what is wrong; without the place */
  const char *suggestion; /* what would have worked, or NULL */
  const char *layer;      /* dataset layer, where a file has several; or NULL */
  const long *rows;       /* all rows it is about, where these are several; or NULL */
  size_t nrows;
};

typedef void ct_diag_fn(void *user, const struct ct_diagnostic *diagnostic);

/* ---- Jobs --------------------------------------------------------------- */

/* One map to make: inputs, options, outputs. */
struct ct_job;

/* share_dir holds `layers/` and `styles/`; copied. NULL only when out of memory. */
struct ct_job *ct_job_new(const char *share_dir);
void ct_job_free(struct ct_job *job);

/* Diagnostics go to `fn` as they arise. Default: dropped. */
void ct_job_on_diagnostic(struct ct_job *job, ct_diag_fn *fn, void *user);

/* How far a render is: `stage` names what begins ("labels"), `share` (0 to 1) tells how much of
 * the work lies behind. Called by ct_job_render, a few times a page, never backwards. */
typedef void ct_progress_fn(void *user, const char *stage, double share);
void ct_job_on_progress(struct ct_job *job, ct_progress_fn *fn, void *user);

/* A map document, a MapLibre style, or a data file; "-" is data from standard
 * input, which is read once. Order is kept. */
bool ct_job_add_input(struct ct_job *job, const char *path, struct ct_err *err);

/* Sets an option by its long name without dashes, value as text, as on the
 * command line: ("bbox", "124,37,131,43"), ("strict", "true"), ("size", "A4").
 * Options override the document. Unknown names and bad values fail at once.
 * Names: title subtitle style bbox center zoom scale projection template size orientation
 * dpi ratio bare background transparent labels graticule where since until as-of strict allow-network outline-text
 * svg-data pin-widths png8 quality world-file source-date-epoch (docs/outputs.md), and fonts (may be set
 * more than once): a folder in which fonts are looked for that a style names and that
 * are not bundled. How data are read: layer (also called sheet), header-row (a number;
 * 0: none), crs, and columns by name: lat lon class-column, for ct_job_check
 * country-column. */
bool ct_job_set(struct ct_job *job, const char *name, const char *value, struct ct_err *err);

/* Where bytes go when the output is not a file; returns false to stop. */
typedef bool ct_write_fn(void *user, const void *data, size_t size);

/* format "png", "jpeg", "webp", "tif", "pdf" or "svg" for ct_job_render; "csv", "geojson" or "gpkg" for ct_job_check;
 * NULL: by the path's extension. Files appear whole or not at all: a temporary file in
 * the same folder is renamed at the end. Streams are pictures. */
bool ct_job_add_output(struct ct_job *job, const char *path, const char *format, struct ct_err *err);
bool ct_job_add_output_stream(struct ct_job *job, ct_write_fn *fn, void *user, const char *format,
                              struct ct_err *err);

/* Where every label of the map went and why, as JSON (docs/labels.md): a file that
 * appears whole or not at all, written when all outputs are; "-" is not special. Pictures
 * need not be asked for then. A job has one report: the last one given. */
bool ct_job_set_report(struct ct_job *job, const char *path, struct ct_err *err);
bool ct_job_set_report_stream(struct ct_job *job, ct_write_fn *fn, void *user, struct ct_err *err);

/* What the map was made of and what it shows, as JSON (docs/editions.md): the document, files
 * read with their SHA-256, features with ids, positions and hashes, versions. A file that appears
 * whole or not at all. */
bool ct_job_set_manifest(struct ct_job *job, const char *path, struct ct_err *err);

/* Fills ${name} in the document's texts (docs/batch.md). A name that the document uses and nobody
 * sets is an error of the render. */
bool ct_job_set_param(struct ct_job *job, const char *name, const char *value, struct ct_err *err);

/* Renders all outputs, which must be pictures. May be called once. */
bool ct_job_render(struct ct_job *job, struct ct_err *err);

/* What a render depends on: each file that it read, or looked for and did not find, in the order of first use. `sha256`
 * is NULL for a file that is not there, and "" for one that has changed since. After a render, failed or not. */
struct ct_read_file {
  const char *path; /* absolute */
  const char *kind; /* "document", "template", "theme", "icon", "font", "data", "base", "edition", "other" */
  const char *sha256;
  int stage; /* 0: read with the data, 1: while the page was prepared, 2: later */
};
typedef void ct_read_fn(void *user, const struct ct_read_file *file);
bool ct_job_reads(struct ct_job *job, ct_read_fn *fn, void *user, struct ct_err *err);

/* A digest of all that the map shows: document, view, style, the rows drawn with their columns. Renders of equal
 * digest with equal base layers, fonts, icons and program give equal files. After a render that was told by
 * ct_job_expect_content to find it; "" when it cannot be told. Of an atlas it is of all rows, drawn or not. */
const char *ct_job_content(const struct ct_job *job);
/* Before a render. One that finds itself to show just that stops there, true, and writes nothing. "": nothing is expected,
 * but ct_job_content is wanted. */
bool ct_job_expect_content(struct ct_job *job, const char *digest, struct ct_err *err);
bool ct_job_is_unchanged(const struct ct_job *job);
/* The same of what a map is made from, known sooner: document, style and all rows that were selected, whether they show or
 * not. It stops a render only where each file that the earlier one read later, told by ct_job_expect_read in the order of
 * ct_job_reads, is as it was. A render that stops tells the reads that a whole one would have. */
const char *ct_job_given(const struct ct_job *job);
bool ct_job_expect_given(struct ct_job *job, const char *digest, struct ct_err *err);
bool ct_job_expect_read(struct ct_job *job, const struct ct_read_file *file, struct ct_err *err);
/* The manifest that went with the expected map, whose files still are what it says. A render with a manifest stops only when
 * it knows that one, and writes its own none the less: the same bytes as if it had drawn. */
bool ct_job_expect_manifest(struct ct_job *job, const char *path, struct ct_err *err);

/* What many jobs of one process, one after the other, need not read and make anew: themes, fonts, icons, base layers, data.
 * Files are looked at again by size, time and inode: what has changed is read anew. Maps are the same to the byte with and
 * without. It must outlive its jobs. NULL only when out of memory. */
struct ct_cache;
struct ct_cache *ct_cache_new(void);
void ct_cache_free(struct ct_cache *cache);
void ct_job_use_cache(struct ct_job *job, struct ct_cache *cache);

/* Removes the unfinished files of all jobs of this process. For handlers of signals that end it:
 * async-signal-safe, and renders under way fail. */
void ct_abandon_files(void);

/* After a render or ct_job_document: one sentence on what was assumed, "" if
 * nothing was. Owned by the job. */
const char *ct_job_assumptions(const struct ct_job *job);

/* The YAML document that render would assume for the inputs. Owned by the job.
 * `folder` is where the document will live: paths in it are relative to that. */
bool ct_job_document(struct ct_job *job, const char *folder, const char **yaml, struct ct_err *err);

struct ct_check_summary {
  size_t errors, warnings, notes; /* diagnostics given */
  size_t rows, placed, approximate, unplaced;
};

/* Validates every input on its own; findings are diagnostics, not errors. Then writes
 * the outputs, which must be tables: all rows of all data, placed or not, with their
 * columns and lon, lat, precision_m, notation, row and flags (the codes of the row's
 * findings). False only when checking itself or an output failed. An input is never
 * overwritten. */
bool ct_job_check(struct ct_job *job, struct ct_check_summary *summary, struct ct_err *err);

/* ---- Editions ------------------------------------------------------------ */

/* What became of a feature from one edition to the next. */
enum ct_change_kind { CT_ADDED, CT_CHANGED, CT_MOVED, CT_REMOVED, CT_CHANGE_KINDS };

struct ct_change_field {
  const char *name, *from, *to; /* NULL: no value */
};

/* Positions in degrees, NaN where it had or has none. Strings live only for the callback's duration. */
struct ct_change {
  enum ct_change_kind kind;
  const char *data; /* data entry of the document, layer of the catalogue */
  const char *id;
  const char *name; /* NULL: none */
  double from_lon, from_lat, to_lon, to_lat;
  double moved_m;       /* on the ellipsoid; NaN: not to be told */
  const char *moved_to; /* "N", "NE" ...: which of the eight winds; NULL: none */
  size_t nfields;       /* that differ: of changed and moved ones */
  const struct ct_change_field *fields;
};

typedef void ct_change_fn(void *user, const struct ct_change *change);

/* What else two maps differ in: "title", "theme", "input sites.csv", "output map.pdf", "program gdal" ...; digests or
 * words. NULL: it has none. */
typedef void ct_made_fn(void *user, const char *what, const char *from, const char *to);

/* Who is told what differs, and how often: the numbers are filled in, also where nobody is told (NULL). */
struct ct_differences {
  ct_change_fn *fn;
  ct_made_fn *made; /* of manifests only */
  void *user;       /* of both */
  size_t count[CT_CHANGE_KINDS], nmade;
};

/* Holds two manifests against each other. Fails for files that are no whole manifests. */
bool ct_manifest_diff(const char *from, const char *to, struct ct_differences *out, struct ct_err *err);

/* ---- Catalogues ---------------------------------------------------------- */

/* A GeoPackage that keeps features with their history (docs/catalog.md). Dates are 2019, 2019-09 or 2019-09-05. */
struct ct_catalog_import {
  const char *const *files; /* data files in any format */
  size_t nfiles;
  const char *into;     /* made when it is not there */
  const char *layer;    /* NULL: the catalogue's only one, else "features" */
  const char *id;       /* column; NULL: recognised, else rows are matched by name and nearness */
  const char *source;   /* text kept with each version; NULL: the file's name */
  const char *recorded; /* the day on which it became known; required */
  bool complete;        /* features of the layer that the files lack are removed as of that day */
  bool refuse_unplaced; /* fails when a row has no position */
};
struct ct_catalog_summary {
  size_t rows, added, changed, moved, removed, same, unplaced;
};
/* One transaction: all of it or nothing. The options of `job` say how the files are read, its diagnostics take the
 * doctor's findings; its inputs are not looked at. */
bool ct_catalog_import(struct ct_job *job, const struct ct_catalog_import *request,
                       struct ct_catalog_summary *summary, struct ct_err *err);

/* One version of a feature. Strings live only for the callback's duration. */
struct ct_catalog_version {
  const char *layer, *id, *recorded, *source, *file;
  long row;                /* in the file, 0: not told */
  struct ct_change change; /* from the version before */
};
typedef void ct_catalog_version_fn(void *user, const struct ct_catalog_version *version);
/* All versions of the features of that id, oldest first; an error when there is none. layer NULL: in all. */
bool ct_catalog_log(struct ct_job *job, const char *catalog, const char *layer, const char *id,
                    ct_catalog_version_fn *fn, void *user, struct ct_err *err);
/* What became known after `from` up to and with `to`; NULL for `to`: all. */
bool ct_catalog_diff(struct ct_job *job, const char *catalog, const char *layer, const char *from,
                     const char *to, struct ct_differences *out, struct ct_err *err);
/* What was known on that day (NULL: all) to the job's outputs, which must be tables. */
bool ct_catalog_export(struct ct_job *job, const char *catalog, const char *layer, const char *as_of,
                       struct ct_err *err);

/* ---- Batches -------------------------------------------------------------- */

/* Many maps into one folder; what has not changed is not rendered. */
struct ct_batch;

struct ct_batch *ct_batch_new(const char *share_dir);
void ct_batch_free(struct ct_batch *batch);
/* A map document, or a folder all of whose documents are meant (not those of folders in it). */
bool ct_batch_add_input(struct ct_batch *batch, const char *path, struct ct_err *err);
/* out-dir (required), ledger, workers (a number), shard ("2/4"), format ("png,pdf"), name (a pattern), params (a table),
 * memory (MB a map), timeout (seconds a map), manifest ("true"), force ("true"); every other name is an option of each job,
 * as ct_job_set has them. */
bool ct_batch_set(struct ct_batch *batch, const char *name, const char *value, struct ct_err *err);
/* The command that starts a worker: a program that calls ct_batch_work(0, 1). argv ends with NULL; copied. */
bool ct_batch_set_worker(struct ct_batch *batch, const char *const *argv, struct ct_err *err);

enum ct_batch_state {
  CT_BATCH_DONE,
  CT_BATCH_UNCHANGED,
  CT_BATCH_FAILED,
  CT_BATCH_WOULD_RENDER,
  CT_BATCH_FINDING
};

/* What became of a map, or a diagnostic of one being made (FINDING). */
struct ct_batch_event {
  enum ct_batch_state state;
  const char *document, *map; /* path; the map's name: the files' without extension */
  const char *reason; /* why it was (or would be) rendered: "data sites.csv changed", ...; or the error */
  double seconds;     /* of the render */
  const struct ct_diagnostic *diagnostic; /* FINDING only */
  size_t noutputs;            /* that were written: of a map that is DONE all its files, of one that is */
  const char *const *outputs; /* UNCHANGED its manifest or none; absolute paths in the order of their names */
  size_t done, failed, unchanged, total; /* so far */
};
typedef void ct_batch_event_fn(void *user, const struct ct_batch_event *event);
void ct_batch_on_event(struct ct_batch *batch, ct_batch_event_fn *fn, void *user);

struct ct_batch_summary {
  size_t total, done, unchanged, failed, removed;
};
/* False only when the batch itself failed: maps that failed are in the summary. `dry`: tells what it would do, which is
 * counted as done. `removed`: files of maps that consist of fewer now. */
bool ct_batch_run(struct ct_batch *batch, bool dry, struct ct_batch_summary *summary, struct ct_err *err);
/* Maps under way are finished, no other is begun; a second time: they are thrown away. Async-signal-safe. */
void ct_batch_stop(struct ct_batch *batch);
/* Takes maps from a pipe and makes them until it ends. */
bool ct_batch_work(const char *share_dir, int in, int out, struct ct_err *err);
/* Ledgers of shards into one; they must tell of the same folder. */
bool ct_batch_merge(const char *const *ledgers, size_t n, const char *into, struct ct_err *err);

/* ---- What is built in --------------------------------------------------- */

/* Called once a thing, in name order; `summary` is one line. */
typedef void ct_list_fn(void *user, const char *name, const char *summary);
bool ct_list_layers(const char *share_dir, ct_list_fn *fn, void *user, struct ct_err *err);
bool ct_list_styles(const char *share_dir, ct_list_fn *fn, void *user, struct ct_err *err);
bool ct_list_templates(const char *share_dir, ct_list_fn *fn, void *user, struct ct_err *err);

#ifdef __cplusplus
}
#endif
#endif
