// SPDX-License-Identifier: MIT
// ODS gap: does a spreadsheet hold cells behind a run of equal rows that OGR does not pass?
#include "load/ods_gap.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

enum { RUN_MAX = 10000 };

static long repeated(const char *tag) {
  static const char name[] = "number-rows-repeated=";
  const char *p = strstr(tag, name);
  return p && p[sizeof name - 1] ? strtol(p + sizeof name, NULL, 10) : 1;
}

static void end_tag(struct ct_ods_gap *g) {
  g->tag[g->n] = '\0';
  bool closed = g->n && g->tag[g->n - 1] == '/';
  if (ct_starts_with(g->tag, "table:table-row ") || ct_starts_with(g->tag, "table:table-row>")) {
    long run = repeated(g->tag);
    if (run > RUN_MAX) {
      g->in_run = !closed;
      g->behind |= closed;
      g->run = run;
    }
  } else if (ct_starts_with(g->tag, "/table:table-row")) {
    g->behind |= g->in_run;
    g->in_run = false;
  } else if (strcmp(g->tag, "/table:table") == 0) {
    g->behind = g->in_run = false;
  } else if (g->behind || g->in_run) {
    bool filled = ct_starts_with(g->tag, "text:p") || strstr(g->tag, "office:value") != NULL;
    g->lost |= filled;
  }
}

void ct_ods_gap_add(struct ct_ods_gap *g, const char *s, size_t n) {
  for (size_t i = 0; i < n && !g->lost; i++) {
    if (!g->in_tag) {
      const char *open = memchr(s + i, '<', n - i);
      if (!open) return;
      i = (size_t)(open - s);
      g->in_tag = true;
      g->n = 0;
    } else if (s[i] == '>') {
      g->in_tag = false;
      end_tag(g);
    } else if (g->n + 1 < sizeof g->tag) {
      g->tag[g->n++] = s[i];
    }
  }
}
