// SPDX-License-Identifier: MIT
// Horizon: clipping lon/lat chains to a circle on the globe, as d3-geo's clipCircle does.
#ifndef CT_PROJECT_HORIZON_H
#define CT_PROJECT_HORIZON_H

#include <stdbool.h>

#include "project/chain.h"

struct ct_horizon {
  double lon_0, lat_0, radius_deg;
  double center[3], east[3], north[3];  // unit vectors
  double cos_r, sin_r;
  // A place inside the circle, for telling whether the circle's middle is land or sea.
  double probe_lon, probe_lat, probe_x, probe_y;
};

void ct_horizon_init(struct ct_horizon *h, double lon_0, double lat_0, double radius_deg);

// Clips a closed lon/lat ring in place. Where it is beyond the horizon it follows the
// circle the way the ring went. *probe is flipped when the result holds the probe.
void ct_horizon_clip_ring(const struct ct_horizon *h, struct ct_chain *c, struct ct_chain *spare,
                          bool *probe);
void ct_horizon_clip_line(const struct ct_horizon *h, struct ct_chain *c, struct ct_chain *spare);
// The circle itself, counter-clockwise as seen from above.
void ct_horizon_ring(const struct ct_horizon *h, struct ct_chain *out);

#endif
