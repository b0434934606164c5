// SPDX-License-Identifier: MIT
// Fuzz: icon files on their way into an SVG.
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "write/svg_icon.h"
#include "write/svg_out.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = malloc(size ? size : 1);
  if (!text) return 0;
  if (size) memcpy(text, data, size);
  for (int own = 0; own < 2; own++) {
    struct ct_svg_icon icon;
    if (!ct_svg_icon_read(text, size, own, &icon)) continue;
    struct ct_svg s = {0};
    ct_sink_open_memory(&s.body);
    s.to = &s.body;
    ct_svg_icon_put(&s, &icon, !own);
    // Nothing that runs or fetches may have come through; what stands in quotes is no tag and no attribute.
    bool quoted = false;
    size_t n = 0;
    for (size_t i = 0; i < s.body.n; i++) {
      if (s.body.data[i] == '"') quoted = !quoted;
      if (!quoted) s.body.data[n++] = s.body.data[i];
    }
    static const char *const bad[] = {"<script", "href", "<image", "<use", "<foreignObject"};
    for (size_t i = 0; n && i < sizeof bad / sizeof *bad; i++)
      if (memmem(s.body.data, n, bad[i], strlen(bad[i]))) abort();
    ct_sink_drop(&s.body);
  }
  free(text);
  return 0;
}
