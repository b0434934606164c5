// SPDX-License-Identifier: MIT
// Version: of the libraries that pack pixels. Those of JPEG and of libdeflate do not tell theirs at run time.
#include <spng.h>
#include <webp/encode.h>

#include "base/arena.h"
#include "write/write.h"

const char *ct_write_webp_version(struct ct_arena *a) {
  int v = WebPGetEncoderVersion();
  return ct_arena_printf(a, "%d.%d.%d", v >> 16, v >> 8 & 0xff, v & 0xff);
}

const char *ct_write_spng_version(void) {
  return spng_version_string();
}
