// SPDX-License-Identifier: MIT
// Libraries: the versions, at run time, of those that have a say in how a map comes out.
#include "hall/job/libraries.h"

#include <string.h>

#include "base/arena.h"
#include "draw/draw.h"
#include "load/load.h"
#include "project/project.h"
#include "text/text.h"
#include "write/write.h"

const struct ct_library *ct_libraries(struct ct_arena *a) {
  const struct ct_library all[CT_LIBRARIES] = {{"gdal", ct_load_gdal_version()},
                                               {"proj", ct_project_proj_version()},
                                               {"proj.db", ct_project_database_version(a)},
                                               {"pango", ct_text_pango_version()},
                                               {"cairo", ct_text_cairo_version()},
                                               {"harfbuzz", ct_text_harfbuzz_version()},
                                               {"freetype", ct_text_freetype_version(a)},
                                               {"fontconfig", ct_text_fontconfig_version(a)},
                                               {"icu", ct_text_icu_version(a)},
                                               {"librsvg", ct_draw_librsvg_version(a)},
                                               {"webp", ct_write_webp_version(a)},
                                               {"spng", ct_write_spng_version()}};
  struct ct_library *out = CT_NEW_N(a, struct ct_library, CT_LIBRARIES);
  memcpy(out, all, sizeof all);
  return out;
}
