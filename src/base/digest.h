// SPDX-License-Identifier: MIT
// Digest: SHA-256 of bytes, values and files, as 64 hexadecimal digits.
#ifndef CT_BASE_DIGEST_H
#define CT_BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

struct ct_digest;
struct ct_err;

enum { CT_DIGEST_SIZE = 65 };  // with the NUL

// NULL: out of memory. Free in either case.
struct ct_digest *ct_digest_new(void);
void ct_digest_free(struct ct_digest *d);
void ct_digest_add(struct ct_digest *d, const void *data, size_t size);
// A text with its length before it, so that "ab", "c" is not "a", "bc"; NULL is not "".
void ct_digest_add_text(struct ct_digest *d, const char *text);
// The bits of the number, -0 as 0 and every NaN alike.
void ct_digest_add_number(struct ct_digest *d, double x);
// The digits of what has been added; then it is empty again.
void ct_digest_finish(struct ct_digest *d, char hex[CT_DIGEST_SIZE]);

void ct_digest_of(const void *data, size_t size, char hex[CT_DIGEST_SIZE]);
// What `sha256sum` says of the file; of a folder: of the names in it, in byte order, each with a line break.
bool ct_digest_of_file(const char *path, char hex[CT_DIGEST_SIZE], struct ct_err *err);

#endif
