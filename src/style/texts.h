// SPDX-License-Identifier: MIT
// Texts: what a symbol's text-field gives, as spans.
#ifndef CT_STYLE_TEXTS_H
#define CT_STYLE_TEXTS_H

#include "expr/val.h"
#include "model/item.h"
#include "style/look.h"

// The value as spans in `a`; n == 0 when there is nothing to set.
struct ct_rich_text ct_texts_of(const struct ct_val *v, enum ct_text_transform transform,
                                struct ct_look_pool *pool);

#endif
