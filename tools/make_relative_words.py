#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Print src/coord/relative_table.h: words of distance and direction, folded and sorted.

usage: tools/make_relative_words.py > src/coord/relative_table.h

Folded: lower case without accents (see src/base/fold.h). English, German, French, Spanish, Portuguese, Italian,
Dutch and Russian; Chinese, Japanese and Korean are in src/coord/relative_cjk.c.
"""

words = {}


def add(kind, texts, wind="", number=0):
    for text in texts.split():
        text = text.replace("ё", "е")
        if text in words and words[text] != (kind, wind, number):
            raise ValueError(f"'{text}' has two meanings")
        words[text] = (kind, wind, number)


# Cardinal points: the forms of each language, and how two are joined.
ENDINGS = ("", "ern", "erly", "ernly", "ward", "wards", "bound")
ENGLISH = {"N": "north", "S": "south", "E": "east", "W": "west", "NE": "northeast", "NW": "northwest",
           "SE": "southeast", "SW": "southwest", "NNE": "northnortheast", "NNW": "northnorthwest",
           "SSE": "southsoutheast", "SSW": "southsouthwest", "ENE": "eastnortheast", "ESE": "eastsoutheast",
           "WNW": "westnorthwest", "WSW": "westsouthwest"}
for wind, word in ENGLISH.items():
    add("WIND", " ".join(word + ending for ending in ENDINGS), wind)
GERMAN = {"N": "nord", "S": "sud", "E": "ost", "W": "west"}
for wind in ENGLISH:
    word = "".join(GERMAN[c] for c in wind)
    add("WIND", f"{word}lich {word}licher {word}liche {word}en", wind)
    if word != "west":  # as in English
        add("WIND", word, wind)
    # ue and oe where the keyboard has no umlauts
    spelt = word.replace("sud", "sued")
    add("WIND", f"{(spelt[:-3] + 'oest' if spelt.endswith('ost') else spelt)}lich", wind)
add("WIND", "norte norden noorden noordelijk noord", "N")
add("WIND", "sur sul zuiden zuidelijk zuid meridional", "S")
add("WIND", "est este leste oosten oostelijk oost oriental", "E")
add("WIND", "ouest oeste ovest westelijk occidental", "W")
add("WIND", "nordest noreste nordeste noordoost noordoosten noordoostelijk", "NE")
add("WIND", "nordouest noroeste noroeste nordovest noordwest noordwesten noordwestelijk", "NW")
add("WIND", "sudest sureste sudeste zuidoost zuidoosten zuidoostelijk", "SE")
add("WIND", "sudouest suroeste sudoeste sudovest zuidwest zuidwesten zuidwestelijk", "SW")
add("WIND", "nnordest nordnordest nornoreste nornordeste", "NNE")
add("WIND", "nordnordouest nornoroeste", "NNW")
add("WIND", "sudsudest sursureste susudeste", "SSE")
add("WIND", "sudsudouest sursuroeste susudoeste", "SSW")
add("WIND", "север северу севера севернее северо северной северном", "N")
add("WIND", "юг югу юга южнее юго южной южном", "S")
add("WIND", "восток востоку востока восточнее восточной восточном", "E")
add("WIND", "запад западу запада западнее западной западном", "W")
for north, wind in (("северо", "N"), ("юго", "S")):
    add("WIND", " ".join(north + e for e in ("восток", "востоку", "востока", "восточнее", "восточной")), wind + "E")
    add("WIND", " ".join(north + e for e in ("запад", "западу", "запада", "западнее", "западной")), wind + "W")
# Abbreviations: upper case, or right behind a distance.
for wind in ENGLISH:
    add("ABBREVIATION", wind.lower(), wind)
add("ABBREVIATION", "св", "NE")
add("ABBREVIATION", "юв", "SE")
add("ABBREVIATION", "сз", "NW")
add("ABBREVIATION", "юз", "SW")
# O is east in German and west in French, Spanish, Italian and Portuguese: the word for "of" tells.
for wind in ("O", "NO", "SO", "NNO", "SSO", "ONO", "OSO"):
    add("O_ABBREVIATION", wind.lower(), wind)

add("UNIT", "km kms kilometer kilometers kilometre kilometres kilometern kilometros kilometro kilometri chilometri "
    "chilometro quilometros quilometro км километр километра километров километрах километре", number=1000)
add("UNIT", "m mtr mtrs meter meters metre metres metern metros metro metri metrov м метр метра метров метрах",
    number=1)
add("MILE", "mi mile miles milles mille millas milla miglia miglio milhas milha meile meilen mijl mijlen миля мили "
    "миль милях")
add("NAUTICAL", "nautical naut nautisch nautische nautischen marin marins nautique nautiques nautica nauticas "
    "nautiche nautico marina marinas marine maritimas sea zee морская морские морских")
add("STATUTE", "statute land")
add("UNIT", "nm nmi nautmi sm seemeile seemeilen zeemijl zeemijlen", number=1852)
add("UNIT", "ft feet foot fuss pieds pies футов", number=0.3048)
add("UNIT", "yd yds yard yards", number=0.9144)
add("UNIT", "cable cables", number=185.2)
add("DEGREE", "deg degs degree degrees degrees grad degres degre grados graus gradi graden град градусов градуса")
add("TRUE", "true t rechtweisend vrai verdadero истинный")
add("MAGNETIC", "magnetic mag magnetisch magnetique")
add("BEARING", "bearing bearings brg azimuth azimut heading course relevement rumbo rumo peilung kurs marcacion "
    "azimute rilevamento азимут азимуту пеленг пеленгу курс")

add("ABOUT", "about around approximately approx roughly some circa ca c environ approximativement quelque quelques "
    "etwa rund ungefahr gegen zirka unos unas aproximadamente aprox alrededor cerca alcuni ongeveer около примерно "
    "приблизительно порядка estimated nearly almost fast presque casi quasi почти")
add("BOUND", "over more than least most under less within beyond exceeding mehr als uber mindestens weniger hochstens "
    "plus moins mas menos oltre более свыше менее не")
# R: a language whose O is west; G: one whose O is east.
add("OF", "of from off от")
add("OF", "von vom vor van", "G")
add("OF", "de d du des del di da do dal dalla dallo della dello dell dall degli delle das dos", "R")
add("NOISE", "the to a an and away distance distant direction directions due directly sector coast offshore "
    "coastline shore shores coastal seaward inland position pos point located situated lying outside out by "
    "au large l al la las los le les en ao aos ad all alla nel nella il lo cote costa costas litoral "
    "der die dem den kuste entfernt richtung het kust "
    "в к на со стороны направлении сторону побережья берега")
add("RANGE", "bis und y et or ou или до between zwischen entre tot")
for value, text in enumerate("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
                             "sixteen seventeen eighteen nineteen twenty".split(), 1):
    add("NUMBER", text, number=value)
for value, text in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3):
    add("NUMBER", text, number=10 * value)
add("HUNDRED", "hundred", number=100)
add("HALF", "half", number=0.5)
add("DOZEN", "dozen", number=12)
# Where the words after a place's name begin to speak of something else.
add("STOP", "near in at on where when while during which que wo before after im")


def main():
    print("// SPDX-License-Identifier: MIT")
    print("// Words of distance and direction, folded and sorted. Generated by tools/make_relative_words.py")
    print("#ifndef CT_COORD_RELATIVE_TABLE_H")
    print('#define CT_COORD_RELATIVE_TABLE_H\n\n#include "coord/relative_words.h"\n')
    print("// clang-format off")
    print("static const struct ct_relative_word words[] = {")
    line = "   "
    for text in sorted(words, key=str.encode):
        kind, wind, number = words[text]
        entry = f' {{"{text}", CT_WORD_{kind}, "{wind}", {number:g}}},'
        if len(line) + len(entry) > 108:
            print(line)
            line = "   "
        line += entry
    print(line)
    print("};\n// clang-format on\n\n#endif")


if __name__ == "__main__":
    main()
