// SPDX-License-Identifier: MIT
// Relative CJK: phrases of distance and direction in Chinese, Japanese and Korean.
#include "coord/relative_cjk.h"

#include <math.h>
#include <string.h>

#include "base/fold.h"
#include "coord/relative.h"
#include "coord/relative_lex.h"

struct span {
  const char *p, *end;
};

// Around a distance and a direction; longer ones first.
static const char *const about[] = {"약",   "대략", "거의",   "约",   "約", "大约",
                                    "大約", "大概", "およそ", "ほぼ", NULL};
static const char *const blanks[] = {" ", "\t", "\n", "\r", "\u00A0", "\u2009", "\u3000", "-", ":", NULL};
// Between a place and its direction.
static const char *const of[] = {"방위각", "방위", "方位角", "方位", "에서부터", "으로부터", "로부터",
                                 "에서",   "의",   "から",   "より", "の",       "的",       "以",
                                 "之",     "正",   "偏",     "往",   "向",       "向け",     "真",
                                 "외곽",   "沿岸", "海岸",   "해안", "연안",     NULL};
// Behind a direction's letters. The first `WORDS` of them make a word of it on their own.
static const char *const behind_direction[] = {"쪽으로", "쪽",   "방향으로", "방향", "방면", "방", "측", "편",
                                               "方向",   "方面", "方に",     "方",   "部",   "面", "侧", "側",
                                               "に",     "へ",   "으로",     "로",   "微",   "偏", NULL};
// At sea, and other words that say nothing of the position.
static const char *const noise[] = {
    "떨어진", "해상에서", "해상", "해역", "앞바다", "공해상", "부근", "지점", "거리", "海域",   "海上",
    "海面",   "近海",     "外海", "沖合", "沖",     "处",     "處",   "の",   "的",   "離れた", "距离",
    "距離",   "相距",     "地点", "附近", "公海",   "에서",   "에",   "で",   "으로", "로",     NULL};
static const char *const lead_in[] = {"位于", "位於", "在", "于", "於", "距离", "距離",
                                      "距",   "離",   "离", "从", "從", "自",   NULL};

static bool cut_end(struct span *s, const char *const *texts) {
  for (; *texts; texts++) {
    size_t n = strlen(*texts);
    if ((size_t)(s->end - s->p) < n || memcmp(s->end - n, *texts, n) != 0) continue;
    s->end -= n;
    return true;
  }
  return false;
}

static bool cut_begin(struct span *s, const char *const *texts) {
  for (; *texts; texts++) {
    size_t n = strlen(*texts);
    if ((size_t)(s->end - s->p) < n || memcmp(s->p, *texts, n) != 0) continue;
    s->p += n;
    return true;
  }
  return false;
}

// ---- Directions

// The cardinal point of a character of three bytes, 0: none.
static char point_of(const char *p) {
  static const struct {
    const char *text;
    char point;
  } points[] = {{"东", 'E'}, {"東", 'E'}, {"동", 'E'}, {"西", 'W'}, {"서", 'W'},
                {"南", 'S'}, {"남", 'S'}, {"北", 'N'}, {"북", 'N'}};
  for (size_t i = 0; i < sizeof points / sizeof *points; i++)
    if (memcmp(p, points[i].text, 3) == 0) return points[i].point;
  return 0;
}

// 东南 is SE, 南南东 is SSE, in whatever order they are written.
static bool wind_of(const char *points, size_t n, double *deg, double *spread) {
  char ns = 0, ew = 0, wind[5] = "";
  size_t nns = 0, k = 0;
  for (size_t i = 0; i < n; i++) {
    bool vertical = points[i] == 'N' || points[i] == 'S';
    char *slot = vertical ? &ns : &ew;
    if (*slot && *slot != points[i]) return false;
    *slot = points[i];
    nns += vertical;
  }
  if (n == 3) wind[k++] = nns == 2 ? ns : ew;
  if (ns) wind[k++] = ns;
  if (ew) wind[k++] = ew;
  return k == n && ct_relative_wind(wind, deg, spread);
}

struct direction {
  double deg, spread;
  bool word;  // it has a word's form, not only a point's sign, which may be the end of a name
};

// "东偏南" is a little south of east.
static bool leaning(struct span *s, struct direction *d) {
  static const char lean[] = "偏";
  if (s->end - s->p < 9 || memcmp(s->end - 6, lean, 3) != 0) return false;
  char from = point_of(s->end - 9), to = point_of(s->end - 3);
  const char points[] = {from, from, to};
  if (!from || !to || !wind_of(points, 3, &d->deg, &d->spread)) return false;
  d->spread = 22.5;
  d->word = true;
  s->end -= 9;
  return true;
}

// Takes the points at the end of the span, as many as make a wind.
static bool points_at_end(struct span *s, struct direction *d) {
  char points[3];
  size_t have = 0;
  while (have < 3 && (size_t)(s->end - s->p) >= 3 * (have + 1) && point_of(s->end - 3 * (have + 1))) have++;
  for (size_t n = have; n > 0; n--) {
    for (size_t i = 0; i < n; i++) points[i] = point_of(s->end - 3 * (n - i));
    if (!wind_of(points, n, &d->deg, &d->spread)) continue;
    s->end -= 3 * n;
    return true;
  }
  return false;
}

static bool direction_at_end(struct span *s, struct direction *d) {
  struct span had = *s;
  d->word = false;
  for (int i = 0; i < 3 && cut_end(s, behind_direction); i++) d->word = true;
  if (leaning(s, d)) return true;
  if (!points_at_end(s, d)) {
    *s = had;
    return false;
  }
  struct span rest = *s;
  d->word |= rest.p == rest.end || cut_end(&rest, blanks) || cut_end(&rest, of);
  return true;
}

static bool direction_at_begin(struct span *s, struct direction *d) {
  size_t n = 0;
  while (n < 3 && (size_t)(s->end - s->p) >= 3 * (n + 1) && point_of(s->p + 3 * n)) n++;
  struct span head = {s->p, s->p + 3 * n};
  if (!n || !points_at_end(&head, d) || head.p != head.end) return false;
  s->p += 3 * n;
  cut_begin(s, behind_direction);
  return true;
}

bool ct_relative_cjk_direction(const char *s, size_t n, double *bearing_deg, double *spread_deg) {
  struct span t = {s, s + n};
  struct direction d;
  while (cut_begin(&t, blanks) || cut_begin(&t, of)) {
  }
  while (cut_end(&t, blanks)) {
  }
  if (!direction_at_end(&t, &d) || t.p != t.end) return false;
  *bearing_deg = d.deg;
  *spread_deg = d.spread;
  return true;
}

// ---- The phrase

// The part of a clause that holds the place: behind the last separator.
static void last_clause(struct span *s) {
  static const char *const separators[] = {",", ";", "，", "；", "。", "、", "(", "（", "\n"};
  for (const char *p = s->end; p > s->p; p--)
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
      size_t n = strlen(separators[i]);
      if ((size_t)(p - s->p) >= n && memcmp(p - n, separators[i], n) == 0) {
        s->p = p;
        return;
      }
    }
}

static void strip_end(struct span *s) {
  while (cut_end(s, blanks) || cut_end(s, about) || cut_end(s, noise)) {
  }
}

// A place name: what is left, without what joined it to the rest.
static bool take_place(struct span s, struct ct_relative *out) {
  while (cut_end(&s, blanks) || cut_end(&s, of) || cut_end(&s, noise)) {
  }
  last_clause(&s);
  while (cut_begin(&s, blanks) || cut_begin(&s, lead_in)) {
  }
  out->place = s.p;
  out->place_n = (size_t)(s.end - s.p);
  return s.p < s.end;
}

static void use(struct ct_relative *out, const struct direction *d) {
  out->bearing_deg = d->deg;
  out->spread_deg = d->spread;
}

static bool without_distance(struct span all, struct ct_relative *out) {
  struct direction d;
  strip_end(&all);
  if (!direction_at_end(&all, &d) || !d.word || all.p == all.end) return false;
  use(out, &d);
  return take_place(all, out);
}

static const struct ct_relative_item *first(const struct ct_relative_lex *items, enum ct_relative_kind kind) {
  for (size_t i = 0; i < items->n; i++)
    if (items->v[i].kind == kind) return &items->v[i];
  return NULL;
}

bool ct_relative_cjk_read(const char *s, size_t n, const struct ct_relative_lex *items,
                          struct ct_relative *out) {
  const struct ct_relative_item *distance = first(items, CT_RELATIVE_DISTANCE);
  const struct ct_relative_item *angle = first(items, CT_RELATIVE_ANGLE);
  struct direction d;
  if (angle) use(out, &(struct direction){angle->value, angle->spread, true});
  if (!distance) return without_distance((struct span){s, s + n}, out);
  out->distance_m = distance->value;
  out->distance_unit_m = distance->unit;
  struct span left = {s, distance->from}, right = {distance->to, s + n};
  if (angle && angle->from < distance->from) left.end = angle->from;
  strip_end(&left);
  if (left.p == left.end && !angle) {  // "约410公里 上海以南"
    strip_end(&right);
    left = right;
  }
  if (direction_at_end(&left, &d)) {
    use(out, &d);
  } else {
    while (cut_begin(&right, blanks) || cut_begin(&right, noise)) {
    }
    if (direction_at_begin(&right, &d)) use(out, &d);
  }
  out->end = n;
  return take_place(left, out);
}
