// SPDX-License-Identifier: MIT
// Postgres: connection strings: is the server on this machine, and how long is it waited for?
#include "load/postgres.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"

static bool is_url(const char *path) {
  return ct_starts_with(path, "postgresql://") || ct_starts_with(path, "postgres://");
}

bool ct_is_postgres(const char *path) {
  return is_url(path) ||
         (strlen(path) > 3 && (path[0] | 32) == 'p' && (path[1] | 32) == 'g' && path[2] == ':');
}

struct pair {
  const char *key, *value;
  size_t nkey, nvalue;
};

// The next key = value of libpq's form; false at the end or where it is not of that form (*odd).
static bool next_pair(const char **at, struct pair *out, bool *odd) {
  const char *p = *at + strspn(*at, " \t\n");
  if (!*p) return false;
  out->key = p;
  p += strcspn(p, " \t\n=");
  out->nkey = (size_t)(p - out->key);
  p += strspn(p, " \t\n");
  *odd = *p != '=' || !out->nkey;
  if (*odd) return false;
  p++;
  p += strspn(p, " \t\n");
  bool quoted = *p == '\'';
  out->value = p += quoted;
  for (; *p && (quoted ? *p != '\'' : !strchr(" \t\n", *p)); p++)
    if (*p == '\\' && p[1]) p++;
  out->nvalue = (size_t)(p - out->value);
  *odd = quoted && !*p;
  *at = p + (quoted && *p);
  return !*odd;
}

static bool is_key(const struct pair *p, const char *key) {
  return strlen(key) == p->nkey && memcmp(p->key, key, p->nkey) == 0;
}

// "/var/run/postgresql", or several of them.
static bool all_sockets(const struct pair *p) {
  if (!p->nvalue || p->value[0] != '/') return false;
  for (size_t i = 1; i + 1 < p->nvalue; i++)
    if (p->value[i] == ',' && p->value[i + 1] != '/') return false;
  return p->value[p->nvalue - 1] != ',';
}

bool ct_postgres_is_local(const char *path) {
  if (!ct_is_postgres(path) || is_url(path)) return false;
  struct pair p;
  bool sockets = false, odd = false;
  for (const char *at = path + 3; next_pair(&at, &p, &odd);) {
    bool host = is_key(&p, "host");
    if (host && !all_sockets(&p)) return false;
    sockets |= host;
    // A service's definition, or a whole string in dbname, may name another host.
    if (is_key(&p, "hostaddr") || is_key(&p, "service") || is_key(&p, "servicefile")) return false;
    bool whole = memchr(p.value, '=', p.nvalue) || memchr(p.value, ':', p.nvalue);
    if (is_key(&p, "dbname") && whole) return false;
  }
  return sockets && !odd;
}

const char *ct_postgres_patient(const char *path, struct ct_arena *a) {
  if (strstr(path, "connect_timeout")) return path;
  if (!is_url(path)) return ct_arena_printf(a, "%s connect_timeout=10", path);
  return ct_arena_printf(a, "%s%cconnect_timeout=10", path, strchr(path, '?') ? '&' : '?');
}
