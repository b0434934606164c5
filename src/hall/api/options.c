// SPDX-License-Identifier: MIT
// Options: what the public interface takes by name and value.
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/date.h"
#include "base/date_civil.h"
#include "base/guard.h"
#include "base/str.h"
#include "base/value.h"
#include "doc/doc.h"
#include "hall/job/job.h"
#include "model/document.h"

static bool set_flag(const char *name, const char *value, bool *out, struct ct_err *err) {
  if (strcmp(value, "true") != 0 && strcmp(value, "false") != 0)
    return ct_fail(err, "--%s: '%s' (expected true or false)", name, value);
  *out = strcmp(value, "true") == 0;
  return true;
}

// A theme, page template or manifest (or folder of them) given by path belongs to the caller's folder, not the document's.
static const char *absolute(struct ct_job *job, const char *value, struct ct_err *err) {
  struct ct_interval day;
  struct stat st;
  bool folder = !ct_date_parse(value, &day) && stat(value, &st) == 0 && S_ISDIR(st.st_mode);
  if (!folder && !strchr(value, '/') && !ct_ends_with(value, ".json") && !ct_ends_with(value, ".yaml"))
    return value;
  char *real = realpath(value, NULL);
  if (!real) {
    ct_fail(err, "%s: %s", value, strerror(errno));
    return NULL;
  }
  const char *copy = ct_arena_strdup(&job->arena, real);
  free(real);
  return copy;
}

static bool set_quality(struct ct_job *job, const char *value, struct ct_err *err) {
  double q;
  if (!ct_parse_number(value, &q) || !(q >= 1 && q <= 100))
    return ct_fail(err, "--quality: '%s' (expected 1 to 100)", value);
  job->quality = q;
  return true;
}

// Seconds since 1970 as a date and time of UTC (reproducible-builds.org/specs/source-date-epoch).
static bool set_date(struct ct_job *job, const char *value, struct ct_err *err) {
  enum { DAY = 86400 };
  static const double end = 253402300800.0;  // of year 9999
  double x;
  if (strspn(value, "0123456789") != strlen(value) || !ct_parse_number(value, &x) || !(x < end))
    return ct_fail(err, "source-date-epoch: '%s' (expected seconds since 1970, in digits)", value);
  long long seconds = (long long)x;
  int year, month, day, rest = (int)(seconds % DAY);
  ct_civil_from_day((int)(seconds / DAY), &year, &month, &day);
  job->date = ct_arena_printf(&job->arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", year, month, day, rest / 3600,
                              rest / 60 % 60, rest % 60);
  return true;
}

static bool set_option(struct ct_job *job, const char *name, const char *value, struct ct_err *err) {
  if (strcmp(name, "strict") == 0) return set_flag(name, value, &job->strict, err);
  if (strcmp(name, "allow-network") == 0) return set_flag(name, value, &job->allow_network, err);
  if (strcmp(name, "outline-text") == 0) return set_flag(name, value, &job->outline_text, err);
  if (strcmp(name, "png8") == 0) return set_flag(name, value, &job->png8, err);
  if (strcmp(name, "world-file") == 0) return set_flag(name, value, &job->world_file, err);
  if (strcmp(name, "quality") == 0) return set_quality(job, value, err);
  if (strcmp(name, "source-date-epoch") == 0) return set_date(job, value, err);
  if (strcmp(name, "fonts") == 0) {
    ct_vec_push(&job->arena, &job->fonts, ct_arena_strdup(&job->arena, value));
    return true;
  }
  struct ct_interval day;
  bool date = !strcmp(name, "since") || !strcmp(name, "until") || !strcmp(name, "as-of");
  if (date && !ct_date_parse(value, &day))
    return ct_fail(err, "--%s: '%s' is not a date (expected 2018, 2018-05 or 2018-05-09)", name, value);
  bool file = !strcmp(name, "style") || !strcmp(name, "template") || !strcmp(name, "since-edition");
  if (file && !(value = absolute(job, value, err))) return false;
  const struct ct_value *trial = ct_value_new(&job->arena, CT_OBJECT);
  struct ct_document doc;
  struct ct_err inner = {0};
  trial = ct_doc_override(trial, name, value, &job->arena, err);
  if (!trial) return false;
  // `orientation` alone is judged with the page it will meet.
  if (!ct_doc_from_value(trial, NULL, ".", &job->arena, &doc, &inner))
    return ct_fail(err, "--%s: %s", name, inner.message);
  struct ct_job_option o = {ct_arena_strdup(&job->arena, name), ct_arena_strdup(&job->arena, value)};
  ct_vec_push(&job->arena, &job->options, o);
  return true;
}

CT_EXPORT bool ct_job_set(struct ct_job *job, const char *name, const char *value, struct ct_err *err) {
  CT_GUARDED(&job->arena, err, set_option(job, name, value, err));
}

static bool set_param(struct ct_job *job, const char *name, const char *value, struct ct_err *err) {
  if (!*name || strpbrk(name, "${}"))
    return ct_fail(err, "'%s' is no name of a parameter (expected some text without $, { and })", name);
  if (!ct_utf8_valid(name, strlen(name)) || !ct_utf8_valid(value, strlen(value)))
    return ct_fail(err, "parameter '%s': not UTF-8 text", name);
  struct ct_param p = {ct_arena_strdup(&job->arena, name), ct_arena_strdup(&job->arena, value)};
  ct_vec_push(&job->arena, &job->params, p);
  return true;
}

CT_EXPORT bool ct_job_set_param(struct ct_job *job, const char *name, const char *value, struct ct_err *err) {
  CT_GUARDED(&job->arena, err, set_param(job, name, value, err));
}
