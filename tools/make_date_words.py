#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes src/base/date_words_table.c: the words of dates in many languages, folded, sorted, with their abbreviations.

usage: make_date_words.py > src/base/date_words_table.c
"""
import unicodedata

# Twelve names each, January first; other spellings and cases of a month after a bar.
MONTHS = """
en january february march april may june july august september october november december
fr janvier février mars avril mai juin juillet août septembre octobre novembre décembre
de januar|jänner februar|feber märz|maerz april mai juni juli august september oktober november dezember
es enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre
pt janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
it gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
nl januari februari maart|mrt april mei juni juli augustus september oktober november december
sv januari februari mars april maj juni juli augusti september oktober november december
da januar februar marts april maj juni juli august september oktober november december
no januar februar mars april mai juni juli august september oktober november desember
fi tammikuu|tammikuuta helmikuu|helmikuuta maaliskuu|maaliskuuta huhtikuu|huhtikuuta toukokuu|toukokuuta kesäkuu|kesäkuuta heinäkuu|heinäkuuta elokuu|elokuuta syyskuu|syyskuuta lokakuu|lokakuuta marraskuu|marraskuuta joulukuu|joulukuuta
pl styczeń|stycznia luty|lutego marzec|marca kwiecień|kwietnia maj|maja czerwiec|czerwca lipiec|lipca sierpień|sierpnia wrzesień|września październik|października listopad|listopada grudzień|grudnia
cs leden|ledna únor|února březen|března duben|dubna květen|května červen|června červenec|července srpen|srpna září říjen|října listopad|listopadu prosinec|prosince
ro ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
hu január február március április május június július augusztus szeptember október november december
tr ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
id januari februari|pebruari maret april mei juni juli agustus|agt september oktober november|nopember desember
ru январь|января февраль|февраля март|марта апрель|апреля май|мая июнь|июня июль|июля август|августа сентябрь|сентября октябрь|октября ноябрь|ноября декабрь|декабря
uk січень|січня лютий|лютого березень|березня квітень|квітня травень|травня червень|червня липень|липня серпень|серпня вересень|вересня жовтень|жовтня листопад|листопада грудень|грудня
bg януари февруари март април май юни юли август септември октомври ноември декември
sr јануар фебруар март април мај јун јул август септембар октобар новембар децембар
el ιανουάριος|ιανουαρίου φεβρουάριος|φεβρουαρίου μάρτιος|μαρτίου απρίλιος|απριλίου μάιος|μαΐου ιούνιος|ιουνίου ιούλιος|ιουλίου αύγουστος|αυγούστου σεπτέμβριος|σεπτεμβρίου οκτώβριος|οκτωβρίου νοέμβριος|νοεμβρίου δεκέμβριος|δεκεμβρίου
he ינואר|בינואר פברואר|בפברואר מרץ|מרס|במרץ אפריל|באפריל מאי|במאי יוני|ביוני יולי|ביולי אוגוסט|באוגוסט ספטמבר|בספטמבר אוקטובר|באוקטובר נובמבר|בנובמבר דצמבר|בדצמבר
ar يناير فبراير مارس أبريل|إبريل مايو يونيو|يونية يوليو|يولية أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
ar كانون~الثاني شباط آذار نيسان أيار|نوار حزيران تموز آب أيلول تشرين~الأول تشرين~الثاني كانون~الأول
ar جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر
ar يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر
zh 一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月
fa ژانویه فوریه مارس آوریل مه ژوئن ژوئیه|جولای اوت سپتامبر اکتبر نوامبر دسامبر
"""

WEEKDAYS = """
en monday tuesday wednesday thursday friday saturday sunday tues weds thur thurs
fr lundi mardi mercredi jeudi vendredi samedi dimanche
de montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo mi fr sa so
es lunes martes miércoles jueves viernes sábado domingo
pt segunda terça quarta quinta sexta feira
it lunedì martedì mercoledì giovedì venerdì sabato domenica
nl maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
sv måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag
fi maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai
pl poniedziałek wtorek środa czwartek piątek sobota niedziela
cs pondělí úterý středa čtvrtek pátek neděle
tr pazartesi salı çarşamba perşembe cuma cumartesi pazar
id senin selasa rabu kamis jumat sabtu minggu
ru понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс
uk понеділок вівторок середа четвер пʼятниця субота неділя
ar الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد
ro luni marți miercuri joi vineri sâmbătă duminică
hu hétfő kedd csütörtök péntek szombat vasárnap szerda
el δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή
bg понеделник вторник сряда четвъртък петък събота неделя
he ראשון שני שלישי רביעי חמישי שישי שבת
ko 월요일 화요일 수요일 목요일 금요일 토요일 일요일
ja 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日
zh 星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日
"""

OTHERS = {
    # Words that change nothing.
    "FILLER": "the of on at in de del du des der den dem le la el am um den von vom from desde dal van od g "
              "von г год года году р рік року יום от с со в во um del da di den uhr year "
              "من في سنة عام",
    "ORDINAL": "st nd rd th er ère eme ème го е ый º ª",
    "APPROX": "c ca circa about around approx approximately approximate estimated est probably possibly "
              "vers environ env etwa ungefähr hacia aprox alrededor około ok около примерно прибл "
              "약 경 頃 约 約 左右 حوالي",
    "TO": "to until till through thru bis au al à tot до по do sd sampai hingga 부터 إلى الى حتى から 까지 至 到 t/m",
    "AND": "and et und y e и en i и & ve و",
    "BETWEEN": "between entre zwischen между tra fra tussen między mellan بين",
    "EARLY": "early beginning début anfang principios comienzos inizio begin начало начале начала początek "
             "초 초순 上旬 初",
    "MID": "mid middle mi mitte mediados metà medio midden середина середине połowa 중순 중 中旬",
    "LATE": "late end fin ende finales fine eind конец конце koniec 말 하순 下旬 末",
    "QUARTER": "q quarter quartal trimestre 분기 季度",
    "HALF": "h half semestre halbjahr 半期 반기",
    "WEEK": "w wk week kw semaine woche",
    "UNIT_YEAR": "년 年",
    "UNIT_MONTH": "월 月",
    "UNIT_DAY": "일 日 号 號",
    "DECADE": "s",
    "TIME": "t",
    "ZONE": "z utc gmt kst jst est edt cst cdt mst mdt pst pdt cet cest eet msk ist bst local time lt am pm hrs hours "
            "오전 오후 午前 午後 上午 下午",
    "ERA": "주체 juche",
}
ROMAN = "i ii iii iv v vi vii viii ix x xi xii".split()
# "mi" is also a German Wednesday; Juche 1 is 1912; 초 is "second" after a number and "early" after a month.
VALUES = {"mi": 1, "주체": 1911, "juche": 1911}
CLOCK_UNITS = {w: ("CLOCK_UNIT", i) for i, words in enumerate(("時 时 点 시", "分 분", "秒")) for w in words.split()}
# What custom abbreviates where the first letters alone would tell less.
CUSTOM = """jan feb mar apr may jun jul aug sep oct nov dec
ene févr mar abr mai juin juil aoû set ott nov dic
янв фев мар апр май июн июл авг сен окт ноя дек
gen fev mrz avr mag giu lug ago sept okt lis dez
led úno bře dub kvě čvn čvc srp zář říj lis pro"""
SPECIAL = {"ł": "l", "ø": "o", "đ": "d", "ß": "s", "æ": "a", "œ": "o", "ı": "i", "ς": "σ", "ʼ": "", "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك"}


def fold(word):
    out = []
    for c in unicodedata.normalize("NFD", "".join(SPECIAL.get(c, c) for c in word.lower())):
        if unicodedata.category(c) != "Mn":
            out.append(SPECIAL.get(c, c))
    folded = unicodedata.normalize("NFC", "".join(out))
    return folded.replace("~", " ")


def named(text):
    for line in text.strip().splitlines():
        yield line.split()[1:]


def abbreviates(word):
    return all(c.isascii() or "а" <= c <= "џ" or "α" <= c <= "ω" or "א" <= c <= "ת" for c in word) and " " not in word


def with_prefixes(names):
    """{text: value} of the names and of their first letters, three at least, where these tell one value."""
    table, short = {}, {}
    for word, value in names:
        assert table.get(word, value) == value, word
        table[word] = value
        if abbreviates(word):
            for n in range(3, len(word)):
                short.setdefault(word[:n], set()).add(value)
    for word, values in short.items():
        if len(values) == 1 and word not in table:
            table[word] = values.pop()
    return table


def main():
    custom = [(fold(w), m + 1 if w != "lis" else 11) for line in CUSTOM.splitlines() for m, w in enumerate(line.split())]
    months = custom + [(fold(w), m + 1) for names in named(MONTHS) for m, spellings in enumerate(names) for w in spellings.split("|")]
    days = [(fold(w), 1) for names in named(WEEKDAYS) for w in names]
    month_table, day_table = with_prefixes(months), with_prefixes(days)
    rows = {}
    for word, value in month_table.items():
        rows[word] = ("MONTH_OR_WEEKDAY" if word in day_table else "MONTH", value)
    for word in day_table:
        rows.setdefault(word, ("WEEKDAY", 0))
    for kind, words in OTHERS.items():
        for word in map(fold, words.split()):
            if rows.get(word, ("WEEKDAY",))[0] == "WEEKDAY":
                rows[word] = (kind, VALUES.get(word, 0))
    for word, (kind, value) in CLOCK_UNITS.items():
        rows.setdefault(word, (kind, value))
    for value, word in enumerate(ROMAN, 1):
        if word != "i":
            rows[word] = ("ROMAN", value)
    rows["i"] = ("AND", 1)
    rows["xx"] = ("BLANK", 0)
    print("// SPDX-License-Identifier: MIT")
    print("// Words of dates, folded and sorted, with the abbreviations that tell one month or weekday.")
    print("// Generated by tools/make_date_words.py.")
    print('#include "base/date_words.h"\n')
    print("// clang-format off")
    print("const struct ct_date_word_entry ct_date_word_table[] = {")
    for word in sorted(rows, key=lambda w: w.encode()):
        kind, value = rows[word]
        print(f'  {{"{word}", CT_DATE_WORD_{kind}, {value}}},')
    print("};")
    print("// clang-format on")
    print("const size_t ct_date_word_count = sizeof ct_date_word_table / sizeof *ct_date_word_table;")


if __name__ == "__main__":
    main()
