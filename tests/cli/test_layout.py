#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Page templates, numbered sources, classification, logo: what the command says and draws."""
import os
import re
import struct

from harness import expect, main, read, run, write

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10" fill="#c8102e"/></svg>'
DOC = """title: Sites
classification: SECRET//NOFORN
logo: logo.svg
map_number: Map No. 7
data:
  sites: { path: sites.csv, label: name, class: type, source: [b, "Another, 2019"], heading: Sites }
page: { template: %s }
sources:
  - { id: a, text: First listed }
  - { id: b, text: Second listed, url: "https://example.org/b" }
"""


def size_of(png):
    return struct.unpack(">II", read(png)[16:24])


def words(svg):
    return [re.sub(r"<[^>]*>", "", t).replace("\u00a0", " ").replace("\u2009", " ")
            for t in re.findall(r"<text[^>]*>(.*?)</text>", read(svg).decode("utf-8"), flags=re.S)]


def templates_have_their_page(folder):
    write(os.path.join(folder, "logo.svg"), LOGO)
    for name, size in (("slide", (1920, 1080)), ("column", (1200, 1440)), ("social", (1200, 630))):
        write(os.path.join(folder, "d.yaml"), DOC % name)
        r = run("render", "d.yaml", "-o", "d.png", "-q", cwd=folder)
        expect(r.code == 0 and size_of(os.path.join(folder, "d.png")) == size, name, r)
    r = run("render", "d.yaml", "--size", "800x600", "--template", "slide", "-o", "d.png", "-q", cwd=folder)
    expect(r.code == 0 and size_of(os.path.join(folder, "d.png")) == (800, 600), "a size given with a template", r)
    r = run("styles")
    expect(r.code == 0 and b"slide" in r.out and b"page template: " in r.out, r)


def sources_are_numbered_by_use(folder):
    write(os.path.join(folder, "logo.svg"), LOGO)
    write(os.path.join(folder, "d.yaml"), DOC % "briefing-a4")
    r = run("render", "d.yaml", "-o", "d.svg", "-q", cwd=folder)
    expect(r.code == 0, r)
    all_words = " ".join(words(os.path.join(folder, "d.svg")))
    expect("Sources: 1 Second listed; 2 Another, 2019; First listed." in re.sub(r"\s+", " ", all_words), all_words)
    expect("Sites \u00b9 \u00b2" in all_words, all_words)
    expect(all_words.count("SECRET//NOFORN") == 2 and "Map No. 7" in all_words, all_words)
    svg = read(os.path.join(folder, "d.svg")).decode("utf-8")
    expect('href="https://example.org/b"' in svg, "no link")
    expect('fill="#c8102e"' in svg and 'id="logo"' in svg, "no logo, or not as shapes")


def names_carry_footnotes(folder):
    table = "name,lat,lon,who\nYongbyon,39.797,125.755,KCNA; b\nSohae,39.66,124.705,Other\nFar,-30,10,Unseen\n"
    write(os.path.join(folder, "t.csv"), table)
    write(os.path.join(folder, "d.yaml"), """title: Sites
data:
  sites: { path: t.csv, label: name, source: { column: who }, footnotes: true }
view: { bbox: [124, 39, 127, 41] }
labels: { pin: { Sohae: right } }
sources: { b: "The book, 2018" }
""")
    r = run("render", "d.yaml", "-o", "d.svg", "--report", "r.json", "--strict", cwd=folder)
    expect(r.code == 0, r)
    text = " ".join(words(os.path.join(folder, "d.svg")))
    expect("Yongbyon \u00b9 \u00b2" in text and "Sohae \u00b3" in text, text)
    expect("1 KCNA; 2 The book, 2018; 3 Other." in text, "in order of use, without what the map does not show", text)
    report = read(os.path.join(folder, "r.json")).decode("utf-8")
    expect('"text":"Sohae"' in report, "a number is no part of a name")


def mistakes_name_their_place(folder):
    write(os.path.join(folder, "bad.yaml"), "type: { titel: 3 }\n")
    write(os.path.join(folder, "loop.yaml"), "like: loop.yaml\n")
    write(os.path.join(folder, "notes.svg"), "no picture")
    for text, said in (
            ("page: { template: nosuch }", "d.yaml:3:19: no page template 'nosuch' (expected briefing-a4"),
            ("page: { template: bad.yaml }", "bad.yaml:1:9: unknown key 'titel' in 'type' (did you mean 'title'?)"),
            ("page: { template: ./loop.yaml }", "is like a template that is like it"),
            ("logo: gone.svg", "d.yaml:3:7: logo 'gone.svg': No such file or directory"),
            ("logo: notes.svg", "d.yaml:3: logo notes.svg: is no SVG"),
            ("logo: sites.csv", "d.yaml:3:7: 'logo' is 'sites.csv' (expected a .svg or .png file)"),
            ("classification: ''", "d.yaml:3:18: 'classification' has no text"),
            ("classification: { text: X, color: nocolor }", "'classification' has the color 'nocolor'"),
            ("legend: { at: left }", "d.yaml:3:15: 'at' must be auto, map, beside or below"),
            ("sources: [ { text: X, url: 'javascript:1' } ]", "d.yaml:3:29: 'url' is 'javascript:1'"),
            ("sources: [ { id: x, url: 'https://x.y' } ]", "d.yaml:3:12: a source needs a 'text'")):
        write(os.path.join(folder, "d.yaml"), f"title: T\ndata: {{ sites: sites.csv }}\n{text}\n")
        r = run("render", "d.yaml", "-o", "d.png", "-q", cwd=folder)
        expect(r.code == 1 and said in r.err.replace("./", ""), text, r)
        expect(not os.path.exists(os.path.join(folder, "d.png")), "a picture all the same", text)
    write(os.path.join(folder, "d.yaml"),
          "title: T\ndata: { sites: { path: sites.csv, source: kim1 } }\nsources: { kim: X }\n")
    r = run("render", "d.yaml", "-o", "d.png", "-q", cwd=folder)
    expect(r.code == 1 and "no source has the id 'kim1' (did you mean 'kim'?)" in r.err, r)
    write(os.path.join(folder, "d.yaml"), "title: T\nclassification: SECRET\ndata: { sites: sites.csv }\n")
    r = run("render", "d.yaml", "-o", "d.png", "--bare", cwd=folder)
    expect(r.code == 0 and "CT-G101" in r.err, r)
    r = run("check", "d.yaml", cwd=folder)
    expect(r.code == 0, r)


def same_bytes(folder):
    write(os.path.join(folder, "logo.svg"), LOGO)
    write(os.path.join(folder, "d.yaml"), DOC % "column")
    for ext in ("png", "pdf", "svg"):
        for k in "ab":
            r = run("render", "d.yaml", "-o", f"{k}.{ext}", "-q", cwd=folder)
            expect(r.code == 0, r)
        expect(read(os.path.join(folder, f"a.{ext}")) == read(os.path.join(folder, f"b.{ext}")), ext)


if __name__ == "__main__":
    main([templates_have_their_page, sources_are_numbered_by_use, names_carry_footnotes, mistakes_name_their_place,
          same_bytes])
