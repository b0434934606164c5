// SPDX-License-Identifier: MIT
// Reader, where: a condition that a document gives, let loose on one row and nothing else.
#include "catalog/reader_where.h"

#include <sqlite3.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "catalog/sql.h"

struct guard {
  int selects, most;
  bool strayed;
};

// What is known on a day is what the reader says, so a condition may not ask other rows or tables; nor chance.
static int on_access(void *user, int action, const char *a, const char *b, const char *db, const char *by) {
  (void)a, (void)db, (void)by;
  struct guard *g = user;
  bool one = action == SQLITE_SELECT && g->selects++ < g->most;
  bool chance = action == SQLITE_FUNCTION && b && (!strcmp(b, "random") || !strcmp(b, "randomblob"));
  if (one || action == SQLITE_READ || (action == SQLITE_FUNCTION && !chance)) return SQLITE_OK;
  g->strayed = true;
  return SQLITE_DENY;
}

static struct sqlite3_stmt *fail(const struct ct_catalog *c, const struct ct_catalog_where *q,
                                 const char *why) {
  enum { SHOWN = 30 };
  struct ct_str list = {.arena = c->a};
  for (size_t i = 0; i < q->nnames && i < SHOWN; i++)
    ct_str_addf(&list, "%s'%.60s'", i ? ", " : "", q->names[i]);
  ct_fail(c->err, "%s: where '%s': %s (it has the columns %s%s)", c->path, q->where, why, ct_str_text(&list),
          q->nnames > SHOWN ? " and more" : "");
  return NULL;
}

struct sqlite3_stmt *ct_catalog_where(struct ct_catalog *c, const struct ct_catalog_where *q) {
  struct guard g = {.most = q->selects};
  struct sqlite3_stmt *s = NULL;
  const char *tail = NULL;
  sqlite3_set_authorizer(c->db, on_access, &g);
  int rc = sqlite3_prepare_v2(c->db, q->sql, -1, &s, &tail);
  sqlite3_set_authorizer(c->db, NULL, NULL);
  if (rc == SQLITE_OK && s && !*tail && sqlite3_column_count(s) == q->columns) return s;
  sqlite3_finalize(s);
  if (g.strayed) return fail(c, q, "a condition may ask its own row only");
  return fail(c, q, rc == SQLITE_OK ? "is no condition" : sqlite3_errmsg(c->db));
}
