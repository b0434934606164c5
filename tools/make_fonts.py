"""make_fonts.py SRC OUT: fill OUT with the bundled fonts (see make_fonts.sh)."""
import hashlib
import os
import shutil
import sys

import fontTools
from fontTools import subset
from fontTools.ttLib import TTFont

SRC, OUT = sys.argv[1], sys.argv[2]
NOTO = os.path.join(SRC, "usr/share/fonts/truetype/noto")
CJK = os.path.join(SRC, "usr/share/fonts/opentype/noto")
ADOBE = os.path.join(SRC, "package")
P_SS = "npm source-sans 3.52.0"
P_CORE = "Debian fonts-noto-core 20201225-1"
P_CJK = "Debian fonts-noto-cjk 1:20220127+repack1-1"

rows = []                                   # (file, package, whole or subset)


def whole(path, package):
    name = os.path.basename(path)
    shutil.copyfile(path, os.path.join(OUT, name))
    rows.append((name, package, "whole"))


def cut(path, name, package, chars, features="*", number=-1, edit=None,
        drop=()):
    o = subset.Options()
    o.layout_features = features if features == "*" else features.split(",")
    o.hinting = False
    o.name_IDs = ["*"]
    o.name_languages = [0x409]
    o.notdef_outline = True
    o.glyph_names = False
    o.drop_tables += list(drop)
    o.recalc_timestamp = False
    o.font_number = number
    f = subset.load_font(path, o)
    if edit:
        edit(f)
    s = subset.Subsetter(o)
    s.populate(unicodes=chars)
    s.subset(f)
    subset.save_font(f, os.path.join(OUT, name), o)
    rows.append((name, package, "subset"))


# --- character sets ----------------------------------------------------------

def two_byte(codec, leads=range(0xA1, 0xFF), trails=range(0xA1, 0xFF)):
    out = set()
    for a in leads:
        for b in trails:
            try:
                c = bytes((a, b)).decode(codec)
            except UnicodeDecodeError:
                continue
            if len(c) == 1:
                out.add(ord(c))
    return out


def han(s):
    return {c for c in s if 0x3400 <= c <= 0x9FFF or 0xF900 <= c <= 0xFAFF}


def span(*pairs):
    out = set()
    for a, b in pairs:
        out |= set(range(a, b + 1))
    return out


KSX = han(two_byte("euc_kr"))
GB = han(two_byte("gb2312"))
JIS = han(two_byte("euc_jp"))
BIG5 = han(two_byte("big5", range(0xA4, 0xC6),
                    [*range(0x40, 0x7F), *range(0xA1, 0xFF)])
           | two_byte("big5", [0xC6], range(0x40, 0x7F)))
HAN = KSX | GB | JIS | BIG5
EAST = span((0x20, 0x7E), (0xA0, 0xFF), (0x1100, 0x11FF), (0x2013, 0x2015),
            (0x2018, 0x201D), (0x2025, 0x2026), (0x203B, 0x203B),
            (0x2103, 0x2103), (0x2109, 0x2109), (0x3000, 0x33FF), (0xA960, 0xA97F), (0xAC00, 0xD7A3),
            (0xD7B0, 0xD7FF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF))
SPACES = {0x20, 0xA0}                       # else Pango boxes the space after
URO = span((0x4E00, 0x9FFF))


def regional_forms_only_for(chars):
    """Keep `locl` (the Japanese and Chinese forms) for these characters only."""
    def edit(f):
        cmap = f.getBestCmap()
        keep = {cmap[c] for c in chars if c in cmap}
        gsub = f["GSUB"].table
        look = {i for r in gsub.FeatureList.FeatureRecord
                if r.FeatureTag == "locl" for i in r.Feature.LookupListIndex}
        for i in look:
            for st in gsub.LookupList.Lookup[i].SubTable:
                st = getattr(st, "ExtSubTable", st)
                if hasattr(st, "mapping"):
                    st.mapping = {k: v for k, v in st.mapping.items()
                                  if k in keep}
    return edit


CJK_FEATURES = "ccmp,kern,ljmo,locl,palt,tjmo,vjmo"
VERTICAL = ("BASE", "VORG", "vhea", "vmtx")

# --- build -------------------------------------------------------------------

os.makedirs(OUT, exist_ok=True)
for n in os.listdir(OUT):
    if n.endswith((".otf", ".ttf")):
        os.remove(os.path.join(OUT, n))

for face in "Regular", "It", "Semibold", "SemiboldIt", "Bold":
    whole(f"{ADOBE}/OTF/SourceSans3-{face}.otf", P_SS)

cut(f"{CJK}/NotoSansCJK-Regular.ttc", "NotoSansCJKkr-Regular.otf", P_CJK,
    EAST | HAN | URO, CJK_FEATURES, 1, regional_forms_only_for(EAST | HAN),
    VERTICAL)
cut(f"{CJK}/NotoSansCJK-Bold.ttc", "NotoSansCJKkr-Bold.otf", P_CJK,
    EAST | HAN, CJK_FEATURES, 1, None, VERTICAL)

# Latin, Greek and Cyrillic that Source Sans 3 lacks (African, Abkhaz, ...).
for face in "Regular", "Italic", "Bold":
    p = f"{NOTO}/NotoSans-{face}.ttf"
    cut(p, os.path.basename(p), P_CORE,
        span((0x20, 0x7E), (0xA0, 0x52F), (0x1AB0, 0x1AFF), (0x1C80, 0x1C8F),
             (0x1D00, 0x1FFF), (0x2000, 0x20CF), (0x2100, 0x218F),
             (0x2C60, 0x2C7F), (0xA640, 0xA69F), (0xA700, 0xA7FF),
             (0xAB30, 0xAB6F), (0xFB00, 0xFB06)),
        "ccmp,kern,liga,locl,mark,mkmk")

BOTH = """Arabic Armenian Devanagari Georgian Gurmukhi Hebrew Khmer Lao
Malayalam Oriya Tamil Thaana""".split()
ONE = """Bengali CanadianAboriginal Cherokee Ethiopic Gujarati Kannada Mongolian
Myanmar NKo Sinhala Syriac Telugu Tifinagh""".split()
for s in sorted(BOTH + ONE):
    whole(f"{NOTO}/NotoSans{s}-Regular.ttf", P_CORE)
    if s in BOTH:
        whole(f"{NOTO}/NotoSans{s}-Bold.ttf", P_CORE)
for face in "Regular", "Bold":              # with loops: the form map readers expect
    whole(f"{NOTO}/NotoLoopedThai-{face}.ttf", P_CORE)
cut(f"{NOTO}/NotoSerifTibetan-Regular.ttf", "NotoSerifTibetan-Regular.ttf",
    P_CORE, SPACES | span((0xF00, 0xFFF)))

# Arrows, operators, letter-like signs, circled numbers, geometric shapes.
cut(f"{NOTO}/NotoSansMath-Regular.ttf", "NotoSansMath-Regular.ttf", P_CORE,
    SPACES | span((0x2016, 0x2016), (0x2032, 0x2037), (0x2100, 0x214F),
         (0x2190, 0x22FF), (0x2300, 0x232B), (0x27C0, 0x27FF),
         (0x2900, 0x297F), (0x2B00, 0x2B2F)), "")
for face in "Regular", "Bold":              # bold for circled key numbers
    cut(f"{NOTO}/NotoSansSymbols-{face}.ttf", f"NotoSansSymbols-{face}.ttf",
        P_CORE, SPACES | span((0x2150, 0x21FF), (0x2300, 0x23FF),
                              (0x2460, 0x24FF), (0x2600, 0x27BF),
                              (0x1F100, 0x1F1FF)), "")
cut(f"{NOTO}/NotoSansSymbols2-Regular.ttf", "NotoSansSymbols2-Regular.ttf",
    P_CORE, SPACES | span((0x2190, 0x21FF), (0x2300, 0x23FF), (0x25A0, 0x27BF),
                 (0x2B00, 0x2BFF), (0x1F780, 0x1F7FF)), "")

# --- licences ----------------------------------------------------------------

lic = os.path.join(OUT, "LICENSES")
os.makedirs(lic, exist_ok=True)
adobe = open(f"{ADOBE}/LICENSE.md", encoding="utf-8").read()
body = adobe[adobe.index("This Font Software is licensed"):].rstrip() + "\n"
open(f"{lic}/OFL-SourceSans3.txt", "w", encoding="utf-8").write(
    adobe.rstrip() + "\n")


def names(f):
    n = f["name"]
    return lambda *ids: next((n.getDebugName(i) for i in ids
                              if n.getDebugName(i)), "")


table, notices = [], {P_CORE: {}, P_CJK: {}}
total = 0
for file, package, how in sorted(rows):
    path = os.path.join(OUT, file)
    data = open(path, "rb").read()
    f = TTFont(path)
    nm = names(f)
    if package in notices:
        notices[package].setdefault(nm(0), []).append(file)
    ver = nm(5).replace("Version ", "").split(";")[0].split("uh")[0].strip()
    table.append((nm(16, 1), nm(17, 2), file, ver, package, how, len(data),
                  f["maxp"].numGlyphs, len(f.getBestCmap()),
                  hashlib.sha256(data).hexdigest()))
    total += len(data)
for package, fn in ((P_CORE, "OFL-Noto.txt"), (P_CJK, "OFL-NotoSansCJK.txt")):
    with open(f"{lic}/{fn}", "w", encoding="utf-8") as w:
        for c, files in sorted(notices[package].items()):
            w.write(f"{c}\n    {', '.join(files)}\n\n")
        if package == P_CJK:
            w.write("Noto is a trademark of Google Inc. The files here are "
                    "subsets made by tools/make_fonts.sh.\n\n")
        else:
            w.write("Noto is a trademark of Google Inc. Files marked `subset` "
                    "in ../README.md were cut by tools/make_fonts.sh.\n\n")
        w.write(body)

here = os.path.dirname(os.path.abspath(__file__))
head = open(f"{here}/make_fonts_readme.md", encoding="utf-8").read()
with open(os.path.join(OUT, "README.md"), "w", encoding="utf-8") as w:
    w.write(head.replace("@FILES@", str(len(table)))
            .replace("@MB@", f"{total / 1e6:.1f}")
            .replace("@FONTTOOLS@", fontTools.version))
    w.write("\n| Family | Face | File | Version | Source | Whole | Bytes "
            "| Glyphs | Characters |\n|---|---|---|---|---|---|--:|--:|--:|\n")
    for t in table:
        w.write("| " + " | ".join(str(x) for x in t[:9]) + " |\n")
    w.write("\n## SHA-256\n\n```\n")
    for t in table:
        w.write(f"{t[9]}  {t[2]}\n")
    w.write("```\n")
print(f"{len(table)} files, {total / 1e6:.2f} MB")
