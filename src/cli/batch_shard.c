// SPDX-License-Identifier: MIT
// Shard: Slurm's arrays, Kubernetes' indexed jobs, AWS Batch's array jobs.
#include "batch_shard.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "args.h"
#include "say.h"

enum { MOST = 1000000 };

static const char *told(const char *name) {
  const char *value = getenv(name);
  return value && *value ? value : NULL;
}

// A whole number from `least` to a million; false (and said) when it is another thing.
static bool whole(const char *name, const char *value, long least, long *out) {
  char *end;
  errno = 0;
  long n = strtol(value, &end, 10);
  if (strspn(value, "0123456789") == strlen(value) && *value && !errno && n >= least && n <= MOST) {
    *out = n;
    return true;
  }
  ct_cli_say_error("%s is '%s' (expected a whole number, %ld or more)", name, value, least);
  return false;
}

// A number that the environment need not tell.
static bool whole_or(const char *name, long otherwise, long least, long *out) {
  const char *value = told(name);
  *out = otherwise;
  return !value || whole(name, value, least, out);
}

// How many there are, by what a person says; 0: nothing is said.
static bool count_of(const struct ct_cli_args *args, const char **name, long *out) {
  const char *option = ct_cli_args_own(args, "shard-count"), *value = told("CARTOUCHE_SHARDS");
  *name = option ? "--shard-count" : "CARTOUCHE_SHARDS";
  *out = 0;
  if (option) value = option;
  return !value || whole(*name, value, 1, out);
}

// Tasks are MIN, MIN + STEP ... MAX. Where there are gaps in them nobody can tell which one this is.
static bool slurm(const char *id, long *index, long *count) {
  long n, first, last, step;
  if (!whole("SLURM_ARRAY_TASK_ID", id, 0, &n) || !whole_or("SLURM_ARRAY_TASK_MIN", 0, 0, &first) ||
      !whole_or("SLURM_ARRAY_TASK_MAX", -1, 0, &last) || !whole_or("SLURM_ARRAY_TASK_STEP", 1, 1, &step) ||
      !whole_or("SLURM_ARRAY_TASK_COUNT", 0, 1, count))
    return false;
  long by_ends = last >= first ? (last - first) / step + 1 : 0;
  if (!*count) *count = by_ends;
  *index = (n - first) / step;
  if (n >= first && (n - first) % step == 0 && (!by_ends || by_ends == *count)) return true;
  ct_cli_say_error(
      "SLURM_ARRAY_TASK_ID is %ld in an array that is no plain range (expected --array=1-N, or --shard I/N)",
      n);
  return false;
}

// AWS Batch tells the size, too.
static bool zero_based(const char *name, const char *id, long *index, long *count) {
  bool aws = strncmp(name, "AWS", 3) == 0;
  *count = 0;
  return whole(name, id, 0, index) && (!aws || whole_or("AWS_BATCH_JOB_ARRAY_SIZE", 0, 1, count));
}

static bool by_environment(const struct ct_cli_args *args, const char *name, struct ct_cli_shard *out) {
  const char *counted_by;
  long index, count, said;
  bool is_slurm = strncmp(name, "SLURM", 5) == 0;
  if (!count_of(args, &counted_by, &said)) return false;
  if (!(is_slurm ? slurm(told(name), &index, &count) : zero_based(name, told(name), &index, &count)))
    return false;
  if (said) count = said;
  if (!count) {
    ct_cli_say_error("%s is %s, but not of how many (expected --shard-count N or CARTOUCHE_SHARDS)", name,
                     told(name));
    return false;
  }
  if (index >= count) {
    ct_cli_say_error("%s is %s, which is number %ld, but there are %ld%s%s", name, told(name), index + 1,
                     count, said ? " by " : "", said ? counted_by : "");
    return false;
  }
  snprintf(out->text, sizeof out->text, "%ld/%ld", index + 1, count);
  out->source = name;
  return true;
}

// The digits at *p, which goes behind them, as a number; 0: there are none or too many.
static long number_at(const char **p) {
  size_t n = strspn(*p, "0123456789");
  long number = n > 0 && n < 8 ? strtol(*p, NULL, 10) : 0;
  *p += n;
  return number;
}

static bool by_option(const struct ct_cli_args *args, const char *shard, struct ct_cli_shard *out) {
  const char *p = shard;
  long index = number_at(&p), count = 0;
  if (ct_cli_args_own(args, "shard-count")) {
    ct_cli_say_usage("batch", "'--shard %s' says already how many there are (leave out --shard-count)",
                     shard);
    return false;
  }
  if (*p == '/') {
    p++;
    count = number_at(&p);
  }
  if (*p || index < 1 || count < index || count > MOST) {
    ct_cli_say_usage("batch", "--shard: '%s' (expected I/N, as 1/4 to 4/4)", shard);
    return false;
  }
  snprintf(out->text, sizeof out->text, "%ld/%ld", index, count);
  return true;
}

bool ct_cli_batch_shard(const struct ct_cli_args *args, struct ct_cli_shard *out) {
  static const char *const names[] = {"SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX",
                                      "AWS_BATCH_JOB_ARRAY_INDEX"};
  const char *shard = ct_cli_args_own(args, "shard"), *found = NULL;
  *out = (struct ct_cli_shard){0};
  if (shard) return by_option(args, shard, out);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (!told(names[i])) continue;
    if (found) {
      ct_cli_say_error("%s and %s are both set (expected one, or --shard I/N)", found, names[i]);
      return false;
    }
    found = names[i];
  }
  if (found) return by_environment(args, found, out);
  if (!ct_cli_args_own(args, "shard-count")) return true;
  ct_cli_say_usage("batch",
                   "--shard-count says how many, but nothing which one (expected SLURM_ARRAY_TASK_ID, "
                   "JOB_COMPLETION_INDEX or AWS_BATCH_JOB_ARRAY_INDEX; or --shard I/N)");
  return false;
}
