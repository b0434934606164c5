// SPDX-License-Identifier: MIT
// Base letters: a Latin, Greek or Cyrillic letter without its mark.
#ifndef CT_EXPR_COLLATE_BASE_H
#define CT_EXPR_COLLATE_BASE_H

// The letter below c's first mark, or c; *mark is set to the mark, else left alone.
unsigned ct_collate_base(unsigned c, unsigned *mark);

#endif
