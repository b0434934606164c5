// SPDX-License-Identifier: MIT
// Version: of the libraries that letters go through.
#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>
#include <pango/pango.h>
#include <unicode/uversion.h>

#include "base/arena.h"
#include "text/text.h"

const char *ct_text_pango_version(void) {
  return pango_version_string();
}

const char *ct_text_cairo_version(void) {
  return cairo_version_string();
}

const char *ct_text_harfbuzz_version(void) {
  return hb_version_string();
}

const char *ct_text_fontconfig_version(struct ct_arena *a) {
  int v = FcGetVersion();
  return ct_arena_printf(a, "%d.%d.%d", v / 10000, v / 100 % 100, v % 100);
}

const char *ct_text_freetype_version(struct ct_arena *a) {
  FT_Library library;
  FT_Int major = 0, minor = 0, patch = 0;
  if (FT_Init_FreeType(&library) != 0) return NULL;
  FT_Library_Version(library, &major, &minor, &patch);
  FT_Done_FreeType(library);
  return ct_arena_printf(a, "%d.%d.%d", major, minor, patch);
}

const char *ct_text_icu_version(struct ct_arena *a) {
  UVersionInfo version;
  char text[U_MAX_VERSION_STRING_LENGTH] = "";
  u_getVersion(version);
  u_versionToString(version, text);
  return ct_arena_strdup(a, text);
}
