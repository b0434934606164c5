// SPDX-License-Identifier: MIT
// Runs the specification's render cases: spec-render DIR [OUT]. Exit status 1 when any fails.
//
// DIR holds GROUP/CASE/{style.json, expected.png} and the cases' assets/ (also looked for in the folders
// above). Each style is drawn bare, at the size, centre, zoom and ratio that it states, by $CARTOUCHE or
// the cartouche beside this program's folder, and compared by the rule of the fixtures: a case passes
// when d <= max(0.0005, 0.10 b), with text max(0.002, 0.25 b). Pictures and styles as drawn stay in OUT
// (build/spec-render).
#include <errno.h>
#include <glob.h>
#include <libgen.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"
#include "base/value.h"
#include "picture.h"
#include "walk.h"

static struct { const char *program, *root, *out, *assets; } setup;

static const struct ct_value *test_of(const struct ct_value *style) {
  return ct_value_get(ct_value_get(style, "metadata"), "test");
}

// The style's text with the fixtures' own names replaced by what they stand for here.
static char *localized(const char *path, struct ct_arena *a) {
  static const char *const fonts[][2] = {{"\"NotoCJK\"", "\"Noto Sans CJK JP Light\""}};
  FILE *f = fopen(path, "rb");
  if (!f) return NULL;
  struct ct_str s = {.arena = a}, out = {.arena = a};
  char chunk[4096];
  for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;) ct_str_add_n(&s, chunk, n);
  fclose(f);
  for (const char *p = ct_str_text(&s); *p;) {
    if (ct_starts_with(p, "local://")) {
      ct_str_addf(&out, "%s/", setup.assets);
      p += strlen("local://");
    } else if (ct_starts_with(p, fonts[0][0])) {
      ct_str_add(&out, fonts[0][1]);
      p += strlen(fonts[0][0]);
    } else {
      ct_str_add_n(&out, p++, 1);
    }
  }
  return out.v;
}

static void make_folders(char *path) {
  for (char *p = path + 1; *p; p++)
    if (*p == '/') {
      *p = '\0';
      mkdir(path, 0777);
      *p = '/';
    }
  mkdir(path, 0777);
}

static bool write_text(const char *path, const char *text) {
  FILE *f = fopen(path, "wb");
  if (!f) return false;
  bool ok = fputs(text, f) >= 0;
  return fclose(f) == 0 && ok;
}

enum { MOST_PX = 8192 };

static double pair(const struct ct_value *v, size_t i) {
  return v && v->kind == CT_ARRAY && v->n == 2 ? ct_value_number(v->items[i], 0) : 0;
}

struct drawing {
  const char *folder;  // of the output
  const char *style, *picture, *log;
};

static bool draw(const struct ct_value *style, const struct drawing *d, struct ct_arena *a) {
  const struct ct_value *t = test_of(style), *center = ct_value_get(style, "center");
  double w = ct_value_number(ct_value_get(t, "width"), 512),
         h = ct_value_number(ct_value_get(t, "height"), 512);
  double zoom = ct_value_number(ct_value_get(style, "zoom"), 0);
  // The browser's canvas ends somewhere; MapLibre then takes a smaller ratio.
  double ratio = fmin(ct_value_number(ct_value_get(t, "pixelRatio"), 1), MOST_PX / fmax(w, h));
  const char *args[] = {setup.program,
                        "render",
                        d->style,
                        "--bare",
                        "--size",
                        ct_arena_printf(a, "%gx%g", w, h),
                        "--ratio",
                        ct_arena_printf(a, "%.12g", ratio),
                        ct_arena_printf(a, "--center=%.17g,%.17g", pair(center, 0), pair(center, 1)),
                        ct_arena_printf(a, "--zoom=%.17g", zoom),
                        "-o",
                        d->picture,
                        NULL};
  unlink(d->picture);
  pid_t child = fork();
  if (child == 0) {
    if (!freopen(d->log, "w", stderr) || !freopen("/dev/null", "r", stdin)) _exit(127);
    execv(args[0], (char *const *)args);
    _exit(127);
  }
  int status;
  return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool has_text(const struct ct_value *style) {
  const struct ct_value *layers = ct_value_get(style, "layers");
  for (size_t i = 0; layers && i < layers->n; i++)
    if (ct_value_get(ct_value_get(layers->items[i], "layout"), "text-field")) return true;
  return false;
}

static void show_log(const struct drawing *d) {
  char line[400];
  FILE *f = fopen(d->log, "r");
  for (int i = 0; f && i < 3 && fgets(line, sizeof line, f); i++) printf("  %s", line);
  if (f) fclose(f);
}

// The smallest difference from expected*.png or upstream*.png, and the limit for it.
// Of large pictures a case may ask for a corner only.
static bool compare(const char *folder, const struct drawing *drawn, const struct ct_value *style, double *d,
                    double *limit, struct ct_arena *a) {
  struct picture got, expected;
  glob_t names = {0};
  bool passed = false, any = false, text = has_text(style);
  *d = 1;
  if (!picture_read(drawn->picture, &got)) return false;
  picture_crop(&got, (int)ct_value_number(ct_value_get(test_of(style), "reportWidth"), 0),
               (int)ct_value_number(ct_value_get(test_of(style), "reportHeight"), 0));
  glob(ct_arena_printf(a, "%s/expected*.png", folder), 0, NULL, &names);
  glob(ct_arena_printf(a, "%s/upstream*.png", folder), GLOB_APPEND, NULL, &names);
  for (size_t i = 0; i < names.gl_pathc; i++) {
    if (!picture_read(names.gl_pathv[i], &expected)) continue;
    double b = picture_content(&expected), most = text ? fmax(0.002, 0.25 * b) : fmax(0.0005, 0.10 * b);
    double differs = picture_differs(&expected, &got);
    if (!any || differs - most < *d - *limit) *d = differs, *limit = most;
    passed = passed || differs <= most;
    any = true;
    picture_free(&expected);
  }
  globfree(&names);
  picture_free(&got);
  return passed;
}

static bool run_test(const char *path, struct ct_arena *a) {
  size_t root = strlen(setup.root);
  while (path[root] == '/') root++;
  char *folder = ct_arena_strndup(a, path, strlen(path) - strlen("/style.json"));
  char *name = ct_arena_strdup(a, folder + root);
  char *out = ct_arena_printf(a, "%s/%s", setup.out, name);
  struct drawing d = {out, ct_arena_printf(a, "%s/style.json", out), ct_arena_printf(a, "%s/got.png", out),
                      ct_arena_printf(a, "%s/log.txt", out)};
  const struct ct_value *style;
  struct ct_err err = {0};
  make_folders(out);
  char *text = localized(path, a);
  if (!text || !ct_value_read(a, path, &style, &err) || !write_text(d.style, text)) {
    printf("FAIL %s\n  %s\n", name, err.failed ? err.message : strerror(errno));
    return false;
  }
  double differs = 1, limit = 0;
  bool drawn = draw(style, &d, a), passed = drawn && compare(folder, &d, style, &differs, &limit, a);
  printf("%s %s\n  differs %.5f, limit %.5f\n", passed ? "ok  " : "FAIL", name, differs, limit);
  if (!passed) show_log(&d);
  return passed;
}

// assets/ in the folder of the cases or one above it.
static const char *find_assets(const char *dir, struct ct_arena *a) {
  char *real = realpath(dir, NULL), *at = real ? ct_arena_strdup(a, real) : NULL;
  free(real);
  while (at && strlen(at) > 1) {
    char *assets = ct_arena_printf(a, "%s/assets", at);
    if (access(assets, R_OK) == 0) return assets;
    at = dirname(at);
  }
  return NULL;
}

int main(int argc, char **argv) {
  struct ct_arena a = {0};
  if (argc < 2 || argc > 3) {
    fprintf(stderr, "usage: spec-render DIR [OUT]\n");
    return 2;
  }
  char *self = realpath("/proc/self/exe", NULL), *build = dirname(dirname(self));
  setup.program = getenv("CARTOUCHE");
  if (!setup.program) setup.program = ct_arena_printf(&a, "%s/cartouche", build);
  setup.out = argc == 3 ? argv[2] : ct_arena_printf(&a, "%s/spec-render", build);
  setup.root = argv[1];
  setup.assets = find_assets(argv[1], &a);
  if (!setup.assets) setup.assets = argv[1];
  int status = spec_walk("spec-render", argv[1], "/style.json") ? spec_run(run_test) : 2;
  free(self);
  ct_arena_release(&a);
  return status;
}
