// SPDX-License-Identifier: MIT
// Thin: drops vertices that fall into the same small cell, the same way from either side of a border.
#ifndef CT_PROJECT_THIN_H
#define CT_PROJECT_THIN_H

#include "project/chain.h"

// Of a run of vertices in one cell the one nearest the cell's middle stays, whichever
// way round the run comes: neighbours keep the same border. `out` is overwritten.
void ct_thin_ring(const struct ct_chain *in, double cell, struct ct_chain *out);
// The same; ends of pieces stay.
void ct_thin_line(const struct ct_chain *in, double cell, struct ct_chain *out);

// Drops vertices from a chain until each that is left counts: none that was dropped
// stands off the line by more than `height`. Each round takes the flattest vertex of its
// neighbourhood, again the same from either side. Ends of pieces stay. In place.
void ct_thin_flat(struct ct_chain *c, bool ring, double height);

#endif
