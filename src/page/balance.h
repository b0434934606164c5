// SPDX-License-Identifier: MIT
// Balance: how low a block can be whose rows fill columns one after the other.
#ifndef CT_PAGE_BALANCE_H
#define CT_PAGE_BALANCE_H

// Fills columns of at most `height`; how many that takes, and how high the highest of them is.
typedef int ct_balance_fill(void *user, double height, double *tallest);

// The lowest height, up to `most`, at which the rows take `columns` or fewer; `most` where none does.
double ct_balance(ct_balance_fill *fill, void *user, int columns, double most);

#endif
