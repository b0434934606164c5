// SPDX-License-Identifier: MIT
// SVG symbols: what marks and patterns are made of, each put once and used by number.
#ifndef CT_WRITE_SVG_SYMBOL_H
#define CT_WRITE_SVG_SYMBOL_H

struct ct_marks_op;
struct ct_pattern;
struct ct_svg;
struct ct_symbol;

// The id of a <symbol> with its middle at 0,0, without the symbol's turn; NULL when there is nothing to
// draw. It is made when it is first asked for.
const char *ct_svg_symbol(struct ct_svg *s, const struct ct_symbol *symbol);
// The id of a <pattern>; NULL when there is no such image.
const char *ct_svg_pattern(struct ct_svg *s, const struct ct_pattern *pattern);
void ct_svg_marks(struct ct_svg *s, const struct ct_marks_op *op);

#endif
