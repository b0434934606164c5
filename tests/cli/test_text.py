#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Texts as they come out of a PDF: scripts, two languages, templates with empty cells, spaced capitals."""
import json
import os
import re
import subprocess
import unicodedata

from harness import expect, main, run, write

# Names as public gazetteers have them. The order in a PDF is that in which a reader types them.
NAMES = {
    "Korean": "녕변군 원자력", "Chinese": "北京市朝阳区", "Japanese": "東京都千代田区", "Thai": "กรุงเทพ",
    "Arabic": "الحديدة", "Hebrew": "ירושלים", "Hindi": "कोलकाता", "Armenian": "Երևան", "Greek": "Αθήνα",
    "Georgian": "თბილისი", "Russian": "Владивосток", "Vietnamese": "Hồ Chí Minh", "ligatures": "office affluent",
    "marks": "e\u0301a\u0308n\u0303",
}


def words(path):
    """The words of a PDF with their boxes, as poppler finds them."""
    out = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True).stdout.decode("utf-8")
    return re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', out)


def text_of(path):
    return subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode("utf-8")


def plain(text):
    """Composed, without the marks of direction that poppler adds."""
    return unicodedata.normalize("NFC", re.sub("[\u200e\u200f\u202a-\u202e]", "", text))


def feature(at, **properties):
    return {"type": "Feature", "properties": properties,
            "geometry": {"type": "Point", "coordinates": [at % 4, at // 4]}}


def draw(folder, label, features, name="map.pdf"):
    write(os.path.join(folder, "data.geojson"),
          json.dumps({"type": "FeatureCollection", "features": features}))
    write(os.path.join(folder, "map.yaml"), json.dumps(
        {"title": "T", "data": {"d": {"path": "data.geojson", "label": label}}, "base": {"labels": False},
         "page": {"size": "A4", "orientation": "landscape"}, "legend": False}))
    r = run("render", "map.yaml", "-o", name, cwd=folder)
    expect(r.code == 0, r)
    return r, os.path.join(folder, name)


def scripts_are_text(folder):
    r, pdf = draw(folder, "n", [feature(i, n=n) for i, n in enumerate(NAMES.values())])
    expect("CT-T" not in r.err, "every script has a bundled font", r)
    found = plain(text_of(pdf)).replace("\n", " ")
    for script, name in NAMES.items():
        name = plain(name)
        expect(name in found or all(w in found for w in name.split()), script, name, found)


def missing_character(folder):
    r, _ = draw(folder, ["n", "m"], [feature(0, n="Camp", m="here \ue000"), feature(5, n="B", m="")])
    expect("CT-T302" in r.err and "U+E000" in r.err and "'Camp here" in r.err, r)
    expect("'Source Sans 3 Semibold'" in r.err, "the font is named", r)
    expect(r.err.count("CT-T302") == 1, r)


def two_languages(folder):
    rows = [("Yongbyon", "녕변"), ("Wonsan", "WÓNSAN"), ("", "평양"), ("Rason", ""), ("Sinpo (신포)", "신포")]
    _, pdf = draw(folder, ["a", "b"], [feature(i * 3, a=a, b=b) for i, (a, b) in enumerate(rows)])
    found = words(pdf)
    texts = [w[4] for w in found]
    for once in ("Yongbyon", "녕변", "Wonsan", "평양", "Rason", "Sinpo"):
        expect(texts.count(once) == 1, once, texts)
    expect("WÓNSAN" not in texts and "신포" not in texts, "no name is said twice", texts)
    first = next(w for w in found if w[4] == "Yongbyon")
    second = next(w for w in found if w[4] == "녕변")
    expect(float(second[1]) > float(first[1]) + 5, "the second stands below", first, second)
    r = run("render", "map.yaml", "-o", "x.pdf", cwd=folder)
    write(os.path.join(folder, "bad.yaml"), "data:\n  d: { path: data.geojson, label: [a, b, a] }\n")
    r = run("render", "bad.yaml", "-o", "x.pdf", cwd=folder)
    expect(r.code == 1 and "bad.yaml:2" in r.err and "two languages" in r.err, r)
    write(os.path.join(folder, "bad.yaml"), "data:\n  d: { path: data.geojson, label: [a, c] }\n")
    r = run("render", "bad.yaml", "-o", "x.pdf", cwd=folder)
    expect(r.code == 1 and "'c'" in r.err, "a column that there is not", r)


def templates(folder):
    rows = [("Amsa", "Bubu", "1986"), ("Cero", "", "1990"), ("", "Dodo", "1991"), ("Effe", "", ""), ("", "", "1992")]
    _, pdf = draw(folder, "{a} / {b} ({c})", [feature(i * 3, a=a, b=b, c=c) for i, (a, b, c) in enumerate(rows)])
    found = " ".join(text_of(pdf).split())
    for text in ("Amsa / Bubu (1986)", "Cero (1990)", "Dodo (1991)", "Effe", "(1992)"):
        expect(text in found, text, found)
    expect("Effe /" not in found and "()" not in found and "/ Dodo" not in found, found)


def spaced_capitals(folder):
    style = {"version": 8, "sources": {"p": {"type": "geojson", "data": feature(0, n="x")}}, "layers": [
        {"id": "n", "type": "symbol", "source": "p",
         "layout": {"text-field": "Kavango JAPAN AVATAR", "text-letter-spacing": 0.3, "text-max-width": 60,
                    "text-font": ["Source Sans 3 Regular"], "text-size": 18}}]}
    write(os.path.join(folder, "style.json"), json.dumps(style))
    r = run("render", "style.json", "--size", "400x200", "--center", "0,0", "--zoom", "3", "--bare", "-o", "s.pdf", cwd=folder)
    expect(r.code == 0, r)
    pdf = os.path.join(folder, "s.pdf")
    expect([w[4] for w in words(pdf)] == ["Kavango", "JAPAN", "AVATAR"], words(pdf))


def one_place(folder):
    """A text stands where its PDF says, whatever the resolution."""
    _, pdf = draw(folder, "n", [feature(0, n="Yongbyon"), feature(6, n="Punggye-ri\nTest Site"), feature(11, n="녕변")])
    before = words(pdf)
    run("render", "map.yaml", "-o", "again.pdf", "-o", "map.png", "--dpi", "300", cwd=folder)
    expect(words(os.path.join(folder, "again.pdf")) == before, "another dpi moves no text")


if __name__ == "__main__":
    main([scripts_are_text, missing_character, two_languages, templates, spaced_capitals, one_place])
