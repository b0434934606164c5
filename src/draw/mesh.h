// SPDX-License-Identifier: MIT
// Mesh: the colours of a ramp along a line, as a Cairo mesh.
#ifndef CT_DRAW_MESH_H
#define CT_DRAW_MESH_H

struct ct_stroke_op;
typedef struct _cairo_pattern cairo_pattern_t;

// A pattern that has the ramp's colours wherever the stroke's line runs and around it as far as the
// stroke reaches. It is painted once, so parts of a stroke never show through each other, and there are
// no seams. The caller destroys it.
cairo_pattern_t *ct_mesh_of_stroke(const struct ct_stroke_op *op);

#endif
