// SPDX-License-Identifier: MIT
// Exam: what the checks of the doctor share: tables with their columns' parts, points, findings.
#ifndef CT_DOCTOR_EXAM_H
#define CT_DOCTOR_EXAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "cartouche.h"

struct ct_areas;
struct ct_doctor_request;
struct ct_diags;
struct ct_nations;
struct ct_table;

// What the columns of a table hold, by name and content; -1: none does.
struct ct_exam_roles {
  int lat, lon;  // where the position is from; both the same when it is one cell
  int country;
  bool country_codes;   // its cells may be ISO codes
  bool country_in_end;  // it is an address that ends with the country
  int class_column, subclass;
  int name, id, source, site, province, date;
  int text;  // another column that holds positions as text
};

struct ct_exam_table {
  const struct ct_table *t;
  struct ct_exam_roles roles;
  bool by_country;  // its rows were compared with the countries they name
  uint8_t *told;    // n, 1: a finding says that the position is wrong
};

struct ct_exam {
  const struct ct_doctor_request *q;
  struct ct_arena *a;       // lives as long as the tables
  struct ct_arena scratch;  // released when the examination ends
  struct ct_diags *diags;
  size_t ntables;
  struct ct_exam_table *tables;
  struct ct_nations *nations;  // NULL without the base layer
  struct ct_areas *countries, *land, *lakes;
};

void ct_exam_roles(const struct ct_exam *x, const struct ct_table *t, struct ct_exam_roles *out);

// The point of row i, lon within -180..180; false: not placed, or a line or area.
bool ct_exam_point(const struct ct_table *t, size_t i, double *lon, double *lat);
// Metres that the row's position may be off by its own statement or digits; 0 when unknown.
double ct_exam_precision_m(const struct ct_table *t, size_t i);
long ct_exam_row(const struct ct_table *t, size_t i);
// The position as the file has it, else "lat, lon".
const char *ct_exam_published(const struct ct_table *t, size_t i, char buf[96]);
// At most six decimals, a tenth of a metre.
const char *ct_exam_degrees(double deg, char buf[32]);
// "11.2, 17.8".
const char *ct_exam_pair(double lat, double lon, char buf[96]);
// The row's name for messages, NULL: none.
const char *ct_exam_name(const struct ct_exam_table *et, size_t i, char buf[32]);

enum { CT_EXAM_WHOLE = -1 };  // a finding about the whole table

struct ct_exam_finding {
  const char *code;
  enum ct_severity severity;
  const struct ct_table *t;
  long long i;  // row of the table, or CT_EXAM_WHOLE
  int column;   // -1: none
  const char *value, *suggestion;
};
void ct_exam_say(const struct ct_exam *x, const struct ct_exam_finding *f, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
// The same of several rows.
void ct_exam_say_of(const struct ct_exam *x, const struct ct_exam_finding *f, const uint32_t *rows, size_t n,
                    const char *fmt, ...) __attribute__((format(printf, 5, 6)));

// "3, 7, 12 and 40 more" of the rows.
const char *ct_exam_rows(const struct ct_exam *x, const struct ct_table *t, const uint32_t *rows, size_t n);

// What was found for a cell's text before, by its pointer: equal texts of a column are often one.
enum { CT_EXAM_MEMO = 256 };
struct ct_exam_memo {
  const char *text[CT_EXAM_MEMO];
  uint16_t value[CT_EXAM_MEMO];
};
static inline size_t ct_exam_memo_slot(const char *text) {
  return ((uintptr_t)text * 0x9E3779B97F4A7C15u >> 40) % CT_EXAM_MEMO;
}

// Rows of equal hash as chains. first[k]: the first row of the k-th group, in order of appearance; next[i]: the
// row after row i in its group, CT_EXAM_END at the end; count[k]. Rows of hash 0 are in no group.
#define CT_EXAM_END UINT32_MAX
struct ct_exam_groups {
  size_t n;
  uint32_t *first, *count, *next;
};
void ct_exam_group(struct ct_arena *a, const uint64_t *hash, size_t n, struct ct_exam_groups *out);

// ---- The checks

void ct_exam_countries(struct ct_exam *x,
                       struct ct_exam_table *et);  // swapped, lost sign, not in the country
void ct_exam_cluster(struct ct_exam *x,
                     struct ct_exam_table *et);  // the same by the rest of the data; outliers
void ct_exam_shore(struct ct_exam *x, struct ct_exam_table *et);     // facilities at sea, ships on land
void ct_exam_sources(struct ct_exam *x, struct ct_exam_table *et);   // one name far apart within a table
void ct_exam_tables(struct ct_exam *x);                              // ... and in two tables
void ct_exam_stacks(struct ct_exam *x, struct ct_exam_table *et);    // one point under many names
void ct_exam_digits(struct ct_exam *x, struct ct_exam_table *et);    // false precision
void ct_exam_centres(struct ct_exam *x, struct ct_exam_table *et);   // centres of countries and cities
void ct_exam_scale(struct ct_exam *x, struct ct_exam_table *et);     // coarser than the map shows
void ct_exam_text(struct ct_exam *x, struct ct_exam_table *et);      // the position and its text disagree
void ct_exam_unplaced(struct ct_exam *x, struct ct_exam_table *et);  // names of rows without position
void ct_exam_grid(struct ct_exam *x, struct ct_exam_table *et);      // which system metres may be of
void ct_exam_ids(struct ct_exam *x, struct ct_exam_table *et);       // duplicated ids

// Land is known so far around the tables' points, and distances are said up to there.
#define CT_EXAM_MARGIN_DEG 1.5
#define CT_EXAM_SHORE_M 100e3
// South of this the base layers lack ice shelves, on which stations stand.
#define CT_EXAM_ICE_LAT (-60.0)
// Has it a column that tells what stands on land and what is at sea?
bool ct_exam_on_shore(const struct ct_exam_table *et);
// Is the table about ships and the like, which are at many places?
bool ct_exam_afloat(const struct ct_exam_table *et);

#endif
