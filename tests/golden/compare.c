// SPDX-License-Identifier: MIT
// Compares two PNG pictures, forgiving what moves by a pixel: golden/compare WANT GOT DIFF.
//
// A pixel differs when no pixel of the other picture's 3x3 neighbourhood is near it in every channel; asked
// both ways, so that neither a lost nor an added hairline passes. Prints the share of differing pixels.
// Exit status: 0 alike, 1 different (DIFF is written), 2 cannot be compared.
#include <inttypes.h>
#include <spng.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { NEAR = 48, MAX_SIDE = 8192 };
static const double SHARE = 0.002;

struct picture {
  uint32_t width, height;
  uint8_t *rgba;
};

static bool decode(spng_ctx *ctx, const char *path, struct picture *out) {
  struct spng_ihdr head;
  size_t size = 0;
  int e = spng_get_ihdr(ctx, &head);
  if (!e && (head.width > MAX_SIDE || head.height > MAX_SIDE)) e = SPNG_EUSER_WIDTH;
  if (!e) e = spng_decoded_image_size(ctx, SPNG_FMT_RGBA8, &size);
  if (!e && !(out->rgba = malloc(size))) e = SPNG_EMEM;
  if (!e) e = spng_decode_image(ctx, out->rgba, size, SPNG_FMT_RGBA8, SPNG_DECODE_TRNS);
  if (e) {
    fprintf(stderr, "%s: %s\n", path, spng_strerror(e));
    return false;
  }
  out->width = head.width;
  out->height = head.height;
  return true;
}

static bool picture_read(const char *path, struct picture *out) {
  FILE *f = fopen(path, "rb");
  if (!f) {
    fprintf(stderr, "%s: no such file\n", path);
    return false;
  }
  spng_ctx *ctx = spng_ctx_new(0);
  bool ok = ctx && !spng_set_png_file(ctx, f) && decode(ctx, path, out);
  spng_ctx_free(ctx);
  fclose(f);
  return ok;
}

static const uint8_t *pixel(const struct picture *p, uint32_t x, uint32_t y) {
  return p->rgba + 4 * ((size_t)y * p->width + x);
}

static bool near_pixel(const uint8_t *a, const uint8_t *b) {
  for (int c = 0; c < 4; c++)
    if (abs(a[c] - b[c]) > NEAR) return false;
  return true;
}

static bool found(const uint8_t *want, const struct picture *in, uint32_t x, uint32_t y) {
  if (near_pixel(want, pixel(in, x, y))) return true;
  uint32_t x0 = x ? x - 1 : 0, x1 = x + 1 < in->width ? x + 1 : x;
  uint32_t y0 = y ? y - 1 : 0, y1 = y + 1 < in->height ? y + 1 : y;
  for (uint32_t v = y0; v <= y1; v++)
    for (uint32_t u = x0; u <= x1; u++)
      if (near_pixel(want, pixel(in, u, v))) return true;
  return false;
}

// What both have is pale grey; what only WANT has is red, what only GOT has is blue, both at once violet.
static uint64_t difference(const struct picture *want, const struct picture *got, uint8_t *diff) {
  uint64_t n = 0;
  for (uint32_t y = 0; y < want->height; y++)
    for (uint32_t x = 0; x < want->width; x++, diff += 4) {
      const uint8_t *w = pixel(want, x, y), *g = pixel(got, x, y);
      bool lost = !found(w, got, x, y), added = !found(g, want, x, y);
      uint8_t grey = (uint8_t)(200 + (w[0] + w[1] + w[2]) / 14);
      diff[0] = lost ? 220 : added ? 0 : grey;
      diff[1] = lost || added ? 0 : grey;
      diff[2] = added ? 220 : lost ? 0 : grey;
      diff[3] = 255;
      n += lost || added;
    }
  return n;
}

static bool picture_write(const char *path, const struct picture *p) {
  FILE *f = fopen(path, "wb");
  spng_ctx *ctx = f ? spng_ctx_new(SPNG_CTX_ENCODER) : NULL;
  struct spng_ihdr head = {.width = p->width, .height = p->height, .bit_depth = 8, .color_type = 6};
  bool ok =
      ctx && !spng_set_png_file(ctx, f) && !spng_set_ihdr(ctx, &head) &&
      !spng_encode_image(ctx, p->rgba, (size_t)4 * p->width * p->height, SPNG_FMT_PNG, SPNG_ENCODE_FINALIZE);
  spng_ctx_free(ctx);
  if (f && fclose(f)) ok = false;
  if (!ok) fprintf(stderr, "%s: cannot be written\n", path);
  return ok;
}

static int compare(const struct picture *want, const struct picture *got, const char *diff_path) {
  if (want->width != got->width || want->height != got->height) {
    printf("%" PRIu32 "x%" PRIu32 " instead of %" PRIu32 "x%" PRIu32 "\n", got->width, got->height,
           want->width, want->height);
    return 1;
  }
  struct picture diff = {want->width, want->height, malloc((size_t)4 * want->width * want->height)};
  if (!diff.rgba) return 2;
  uint64_t n = difference(want, got, diff.rgba);
  double share = (double)n / ((double)want->width * want->height);
  printf("%.4f%% differ\n", 100 * share);
  int status = share > SHARE ? 1 : 0;
  if (status && !picture_write(diff_path, &diff)) status = 2;
  free(diff.rgba);
  return status;
}

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "usage: compare WANT.png GOT.png DIFF.png\n");
    return 2;
  }
  struct picture want = {0}, got = {0};
  int status = 2;
  if (picture_read(argv[1], &want) && picture_read(argv[2], &got)) status = compare(&want, &got, argv[3]);
  free(want.rgba);
  free(got.rgba);
  return status;
}
