// SPDX-License-Identifier: MIT
// Protocol: what a batch and its workers say to each other, one JSON object a line.
#ifndef CT_BATCH_PROTOCOL_H
#define CT_BATCH_PROTOCOL_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_diagnostic;
struct ct_err;
struct ct_str;

// From the worker, when it is ready to take maps:
//   {"worker": "0.1.0"}
//
// To the worker, a map to make:
//   {"map": 3, "document": "/maps/yongbyon.yaml", "folder": "/out/.cartouche-work-12/3", "name": "yongbyon",
//    "formats": ["png", "pdf"], "manifest": false, "options": [["size", "1600x1200"]], "params": [["code", "KP"]],
//    "content": "ab12... cd34... 20 31" or null, "last": "/out/yongbyon.json" or null, "reads": [...], "memory_mb": 1024}
// The folder is there and empty; everything the map consists of goes into it: NAME.FORMAT, world files, NAME.json for a
// manifest. Paths are absolute. `content` is what the worker said when the map was made last: digests of what it shows and of
// what it was made from ("-": not known), and how many of its reads came before each was known. With it come those reads, as
// in a result, and with a manifest where its last one is.
//
// From the worker, any number of findings:
//   {"map": 3, "finding": {"code": "CT-D101", "severity": "warning", "file": "sites.csv", "line": 7, "column": 0,
//    "field": "lat", "value": "191.5", "message": "...", "suggestion": "...", "layer": null}}
// and then one result:
//   {"map": 3, "ok": true, "unchanged": false, "message": null, "content": "ab12...", "seconds": 0.061,
//    "reads": [["data", "/maps/sites.csv", "e3b0..."], ["icon", "/x.svg", null]],
//    "files": [["yongbyon.png", 48213, "9f86..."]]}
// `reads` as ct_job_reads tells them, also of a map that failed; `files` all that lies in the folder, in the order of names,
// with sizes and SHA-256; none of a map that failed. An unchanged map has its manifest there, if any: the others stay.
//
// Lines begin just so ({"map": N, "finding" or "ok"): the pool looks no further. A byte that is no UTF-8, as names of files
// may hold, travels as the character U+10FF00 + byte.

struct ct_batch_pair {
  const char *name, *value;
};

struct ct_batch_read {
  const char *kind, *path;
  const char *sha256;  // NULL: not there; "": has changed since
};

struct ct_batch_task {
  size_t map;
  const char *document, *folder, *name;
  size_t nformats, noptions, nparams;
  const char *const *formats;
  const struct ct_batch_pair *options, *params;
  bool manifest;
  const char *content;  // NULL: not known
  const char *last;     // NULL: no manifest
  size_t nreads;        // of the map as it was made last
  const struct ct_batch_read *reads;
  size_t memory_mb;  // 0: no limit
};

struct ct_batch_file {
  const char *name;
  double size;
  const char *sha256;
};

struct ct_batch_result {
  size_t map;
  bool ok, unchanged;
  const char *message;  // the error; NULL when ok
  const char *content;  // "": none
  double seconds;
  size_t nreads, nfiles;
  const struct ct_batch_read *reads;
  const struct ct_batch_file *files;
};

enum ct_batch_line { CT_LINE_NONE, CT_LINE_READY, CT_LINE_FINDING, CT_LINE_RESULT };
// What a worker's line is; NONE also when it is about another map.
enum ct_batch_line ct_batch_line_kind(const char *line, size_t map);

// Writers append one line without its end. Readers fail on what is no such line; strings are in the arena.
void ct_batch_ready_write(struct ct_str *out);
void ct_batch_task_write(const struct ct_batch_task *task, struct ct_str *out);
bool ct_batch_task_parse(struct ct_arena *a, const char *line, struct ct_batch_task *out, struct ct_err *err);
void ct_batch_finding_write(size_t map, const struct ct_diagnostic *d, struct ct_str *out);
bool ct_batch_finding_parse(struct ct_arena *a, const char *line, struct ct_diagnostic *out,
                            struct ct_err *err);
void ct_batch_result_write(const struct ct_batch_result *result, struct ct_str *out);
bool ct_batch_result_parse(struct ct_arena *a, const char *line, struct ct_batch_result *out,
                           struct ct_err *err);

#endif
