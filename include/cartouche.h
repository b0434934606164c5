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

/* Renders all outputs, which must be pictures. May be called once. */
bool ct_job_render(struct ct_job *job, struct ct_err *err);

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
