// SPDX-License-Identifier: MIT
// PDF tail: the end of a PDF from Cairo put right, with metadata (XMP) and a file identifier added.
#ifndef CT_WRITE_PDF_TAIL_H
#define CT_WRITE_PDF_TAIL_H

#include <stdbool.h>
#include <stddef.h>

struct ct_pdf_tail;
struct ct_sink;

// NULL when out of memory. Everything goes through it to the sink.
struct ct_pdf_tail *ct_pdf_tail_new(struct ct_sink *sink);
void ct_pdf_tail_free(struct ct_pdf_tail *t);
bool ct_pdf_tail_put(struct ct_pdf_tail *t, const unsigned char *data, size_t n);

// What the metadata say, the same as the document information; each may be NULL but the date and program.
struct ct_pdf_about {
  const char *title, *author, *subject, *keywords, *program;
  const char *date;  // 2026-08-20T00:00:00Z
};
// After the last byte. A file whose end is not as expected is passed on as it is.
bool ct_pdf_tail_finish(struct ct_pdf_tail *t, const struct ct_pdf_about *about);

#endif
