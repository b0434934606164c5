// SPDX-License-Identifier: MIT
// Doc: map documents, from YAML or from nothing but data, to a checked ct_document.
#ifndef CT_DOC_DOC_H
#define CT_DOC_DOC_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_document;
struct ct_err;
struct ct_table;
struct ct_value;

// Does the value look like a MapLibre style ("version": 8 with layers or sources)?
bool ct_doc_is_style(const struct ct_value *v);
// Does it look like a map document (an object with one of our top-level keys)?
bool ct_doc_is_document(const struct ct_value *v);

// Checks a document's value and fills in defaults. `file` stands in messages and
// may be NULL; paths in it resolve against `folder`. Theme names without a folder
// ("briefing") are left as they are. Unknown keys fail with a "did you mean".
bool ct_doc_from_value(const struct ct_value *v, const char *file, const char *folder, struct ct_arena *a,
                       struct ct_document *out, struct ct_err *err);

// The document with a command-line option laid over it ("bbox", "124,37,131,43").
// Bad values fail with "--bbox: ...". since, until, where, title ... as in cartouche.h.
const struct ct_value *ct_doc_override(const struct ct_value *doc, const char *option, const char *text,
                                       struct ct_arena *a, struct ct_err *err);

// What the assumed document of plain data files is built from.
struct ct_doc_guess_input {
  const char *path;              // as it shall stand in the document
  const struct ct_table *table;  // loaded with all columns
  int date_column;               // or -1
  bool has_last_day;
  int last_day;              // days since 1970 of the newest row
  const char *class_column;  // as asked for, or NULL: recognised
};
// The document that render assumes for data files. *sentence tells what was assumed.
const struct ct_value *ct_doc_guess(const struct ct_doc_guess_input *inputs, size_t n, struct ct_arena *a,
                                    const char **sentence);

#endif
