// SPDX-License-Identifier: MIT
// Roles: one template layer bound to one data entry.
#ifndef CT_STYLE_BIND_ROLE_H
#define CT_STYLE_BIND_ROLE_H

struct ct_arena;
struct ct_bind_data;
struct ct_data;
struct ct_value;

// The theme's metadata for categories; members may be NULL.
struct ct_bind_theme {
  const struct ct_value *palette;  // "cartouche:palette": colours
  const struct ct_value *shapes;   // "cartouche:shapes": icon names
  const struct ct_value *hollow;   // "cartouche:hollow": icon name -> its hollow form
  const struct ct_value *ramp;     // "cartouche:ramp": light to strong
  const char *font;                // of the page, for second lines of labels
};

void ct_bind_theme_read(const struct ct_value *theme, struct ct_bind_theme *out);

// The template with id, source, columns, colours, texts and legend of the entry.
const struct ct_value *ct_bind_role(const struct ct_bind_theme *theme, const struct ct_value *template,
                                    const char *role, const struct ct_bind_data *data, struct ct_arena *a);

// Colours by class; without classes the entry's colour, else `theme_color`.
const struct ct_value *ct_bind_colors(struct ct_arena *a, const struct ct_bind_theme *t,
                                      const struct ct_data *s, const struct ct_value *theme_color);
// { value: label } of the classes, for the legend.
const struct ct_value *ct_bind_class_labels(struct ct_arena *a, const struct ct_data *s);

#endif
