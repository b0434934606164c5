// SPDX-License-Identifier: MIT
// Domain: what part of the globe a projection shows in one piece, by its kind and by looking.
#ifndef CT_PROJECT_DOMAIN_H
#define CT_PROJECT_DOMAIN_H

struct ct_arena;
struct ct_proj;
struct ct_proj_handle;

enum ct_domain_of {
  CT_OF_UNKNOWN,      // to be found by looking
  CT_OF_WORLD,        // cut at lon_0 +- 180
  CT_OF_GOODE,        // the same, with a crease where its two projections meet
  CT_OF_CONIC,        // the same, and short of the far pole, or `limit` degrees about its parallels
  CT_OF_KROVAK,       // a cone about another pole, as far as `limit` of its latitudes
  CT_OF_MERCATOR,     // short of the poles by `limit`
  CT_OF_STRIP,        // lon_0 +- limit
  CT_OF_DISC,         // `limit` degrees around the centre
  CT_OF_SATELLITE,    // azimuthal, as far as the height +h allows
  CT_OF_TRANSVERSE,   // cut at +-180 and at `limit` of a frame whose equator is the meridian lon_0
  CT_OF_BERTIN,       // cut at +-180 of Bertin's frame
  CT_OF_LOBES,        // Goode's land lobes
  CT_OF_OCEANS,       // Goode's ocean lobes
  CT_OF_GOODE_LOBES,  // his own, with the crease
  CT_OF_GOODE_OCEANS,
  CT_OF_HEALPIX  // four triangles at each pole
};

// Sets the domain from the kind; lon_0 and lat_0 are set already.
void ct_domain_set(struct ct_proj *p, struct ct_arena *a, enum ct_domain_of of, double limit,
                   const char *params);
// What only the open projection tells: where exactly its seam is; the whole pieces of an unknown one.
void ct_domain_look(struct ct_proj *p, struct ct_proj_handle *h, struct ct_arena *a);

#endif
