// SPDX-License-Identifier: MIT
// Sentinel: words and numbers that stand for "no value".
#include <math.h>
#include <string.h>

#include "coord/coord.h"
#include "coord/text.h"

// In lower case. One letter is none of them but "x": N, S, E and W are hemispheres.
static const char *const words[] = {
    "unknown", "unknow", "n/a", "na", "n.a.", "n.a", "n/d", "nd", "n.d.", "nan", "null", "(null)", "none",
    "nil", "void", "empty", "blank", "no data", "nodata", "no value", "no position", "no coordinates",
    "no coords", "-", "--", "---", "----", "–", "—", "−", "...", "…", "..", ".", "?", "??", "???", "*", "_",
    "x", "xx", "xxx", "unk", "unkn", "tbd", "tba", "tbc", "to be determined", "to be confirmed",
    "not available", "not applicable", "not known", "not given", "not stated", "not reported",
    "not specified", "not determined", "not recorded", "not listed", "not found", "unspecified",
    "undetermined", "unreported", "unlocated", "unavailable", "undisclosed", "undefined", "withheld",
    "classified", "confidential", "redacted", "missing", "pending", "various", "#n/a", "#value!", "#ref!",
    "#name?", "#div/0!", "#num!", "#null!", "#nv", "#wert!", "<null>", "\\n",
    // French, Spanish, Portuguese, Italian, German, Dutch
    "inconnu", "inconnue", "non disponible", "non renseigné", "sans objet", "desconocido", "desconocida",
    "no disponible", "sin datos", "s/d", "s/i", "no aplica", "desconhecido", "desconhecida", "não disponível",
    "sem dados", "sconosciuto", "sconosciuta", "unbekannt", "k.a.", "k. a.", "keine angabe", "entf.",
    "entfällt", "onbekend", "okänd", "ukendt", "ukjent", "nieznany", "nieznane", "bilinmiyor",
    "tidak diketahui", "không rõ",
    // Russian, Chinese, Japanese, Korean, Arabic, Persian
    "неизвестно", "Неизвестно", "нет данных", "Нет данных", "н/д", "Н/Д", "未知", "不明", "不详", "不詳",
    "无", "無", "なし", "未定", "미상", "불명", "없음", "알 수 없음", "모름", "غير معروف", "نامعلوم"};

bool ct_coord_is_sentinel(const char *text, size_t n) {
  ct_text_trim(&text, &n);
  if (n == 0 || n > 48) return false;
  char low[48];
  for (size_t i = 0; i < n; i++) low[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (words[i][0] == (low[0] == text[0] ? text[0] : low[0]) && strlen(words[i]) == n &&
        memcmp(words[i], low, n) == 0)
      return true;
  return false;
}

bool ct_coord_is_sentinel_number(double x) {
  static const double numbers[] = {99,     999,     9999,  99999,   999999,   9999999, 99.99,
                                   999.99, 9999.99, 999.9, 999.999, 999.9999, 1e30};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    if (fabs(x) == numbers[i]) return true;
  return false;
}
