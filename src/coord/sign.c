// SPDX-License-Identifier: MIT
// Sign: tables of the marks, letters and words that stand in coordinates, in several languages.
#include "coord/sign.h"

#include <string.h>

#include "coord/token.h"

#define SIGN(text, kind, dirs, flags) \
  { text, sizeof(text) - 1, CT_TOKEN_##kind, dirs, flags }
#define MARK(text, kind) SIGN(text, kind, 0, 0)
#define PRIME(text) SIGN(text, MINUTE, 0, CT_SIGN_PRIME)
#define DAMAGED(text, kind) SIGN(text, kind, 0, CT_SIGN_DAMAGED)
#define LETTER(text, dirs) SIGN(text, LETTER, dirs, 0)
#define LABEL(text, dirs) SIGN(text, LABEL, dirs, 0)
#define BLANK(text) SIGN(text, BLANK, 0, 0)
#define END \
  { NULL, 0, 0, 0, 0 }

// One table for each first byte; what begins alike is listed longest first.
static const struct ct_sign signs_amp[] = {DAMAGED("&deg;", DEGREE),   DAMAGED("&#176;", DEGREE),
                                           DAMAGED("&#xB0;", DEGREE),  DAMAGED("&#xb0;", DEGREE),
                                           DAMAGED("&ordm;", DEGREE),  DAMAGED("&#39;", MINUTE),
                                           DAMAGED("&#039;", MINUTE),  DAMAGED("&apos;", MINUTE),
                                           DAMAGED("&rsquo;", MINUTE), DAMAGED("&prime;", MINUTE),
                                           DAMAGED("&#8242;", MINUTE), DAMAGED("&#8217;", MINUTE),
                                           DAMAGED("&quot;", SECOND),  DAMAGED("&#34;", SECOND),
                                           DAMAGED("&Prime;", SECOND), DAMAGED("&#8243;", SECOND),
                                           DAMAGED("&rdquo;", SECOND), DAMAGED("&nbsp;", BLANK),
                                           DAMAGED("&#160;", BLANK),   MARK("&amp;", SEPARATOR),
                                           MARK("&", SEPARATOR),       END};
static const struct ct_sign signs_c2[] = {MARK("°", DEGREE),
                                          MARK("º", DEGREE),
                                          PRIME("´"),
                                          MARK("¨", SECOND),
                                          BLANK("\xC2\xA0"),
                                          BLANK("\xC2\xAD"),
                                          DAMAGED("¡", DEGREE),  // Mac Roman's degree sign read as Latin-1
                                          END};
// UTF-8 read as Windows-1252: "Â°", "â€²" and so on.
static const struct ct_sign signs_c3[] = {DAMAGED("Â°", DEGREE),
                                          DAMAGED("Âº", DEGREE),
                                          DAMAGED("Â´", MINUTE),
                                          DAMAGED("Â\xC2\xA0", BLANK),
                                          DAMAGED("â€²", MINUTE),
                                          DAMAGED("â€™", MINUTE),
                                          DAMAGED("â€˜", MINUTE),
                                          DAMAGED("â€³", SECOND),
                                          DAMAGED("â€œ", SECOND),
                                          DAMAGED("â€\xC2\x9D", SECOND),
                                          DAMAGED("â€", SECOND),
                                          DAMAGED("Ëš", DEGREE),
                                          END};
static const struct ct_sign signs_ca[] = {PRIME("ʹ"), PRIME("ʼ"), PRIME("ʻ"), MARK("ʺ", SECOND), END};
static const struct ct_sign signs_cb[] = {MARK("˚", DEGREE), PRIME("ˊ"), PRIME("ˈ"), MARK("˝", SECOND), END};
static const struct ct_sign signs_cc[] = {MARK("\xCC\x8A", DEGREE), END};  // combining ring
static const struct ct_sign signs_d0[] = {LETTER("в. д.", CT_EAST),
                                          LETTER("в.д.", CT_EAST),
                                          LETTER("в.д", CT_EAST),
                                          LETTER("вд", CT_EAST),
                                          LETTER("В.Д.", CT_EAST),
                                          LETTER("В", CT_EAST),
                                          LETTER("з. д.", CT_WEST),
                                          LETTER("з.д.", CT_WEST),
                                          LETTER("з.д", CT_WEST),
                                          LETTER("зд", CT_WEST),
                                          LETTER("З.Д.", CT_WEST),
                                          LETTER("З", CT_WEST),
                                          LETTER("С.Ш.", CT_NORTH),
                                          LETTER("С", CT_NORTH),
                                          LETTER("Ю.Ш.", CT_SOUTH),
                                          LETTER("Ю", CT_SOUTH),
                                          LETTER("восточной долготы", CT_EAST),
                                          LETTER("западной долготы", CT_WEST),
                                          LETTER("восток", CT_EAST),
                                          LETTER("запад", CT_WEST),
                                          LABEL("долгота", CT_EAST),
                                          LABEL("Долгота", CT_EAST),
                                          LABEL("Широта", CT_NORTH),
                                          SIGN("около", APPROX, 0, 0),
                                          MARK("и", SEPARATOR),
                                          END};
static const struct ct_sign signs_d1[] = {LETTER("с. ш.", CT_NORTH),
                                          LETTER("с.ш.", CT_NORTH),
                                          LETTER("с.ш", CT_NORTH),
                                          LETTER("сш", CT_NORTH),
                                          LETTER("ю. ш.", CT_SOUTH),
                                          LETTER("ю.ш.", CT_SOUTH),
                                          LETTER("ю.ш", CT_SOUTH),
                                          LETTER("юш", CT_SOUTH),
                                          LETTER("северной широты", CT_NORTH),
                                          LETTER("южной широты", CT_SOUTH),
                                          LETTER("север", CT_NORTH),
                                          LETTER("юг", CT_SOUTH),
                                          LABEL("широта", CT_NORTH),
                                          END};
static const struct ct_sign signs_d7[] = {PRIME("׳"), MARK("״", SECOND), END};
static const struct ct_sign signs_e1[] = {MARK("ᵒ", DEGREE), END};
static const struct ct_sign signs_e2[] = {
    PRIME("′"),
    MARK("″", SECOND),
    PRIME("’"),
    PRIME("‘"),
    MARK("”", SECOND),
    MARK("“", SECOND),
    MARK("−", DASH),
    MARK("–", DASH),
    MARK("—", DASH),
    MARK("‐", DASH),
    MARK("‑", DASH),
    MARK("‒", DASH),
    PRIME("‛"),
    PRIME("‵"),
    MARK("‶", SECOND),
    MARK("„", SECOND),
    MARK("‟", SECOND),
    MARK("⁰", DEGREE),
    MARK("∘", DEGREE),
    MARK("○", DEGREE),
    DAMAGED("∞", DEGREE),  // Latin-1's degree sign read as Mac Roman
    DAMAGED("†", DEGREE),  // Mac Roman's own read as Windows-1252... and back
    SIGN("≈", APPROX, 0, 0),
    BLANK("\xE2\x80\x80"),
    BLANK("\xE2\x80\x81"),
    BLANK("\xE2\x80\x82"),
    BLANK("\xE2\x80\x83"),
    BLANK("\xE2\x80\x84"),
    BLANK("\xE2\x80\x85"),
    BLANK("\xE2\x80\x86"),
    BLANK("\xE2\x80\x87"),
    BLANK("\xE2\x80\x88"),
    BLANK("\xE2\x80\x89"),
    BLANK("\xE2\x80\x8A"),
    BLANK("\xE2\x80\x8B"),
    BLANK("\xE2\x80\x8C"),
    BLANK("\xE2\x80\x8D"),
    BLANK("\xE2\x80\x8E"),
    BLANK("\xE2\x80\x8F"),
    BLANK("\xE2\x80\xA8"),
    BLANK("\xE2\x80\xAA"),
    BLANK("\xE2\x80\xAC"),
    BLANK("\xE2\x80\xAD"),
    BLANK("\xE2\x80\xAF"),
    BLANK("\xE2\x81\x9F"),
    BLANK("\xE2\x81\xA0"),
    END};
static const struct ct_sign signs_e3[] = {BLANK("\xE3\x80\x80"), MARK("、", SEPARATOR), MARK("゜", DEGREE),
                                          MARK("〃", SECOND), END};
// Chinese and Japanese.
static const struct ct_sign signs_e4[] = {LETTER("东经", CT_EAST), LETTER("东", CT_EAST), END};
static const struct ct_sign signs_e5[] = {LETTER("北纬", CT_NORTH),   LETTER("北緯", CT_NORTH),
                                          LETTER("北", CT_NORTH),     LETTER("南纬", CT_SOUTH),
                                          LETTER("南緯", CT_SOUTH),   LETTER("南", CT_SOUTH),
                                          MARK("度", DEGREE),         MARK("分", MINUTE),
                                          SIGN("大约", APPROX, 0, 0), END};
static const struct ct_sign signs_e6[] = {LETTER("東経", CT_EAST), LETTER("東經", CT_EAST),
                                          LETTER("東", CT_EAST), END};
static const struct ct_sign signs_e7[] = {
    LABEL("纬度", CT_NORTH),  LABEL("緯度", CT_NORTH),  LABEL("经度", CT_EAST),
    LABEL("経度", CT_EAST),   LABEL("經度", CT_EAST),   MARK("秒", SECOND),
    SIGN("约", APPROX, 0, 0), SIGN("約", APPROX, 0, 0), END};
static const struct ct_sign signs_e8[] = {LETTER("西经", CT_WEST), LETTER("西経", CT_WEST),
                                          LETTER("西經", CT_WEST), LETTER("西", CT_WEST), END};
// Korean.
static const struct ct_sign signs_ea[] = {LABEL("경도", CT_EAST), END};
static const struct ct_sign signs_eb[] = {
    LETTER("북위", CT_NORTH), LETTER("북", CT_NORTH),  LETTER("남위", CT_SOUTH),
    LETTER("남", CT_SOUTH),   LETTER("동경", CT_EAST), LETTER("동", CT_EAST),
    MARK("도", DEGREE),       MARK("분", MINUTE),      END};
static const struct ct_sign signs_ec[] = {LETTER("서경", CT_WEST),  LETTER("서", CT_WEST),
                                          LABEL("위도", CT_NORTH),  MARK("초", SECOND),
                                          SIGN("약", APPROX, 0, 0), END};
static const struct ct_sign signs_ef[] = {DAMAGED("\xEF\xBF\xBD", LOST), BLANK("\xEF\xBB\xBF"),
                                          MARK("，", SEPARATOR), MARK("；", SEPARATOR), END};
// Single bytes of Latin-1, Windows-1252 and Mac Roman that were never decoded.
static const struct ct_sign signs_91[] = {DAMAGED("\x91", MINUTE), END};
static const struct ct_sign signs_92[] = {DAMAGED("\x92", MINUTE), END};
static const struct ct_sign signs_93[] = {DAMAGED("\x93", SECOND), END};
static const struct ct_sign signs_94[] = {DAMAGED("\x94", SECOND), END};
static const struct ct_sign signs_a0[] = {DAMAGED("\xA0", BLANK), END};
static const struct ct_sign signs_a1[] = {DAMAGED("\xA1", DEGREE), END};
static const struct ct_sign signs_b0[] = {DAMAGED("\xB0", DEGREE), END};
static const struct ct_sign signs_b4[] = {DAMAGED("\xB4", MINUTE), END};
static const struct ct_sign signs_ba[] = {DAMAGED("\xBA", DEGREE), END};

static const struct ct_sign *const signs[256] = {
    ['&'] = signs_amp, [0x91] = signs_91, [0x92] = signs_92, [0x93] = signs_93, [0x94] = signs_94,
    [0xA0] = signs_a0, [0xA1] = signs_a1, [0xB0] = signs_b0, [0xB4] = signs_b4, [0xBA] = signs_ba,
    [0xC2] = signs_c2, [0xC3] = signs_c3, [0xCA] = signs_ca, [0xCB] = signs_cb, [0xCC] = signs_cc,
    [0xD0] = signs_d0, [0xD1] = signs_d1, [0xD7] = signs_d7, [0xE1] = signs_e1, [0xE2] = signs_e2,
    [0xE3] = signs_e3, [0xE4] = signs_e4, [0xE5] = signs_e5, [0xE6] = signs_e6, [0xE7] = signs_e7,
    [0xE8] = signs_e8, [0xEA] = signs_ea, [0xEB] = signs_eb, [0xEC] = signs_ec, [0xEF] = signs_ef};

const struct ct_sign *ct_sign_at(const char *p, const char *end) {
  const struct ct_sign *s = signs[(unsigned char)*p];
  size_t left = (size_t)(end - p);
  for (; s && s->text; s++)
    if (s->size <= left && (s->size == 1 || (s->text[1] == p[1] && memcmp(s->text, p, s->size) == 0)))
      return s;
  return NULL;
}

#define WRITTEN(text, kind) SIGN(text, kind, 0, CT_SIGN_WRITTEN)
#define GERMAN(text, dirs) SIGN(text, LETTER, dirs, CT_SIGN_GERMAN)
#define ROMANCE(text, dirs) SIGN(text, LETTER, dirs, CT_SIGN_ROMANCE)

// In lower case. "nord" is both German and French and tells nothing of the language.
static const struct ct_sign words[] = {LETTER("n", CT_NORTH),
                                       LETTER("s", CT_SOUTH),
                                       LETTER("e", CT_EAST),
                                       LETTER("w", CT_WEST),
                                       LETTER("o", CT_EAST | CT_WEST),
                                       WRITTEN("d", DEGREE),
                                       WRITTEN("m", MINUTE),
                                       LABEL("l", CT_EAST),
                                       GERMAN("ö", CT_EAST),
                                       MARK("y", SEPARATOR),
                                       SIGN("c", APPROX, 0, 0),
                                       SIGN("ca", APPROX, 0, 0),
                                       LETTER("north", CT_NORTH),
                                       LETTER("south", CT_SOUTH),
                                       LETTER("east", CT_EAST),
                                       LETTER("west", CT_WEST),
                                       LETTER("nord", CT_NORTH),
                                       ROMANCE("sud", CT_SOUTH),
                                       ROMANCE("est", CT_EAST),
                                       ROMANCE("ouest", CT_WEST),
                                       ROMANCE("ovest", CT_WEST),
                                       ROMANCE("norte", CT_NORTH),
                                       ROMANCE("sur", CT_SOUTH),
                                       ROMANCE("sul", CT_SOUTH),
                                       ROMANCE("este", CT_EAST),
                                       ROMANCE("leste", CT_EAST),
                                       ROMANCE("oeste", CT_WEST),
                                       GERMAN("ost", CT_EAST),
                                       GERMAN("süd", CT_SOUTH),
                                       GERMAN("nördl", CT_NORTH),
                                       GERMAN("südl", CT_SOUTH),
                                       GERMAN("östl", CT_EAST),
                                       GERMAN("westl", CT_WEST),
                                       GERMAN("nördlich", CT_NORTH),
                                       GERMAN("südlich", CT_SOUTH),
                                       GERMAN("östlich", CT_EAST),
                                       GERMAN("westlich", CT_WEST),
                                       GERMAN("nördliche", CT_NORTH),
                                       GERMAN("südliche", CT_SOUTH),
                                       GERMAN("östliche", CT_EAST),
                                       GERMAN("westliche", CT_WEST),
                                       GERMAN("nördlicher", CT_NORTH),
                                       GERMAN("südlicher", CT_SOUTH),
                                       GERMAN("östlicher", CT_EAST),
                                       GERMAN("westlicher", CT_WEST),
                                       LETTER("noord", CT_NORTH),
                                       LETTER("zuid", CT_SOUTH),
                                       LETTER("oost", CT_EAST),
                                       LETTER("lu", CT_NORTH),
                                       LETTER("ls", CT_SOUTH),
                                       LETTER("bt", CT_EAST),
                                       LETTER("bb", CT_WEST),
                                       LABEL("lat", CT_NORTH),
                                       LABEL("latitude", CT_NORTH),
                                       SIGN("latitud", LABEL, CT_NORTH, CT_SIGN_ROMANCE),
                                       SIGN("latitudine", LABEL, CT_NORTH, CT_SIGN_ROMANCE),
                                       SIGN("breite", LABEL, CT_NORTH, CT_SIGN_GERMAN),
                                       SIGN("br", LABEL, CT_NORTH, CT_SIGN_GERMAN),
                                       SIGN("breitengrad", LABEL, CT_NORTH, CT_SIGN_GERMAN),
                                       LABEL("lintang", CT_NORTH),
                                       LABEL("lon", CT_EAST),
                                       LABEL("long", CT_EAST),
                                       LABEL("lng", CT_EAST),
                                       LABEL("longitude", CT_EAST),
                                       SIGN("longitud", LABEL, CT_EAST, CT_SIGN_ROMANCE),
                                       SIGN("longitudine", LABEL, CT_EAST, CT_SIGN_ROMANCE),
                                       SIGN("länge", LABEL, CT_EAST, CT_SIGN_GERMAN),
                                       SIGN("längengrad", LABEL, CT_EAST, CT_SIGN_GERMAN),
                                       LABEL("bujur", CT_EAST),
                                       WRITTEN("deg", DEGREE),
                                       WRITTEN("degs", DEGREE),
                                       WRITTEN("degree", DEGREE),
                                       WRITTEN("degrees", DEGREE),
                                       WRITTEN("grad", DEGREE),
                                       WRITTEN("grados", DEGREE),
                                       WRITTEN("graus", DEGREE),
                                       WRITTEN("gradi", DEGREE),
                                       WRITTEN("degré", DEGREE),
                                       WRITTEN("degrés", DEGREE),
                                       WRITTEN("min", MINUTE),
                                       WRITTEN("mins", MINUTE),
                                       WRITTEN("minute", MINUTE),
                                       WRITTEN("minutes", MINUTE),
                                       WRITTEN("minuten", MINUTE),
                                       WRITTEN("minutos", MINUTE),
                                       WRITTEN("sec", SECOND),
                                       WRITTEN("secs", SECOND),
                                       WRITTEN("second", SECOND),
                                       WRITTEN("seconds", SECOND),
                                       WRITTEN("sek", SECOND),
                                       WRITTEN("sekunden", SECOND),
                                       WRITTEN("seg", SECOND),
                                       WRITTEN("segundos", SECOND),
                                       WRITTEN("secondes", SECOND),
                                       MARK("and", SEPARATOR),
                                       MARK("und", SEPARATOR),
                                       MARK("et", SEPARATOR),
                                       SIGN("about", APPROX, 0, 0),
                                       SIGN("approx", APPROX, 0, 0),
                                       SIGN("approximate", APPROX, 0, 0),
                                       SIGN("approximately", APPROX, 0, 0),
                                       SIGN("aprox", APPROX, 0, 0),
                                       SIGN("circa", APPROX, 0, 0),
                                       SIGN("around", APPROX, 0, 0),
                                       SIGN("roughly", APPROX, 0, 0),
                                       SIGN("environ", APPROX, 0, 0),
                                       SIGN("etwa", APPROX, 0, 0),
                                       SIGN("est.", APPROX, 0, 0),
                                       SIGN("estimated", APPROX, 0, 0),
                                       SIGN("wgs", DATUM, 0, 0),
                                       BLANK("pos"),
                                       BLANK("position"),
                                       BLANK("coordinates"),
                                       BLANK("coords"),
                                       END};

size_t ct_sign_letter_size(const char *p, const char *end) {
  unsigned char c = (unsigned char)*p;
  if ((c | 32) >= 'a' && (c | 32) <= 'z') return 1;
  return c == 0xC3 && p + 1 < end && ((unsigned char)p[1] & 0xC0) == 0x80 && !ct_sign_at(p, end) ? 2 : 0;
}

const struct ct_sign *ct_sign_word(const char *word, size_t n) {
  char low[16];
  if (n == 0 || n > sizeof low) return NULL;
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)word[i];
    bool capital = (c >= 'A' && c <= 'Z') || (i && (unsigned char)word[i - 1] == 0xC3 && c < 0xA0);
    low[i] = (char)(capital ? c + 32 : c);
  }
  for (const struct ct_sign *s = words; s->text; s++)
    if (s->size == n && s->text[0] == low[0] && memcmp(s->text, low, n) == 0) return s;
  return NULL;
}
