// SPDX-License-Identifier: MIT
// Page templates: YAML that says how a kind of page is set.
#ifndef CT_DOC_TEMPLATE_H
#define CT_DOC_TEMPLATE_H

#include <stdbool.h>

struct ct_arena;
struct ct_document;
struct ct_err;
struct ct_template;
struct ct_value;

// Reads a template over what `out` has already, so that it need only say what is its own. `file` stands in
// messages; unknown keys fail.
bool ct_doc_read_template(const struct ct_value *v, const char *file, struct ct_arena *a,
                          struct ct_template *out, struct ct_err *err);
// The name of the template that this one is like, or NULL.
const char *ct_doc_template_like(const struct ct_value *v);
// A summary for lists, or NULL.
const char *ct_doc_template_summary(const struct ct_value *v);
// The document with what the template says of page and labels where it says nothing itself.
const struct ct_value *ct_doc_under_template(const struct ct_value *doc, const struct ct_value *template,
                                             struct ct_arena *a);
// How well a template suits the page when none is named: 0 not at all.
int ct_doc_template_suits(const struct ct_template *t, const struct ct_document *d);

#endif
