// SPDX-License-Identifier: MIT
// Fuzz: KML, through the whole reader: markup, folders, styles, data and coordinates; and paths as they are shown.
#include <cpl_vsi.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "load/load.h"
#include "load/postgres.h"
#include "model/diag.h"
#include "model/simplestyle.h"
#include "model/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// A password must not be seen however the string is bent.
static void show(struct ct_arena *a, const uint8_t *data, size_t size) {
  const char *text = ct_arena_strndup(a, (const char *)data, size);
  ct_path_shown(a, text);
  ct_postgres_is_local(ct_arena_printf(a, "PG:%s", text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct ct_arena a = {.limit = 256 << 20};
  struct ct_err err = {0};
  struct ct_diags diags = {0};
  struct ct_table t;
  jmp_buf oom;
  unsigned char *copy = malloc(size ? size : 1);
  if (!copy) return 0;
  if (size) memcpy(copy, data, size);
  VSILFILE *f = VSIFileFromMemBuffer("/vsimem/fuzz.kml", copy, size, FALSE);
  if (f) VSIFCloseL(f);
  struct ct_load_request q = {.name = "t", .path = "/vsimem/fuzz.kml", .all_columns = true};
  a.oom = &oom;
  if (!setjmp(oom)) {
    show(&a, data, size);
    if (ct_load(&q, &a, &diags, &t, &err)) ct_simplestyle_of(&t);
  }
  VSIUnlink("/vsimem/fuzz.kml");
  ct_arena_release(&a);
  free(copy);
  return 0;
}
