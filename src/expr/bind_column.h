// SPDX-License-Identifier: MIT
// Column access: operators that read a feature, bound to a table's columns.
#ifndef CT_EXPR_BIND_COLUMN_H
#define CT_EXPR_BIND_COLUMN_H

#include "expr/node.h"

// Rewrites a compound node that reads the feature. True when it is the same for every
// row of the table; then *constant holds it.
bool ct_bind_feature(struct ct_node *n, const struct ct_table *table, struct ct_val *constant);
// Gives a match node whose input is a column of texts a cache keyed by text pointer.
void ct_bind_match(struct ct_node *n, struct ct_arena *a);

#endif
