// SPDX-License-Identifier: MIT
// Same file: do two paths lead to one file?
#ifndef CT_BASE_SAME_FILE_H
#define CT_BASE_SAME_FILE_H

#include <stdbool.h>

// By links, too. False where either is not there or NULL.
bool ct_same_file(const char *a, const char *b);

#endif
