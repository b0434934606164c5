// SPDX-License-Identifier: MIT
// Path: files as people write them.
#ifndef CT_CLI_PATH_H
#define CT_CLI_PATH_H

#include <stddef.h>

// Without detours ("maps/../layers/y.csv" is "layers/y.csv", where that is the same file), and from the current folder where
// it is below that. Written into `out`, or the path itself. Also of the path's beginning, as in "/maps/x.yaml:4:3: words".
const char *ct_cli_path_shown(const char *path, char *out, size_t size);

#endif
