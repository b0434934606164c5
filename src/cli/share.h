// SPDX-License-Identifier: MIT
// Share: the folder that holds layers/ and styles/.
#ifndef CT_CLI_SHARE_H
#define CT_CLI_SHARE_H

#include <limits.h>
#include <stdbool.h>

// In this order: $CARTOUCHE_SHARE; share/cartouche beside the program's bin/; the source
// tree a build lies in; where it was built to be installed. False (and said) when none is there.
bool ct_cli_share_find(char out[PATH_MAX]);

#endif
