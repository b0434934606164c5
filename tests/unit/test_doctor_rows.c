// SPDX-License-Identifier: MIT
// Tests of the doctor's checks of names, digits, ids and texts.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "test_doctor_help.h"

static void sources_apart(void **state) {
  (void)state;
  struct fixture f;
  look(&f,
       "id|name|lat|lon|source\n"
       "kal-gol|Kal-gol missile operating base|38.682288|126.7226|one list\n"
       "kal-gol|Kal-gol missile operating base|40.636137|126.439019|another list\n"
       "sohae|Sohae|39.66|124.705|one list\n"
       "sohae|Sohae|39.6596|124.7057|another list\n"
       "a|Hospital|39.12|125.13|one list\n"
       "b|Hospital|41.12|129.13|another list\n");
  says(&f,
       "CT-D140 t.csv:3 warning lat: 'Kal-gol missile operating base' lies 218 km from where row 2 has it "
       "(compare with "
       "38.682288, 126.7226 from one list)\n");
  assert_int_equal(count(&f, "CT-D14"), 1);
  finish(&f);
  start(&f);
  table(&f, "a.csv",
        "name|lat|lon\nPyongsan "
        "mill|38.33277|126.399937\nSohae|39.66|124.705\nDepot|39.1|125.1\nDepot|40.1|125.1\n");
  table(&f, "b.csv",
        "label|lat|lon\nPYONGSAN MILL|38.2|126.4365\nSohae|39.6596|124.7057\nDepot|41.1|126.1\n");
  examine(&f);
  says(&f, "CT-D140 b.csv:2 warning lat: 'PYONGSAN MILL' lies 15.1 km from where row 2 of a.csv has it");
  assert_int_equal(count(&f, "CT-D140"), 1);
  finish(&f);
  // By ids where they are shared; a port and a launch site of one name are two places.
  start(&f);
  table(&f, "a.csv",
        "id|name|class|lat|lon\nnampo|Nampo|port|38.717|125.383\nsohae|Sohae|launch site|39.66|124.705\n");
  table(&f, "b.csv",
        "facility_id|name|class|lat|lon\nsohae|Tongchang-ri|pad|39.06|124.705\nx|Nampo|pad|38.8|125.1\n");
  table(&f, "c.csv", "name|class|lat|lon\nNampo|missile|39.2|125.1\n");
  examine(&f);
  says(&f, "CT-D140 b.csv:2 warning lat: 'Tongchang-ri' lies 67 km from where row 3 of a.csv has it");
  assert_int_equal(count(&f, "CT-D140"), 1);
  finish(&f);
}

static void stacks(void **state) {
  (void)state;
  struct fixture f;
  look(&f,
       "name|date|lat|lon\n"
       "Alpha plant||39.0333|125.7541\nBravo mill||39.0333|125.7541\nCharlie mine||39.0333|125.7541\n"
       "Delta works||39.0333|125.7541\nEcho yard||39.0333|125.7541\nFoxtrot||39.0333|125.7541\n"
       "Golf unit 1||40.123|126.321\nGolf unit 2||40.123|126.321\n"
       "Hotel||41.123|127.321\nIndia||41.123|127.321\n"
       "Raid one|2018-01-01|41.7|128.3\nAmbush|2018-02-02|41.7|128.3\n"
       "Kilo||42.111|129.222\nKilo||42.111|129.222\n");
  says(&f,
       "CT-D142 t.csv:2 warning lat: 6 names at one point: 'Alpha plant', 'Bravo mill', 'Charlie mine', ");
  says(&f, "(rows 2, 3, 4, 5, 6 and 1 more)");
  says(&f, "CT-D142 t.csv:10 note lat: 2 names at one point: 'Hotel', 'India' (rows 10 and 11)");
  says(&f, "CT-D143 t.csv:15 note -: the row is equal to row 14 in every cell");
  assert_int_equal(count(&f, "CT-D142"), 2);
  assert_int_equal(count(&f, "CT-D143"), 1);
  finish(&f);
}

static void digits(void **state) {
  (void)state;
  struct fixture f;
  look(&f,
       "what|lat|lon\n"
       "A|39.500000|125.700000\nB|39.512345|125.712345\nC|39.79999924|125.75000012\nD|40.8499966|129."
       "666664\n");
  says(&f, "CT-D144 t.csv:2 note lat: 1 of 4 positions end in zeros");
  says(&f, "CT-D145 t.csv:4 note lat: 2 of 4 positions have digits that single precision made");
  finish(&f);
  look(
      &f,
      "what|lat|lon\n"
      "A|39.5|125.7\nB|39|125\nC|38.5|126.5\nD|40.1|126\nE|41|128\nF|40.2|125.5\nG|39.9|126.1\nH|38.8|125.5\n"
      "I|38.123|125.456\nJ|39.3|125.9\n");
  says(&f, "CT-D146 t.csv:2 note lat: 9 of 10 positions are whole, half or tenth degrees");
  finish(&f);
  look(&f,
       "what|lat|lon\n"
       "A|39.47|125.45\nB|39.05|125.12\nC|38.55|126.59\nD|40.1|126.33\nE|41.22|128.08\nF|40.27|125.5\nG|39."
       "39|126.1\n"
       "H|38.18|125.5\nI|38.12|125.45\nJ|39.3|125.29\nK|39.47|125.41\nL|39.05|125.13\nM|38.54|126.59\nN|40.1|"
       "126.31\n"
       "O|41.21|128.08\nP|40.27|125.55\nQ|39.39|126.11\nR|38.18|125.57\nS|38.12|125.43\nT|39.3|125.27\n");
  says(&f,
       "CT-D154 t.csv:2 note lat: 20 of 20 positions have two digits after the point that are never 60 or "
       "more");
  finish(&f);
}

static void seconds(void **state) {
  (void)state;
  struct fixture f;
  start(&f);
  table(
      &f, "t.csv",
      "what|lat|lon\nA|39.5|125.75\nB|39.6|125.85\nC|39.7|125.95\nD|39.8|126.05\nE|39.9|126.15\nF|40|126.25\n"
      "G|40.1|126.35\nH|40.2|126.45\n");
  struct ct_table t = *f.tables[0];
  const char *published[8];
  for (int i = 0; i < 8; i++) published[i] = "39°30'00\"N, 125°45'00.0\"E";
  t.published = published;
  f.tables[0] = &t;
  examine(&f);
  says(&f, "CT-D147 t.csv:2 note lat: 8 of 8 positions have no seconds but 00");
  published[3] = "39°30'12\"N, 125°45'00\"E";
  f.log = (struct ct_str){.arena = &f.arena};
  examine(&f);
  silent_on(&f, "CT-D147");
  finish(&f);
}

static void texts(void **state) {
  (void)state;
  struct fixture f;
  look(&f,
       "name|published|lat|lon|share\n"
       "A|39.029, -125.668|39.029|125.668|1,5\n"
       "B|39.7961, 125.7558|39.7961|125.7558|2,5\n"
       "C|41.278, 129.087|41.278|129.087|3,5\n");
  says(&f, "CT-D153 t.csv:2 warning published: '39.029, -125.668' is 87");
  assert_int_equal(count(&f, "CT-D153"), 1);
  finish(&f);
}

static void rows(void **state) {
  (void)state;
  struct fixture f;
  look(
      &f,
      "site_id|name|lat|lon\n"
      "1|A|39.111|125.111\n2|B|39.212|125.212\n3|C||\n4|Unknown||\n5|E|39.513|125.513\n3|F|39.614|125.614\n");
  says(&f, "CT-D151 t.csv:0 note -: 2 of 6 rows are not placed: C, row 5 (");
  says(&f, "CT-D152 t.csv:7 warning site_id: id '3' stands in row 4 as well");
  assert_int_equal(count(&f, "CT-D152"), 1);
  finish(&f);
  // Ids of what the rows are about may repeat.
  look(&f,
       "code|name|lat|lon\nx|A|39.111|125.111\nx|B|39.212|125.212\ny|C|39.3|125.3\ny|D|39.4|125.4\nz|E|39.5|"
       "125.5\n");
  silent_on(&f, "CT-D152");
  finish(&f);
}

static void scales(void **state) {
  (void)state;
  struct fixture f;
  static const float precision[] = {10, 1110, 111000};
  start(&f);
  const struct ct_doctor_map map = {1e6, -180, -90, 180, 90};
  f.q.maps = &map;
  table(&f, "t.csv", "name|lat|lon\nA|39.1234|125.1234\nB|39.12|125.12\nC|39|125\n");
  struct ct_table t = *f.tables[0];
  t.precision_m = precision;
  f.tables[0] = &t;
  examine(&f);
  says(&f,
       "CT-D150 t.csv:4 warning lat: 1 positions are known less exactly than 2 mm of the map at 1:1000000; "
       "this one to 111 km, 111 mm");
  finish(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sources_apart), cmocka_unit_test(stacks), cmocka_unit_test(digits),
      cmocka_unit_test(seconds),       cmocka_unit_test(texts),  cmocka_unit_test(rows),
      cmocka_unit_test(scales),
  };
  return cmocka_run_group_tests(tests, load_base, release_base);
}
