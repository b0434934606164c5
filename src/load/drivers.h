// SPDX-License-Identifier: MIT
// Drivers: which OGR drivers may read a path.
#ifndef CT_LOAD_DRIVERS_H
#define CT_LOAD_DRIVERS_H

#include <stdbool.h>

// Registers the drivers a path's extension needs, or all of them for others. The list
// (NULL-terminated) is for GDALOpenEx; NULL: any driver.
const char *const *ct_drivers_for(const char *path, bool allow_network);
// Registers everything; the drivers that read local files only, or NULL (any) with
// allow_network. For files whose content is not what their extension says.
const char *const *ct_drivers_all(bool allow_network);

#endif
