// SPDX-License-Identifier: MIT
// Version: Pango's and Cairo's.
#include <cairo.h>
#include <pango/pango.h>

#include "text/text.h"

const char *ct_text_pango_version(void) {
  return pango_version_string();
}

const char *ct_text_cairo_version(void) {
  return cairo_version_string();
}
