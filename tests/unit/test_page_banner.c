// SPDX-License-Identifier: MIT
// Classification lines: the usual colours by their words, and texts that can be read on them.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "model/furniture.h"
#include "page/banner.h"

static int hex(struct ct_color c) {
  return (int)(c.r * 255 + 0.5F) << 16 | (int)(c.g * 255 + 0.5F) << 8 | (int)(c.b * 255 + 0.5F);
}

static void colors(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int ground, ink;
  } cases[] = {{"UNCLASSIFIED", 0x007a33, 0xffffff},
               {"UNCLASSIFIED//FOUO", 0x007a33, 0xffffff},
               {"CUI//SP-CTI", 0x502b85, 0xffffff},
               {"CONFIDENTIAL", 0x0033a0, 0xffffff},
               {"SECRET//NOFORN", 0xc8102e, 0xffffff},
               {"secret", 0xc8102e, 0xffffff},
               {"TOP SECRET", 0xff8c00, 0x000000},
               {"TOP SECRET//NOFORN", 0xff8c00, 0x000000},
               {"TOP SECRET//SCI", 0xfce83a, 0x000000},
               {"TOP SECRET//SI//TK//NOFORN", 0xfce83a, 0x000000},
               {"TOP SECRET//SINGLE", 0xff8c00, 0x000000},
               {"NATO SECRET", 0xc8102e, 0xffffff},
               {"COSMIC TOP SECRET", 0xff8c00, 0x000000},
               {"EU RESTRICTED", 0x4b6478, 0xffffff},
               {"UNITED NATIONS STRICTLY CONFIDENTIAL", 0xc8102e, 0xffffff},
               {"UN CONFIDENTIAL", 0x0033a0, 0xffffff},
               {"UNITED NATIONS RESTRICTED", 0x4b6478, 0xffffff},
               {"SECRETARIAT ONLY", 0x112233, 0xffffff},
               {"NATO", 0x112233, 0xffffff}};
  const struct ct_color otherwise = {0x11 / 255.0F, 0x22 / 255.0F, 0x33 / 255.0F, 1};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct ct_classification c = {.text = cases[i].text};
    struct ct_color ground = ct_banner_color(&c, otherwise);
    if (hex(ground) != cases[i].ground || hex(ct_banner_ink(&c, ground)) != cases[i].ink)
      fail_msg("'%s': %06x, %06x", c.text, (unsigned)hex(ground), (unsigned)hex(ct_banner_ink(&c, ground)));
  }
  struct ct_classification own = {.text = "SECRET", .color = "#336699", .text_color = "yellow"};
  assert_int_equal(hex(ct_banner_color(&own, otherwise)), 0x336699);
  assert_int_equal(hex(ct_banner_ink(&own, otherwise)), 0xffff00);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(colors)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
