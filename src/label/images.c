// SPDX-License-Identifier: MIT
// Images in texts: where they stand once their text has its place.
#include <math.h>

#include "base/arena.h"
#include "base/map.h"
#include "label/solver.h"
#include "model/diag.h"
#include "text/text.h"

// As the run was set, turned about the symbol's point.
static void set_block(const struct ct_placement *p, const struct ct_run_image *m,
                      struct ct_image_place *out) {
  double t = p->text_rotate_deg * (M_PI / 180), c = cos(t), s = sin(t);
  double dx = p->text_x + m->x + m->w / 2 - p->x, dy = p->text_y + m->y + m->h / 2 - p->y;
  out->x = (float)(p->x + dx * c - dy * s);
  out->y = (float)(p->y + dx * s + dy * c);
  out->deg = p->text_rotate_deg;
}

// At the spot of its cluster: the k-th of those that are images.
static void set_spot(const struct ct_placement *p, const struct ct_cluster *clusters, size_t n, size_t k,
                     struct ct_image_place *out) {
  for (size_t i = 0; i < n; i++) {
    if (!clusters[i].image || k-- > 0) continue;
    out->x = p->spots[i].x;
    out->y = p->spots[i].y;
    out->deg = p->spots[i].deg;
    return;
  }
}

void ct_label_set_images(struct ct_text *text, struct ct_arena *a, struct ct_placement *p) {
  const struct ct_run_image *images;
  const struct ct_cluster *clusters = NULL;
  size_t n = ct_run_images(p->run, &images);
  if (!n) return;
  size_t nclusters = p->spots ? ct_run_clusters(text, p->run, &clusters) : 0;
  struct ct_image_place *out = CT_NEW_N(a, struct ct_image_place, n);
  for (size_t i = 0; i < n; i++) {
    out[i] = (struct ct_image_place){images[i].name, 0, 0, images[i].w, images[i].h, 0};
    if (p->spots)
      set_spot(p, clusters, nclusters, i, &out[i]);
    else
      set_block(p, &images[i], &out[i]);
  }
  p->nimages = n;
  p->images = out;
}

void ct_label_say_missing(struct ct_diags *diags, struct ct_map *told, const char *layer, const char *icon) {
  bool added;
  ct_map_add_string(told, icon, 0, &added);
  if (added && diags)
    ct_diag_say(diags, "CT-D031", CT_WARNING, NULL, 0, "layer '%s': there is no icon '%s'",
                layer ? layer : "?", icon);
}
