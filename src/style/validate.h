// SPDX-License-Identifier: MIT
// Validation: style documents checked against the specification, in the reference's words.
#ifndef CT_STYLE_VALIDATE_H
#define CT_STYLE_VALIDATE_H

#include <stdbool.h>
#include <stddef.h>

#include "cartouche.h"

struct ct_arena;
struct ct_diags;
struct ct_value;

struct ct_finding {
  const char *code;
  enum ct_severity severity;
  const char *message;     // "layers[3].paint.fill-color: ..."
  const char *identifier;  // the reference's, or NULL
  int reference_line;      // where the reference says it is; 0: nowhere
  int line, col;           // where it is; 0: unknown
  const char *suggestion;  // what would have worked, or NULL
  bool own;                // the reference finds it in objects only, not in texts
};

struct ct_findings {
  struct ct_finding *v;
  size_t n, cap;
};

// After so many findings the rest is not looked at; a last one says so.
enum { CT_MOST_FINDINGS = 5000 };

// Findings in the order of the reference's validator.
void ct_validate_document(const struct ct_value *root, struct ct_arena *a, struct ct_findings *out);
void ct_validate_send(const struct ct_finding *f, const char *file, struct ct_diags *diags);

#endif
