// SPDX-License-Identifier: MIT
// Unpack: compressed files, archives and standard input as one file that can be read.
#ifndef CT_LOAD_UNPACK_H
#define CT_LOAD_UNPACK_H

#include <stdbool.h>

struct ct_err;
struct ct_load_run;

// *usable is where the data are: the path itself, a virtual path into it, or a copy in memory (deleted with the
// run). Zips and what is built on them (KMZ, XLSX, ODS) are unpacked on trial: fails when one holds no dataset or
// several, or unpacks to too much. The path has been checked by ct_load_path_check.
bool ct_unpack(struct ct_load_run *r, const char *path, const char **usable);

// The path under which standard input, read to its end once in a process, can be opened; named for what it holds.
// NULL: failed.
const char *ct_unpack_stdin(struct ct_err *err);

#endif
