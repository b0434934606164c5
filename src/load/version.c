// SPDX-License-Identifier: MIT
// Version: GDAL's.
#include <gdal.h>

#include "load/load.h"

const char *ct_load_gdal_version(void) {
  return GDALVersionInfo("RELEASE_NAME");
}
