#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Features together on one page: insets, graticule, derived lines, numbered sources, keys, atlases, links."""
import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as xml

from harness import ROOT, Skip, expect, main, read, run, write

SVG = "{http://www.w3.org/2000/svg}"
DOC = """title: Everything at once
subtitle: Furniture, insets, graticule, derived lines, sources
kicker: Integration
note: A note.
classification: SECRET//NOFORN
map_number: Map No. 7
disclaimer: No endorsement.
keywords: [one, two]
as_of: 2020-01-31
boundaries: un
data:
  sites:
    path: sites.csv
    label: name
    class: type
    url: "https://example.org/{name}"
    source: { column: from }
    footnotes: true
  hub:
    path: sites.csv
    where: "name = 'Sunchon'"
    rings: { radii_km: [100, 250], label: "{km} km" }
    source: cns
  loads: { path: loads.csv, links: { from: a, to: b, places: sites, width: n } }
view: { fit: [sites], VIEW padding: 8 }
page: { PAGE }
locator: true
graticule: { every: GRID }
scale_bar: { unit: [km, mi] }
north_arrow: true
legend: { counts: true, at: LEGEND }
labels: LABELS
insets: [ { title: Yongbyon, names: [Yongbyon, Sunchon] }, { title: Coast, bbox: [125.2, 38.5, 126, 39.1] } ]
sources:
  cns: { text: Centre of studies, url: "https://example.com/cns" }
  mail: { text: An address, url: "mailto:a@b.example" }
"""


def make(folder, name="x", extra="", **words):
    """Renders the document as PDF and SVG with its report; sites get sources of their own."""
    rows = read(os.path.join(folder, "sites.csv")).decode().splitlines()
    if not rows[0].endswith("from"):
        rows = [rows[0] + ",from"] + [f"{row},Paper {i % 3 + 1}" for i, row in enumerate(rows[1:])]
        write(os.path.join(folder, "sites.csv"), "\n".join(rows) + "\n")
    write(os.path.join(folder, "loads.csv"), "a,b,n\nYongbyon,Sohae,3\nNampo,Wonsan,8\nWonsan,Nampo,2\n")
    text = DOC + extra
    for key, value in {"VIEW": "", "PAGE": "size: A4, orientation: portrait", "GRID": "1", "LEGEND": "auto",
                       "LABELS": "auto", **words}.items():
        text = text.replace(key, value)
    write(os.path.join(folder, name + ".yaml"), text)
    r = run("render", name + ".yaml", "-o", name + ".pdf", "-o", name + ".svg", "--report", name + ".json",
            cwd=folder, env={"SOURCE_DATE_EPOCH": "1567686896"})
    expect(r.code == 0, r)
    return os.path.join(folder, name), r


def check_labels(base):
    if not shutil.which("pdftotext"):
        raise Skip("pdftotext is not installed")
    done = subprocess.run(["python3", os.path.join(ROOT, "tools/check_labels.py"), base + ".pdf", base + ".json"],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    expect(done.returncode == 0, done.stdout.decode())


def labels_are_where_the_report_says(folder):
    cases = ({}, {"VIEW": "rotation: 35,"}, {"LEGEND": "beside"}, {"LEGEND": "below", "LABELS": "numbers"},
             {"LABELS": "callouts"}, {"PAGE": "template: slide"}, {"PAGE": "template: column"}, {"PAGE": "size: 320x240"},
             {"VIEW": 'projection: "+proj=ortho +lat_0=30 +lon_0=127",', "GRID": "15"})
    for i, words in enumerate(cases):
        base, _ = make(folder, f"case{i}", **words)
        check_labels(base)


def a_globe_with_labels_beside_it(folder):
    """Those beside the limb are furniture: no name stands on them."""
    make(folder)
    text = read(os.path.join(folder, "x.yaml")).decode()
    text = re.sub("view: .*", "view: { center: [127, 30], projection: globe, zoom: 1.5 }", text)
    write(os.path.join(folder, "g.yaml"), text.replace("every: 1 ", "every: 15 "))
    r = run("render", "g.yaml", "-o", "g.pdf", "--report", "g.json", cwd=folder)
    expect(r.code == 0, r)
    check_labels(os.path.join(folder, "g"))


def notes_are_told_apart_from_names(folder):
    base, _ = make(folder)
    line = next(k for k in json.loads(read(base + ".json"))["labels"] if k["text"] == "Sohae" and k["state"] != "dropped")
    expect(line["notes"].strip() == "\u00b3", line)
    expect("Sohae \u00b3" not in line["text"], line)


def a_key_below_the_map_and_a_legend_beside_it(folder):
    sites = "".join(f"Place {i},a,{38 + i % 7 * 0.4:.2f},{125 + i // 7 * 0.5:.2f},\n" for i in range(42))
    write(os.path.join(folder, "sites.csv"),
          "name,type,lat,lon,date\nYongbyon,b,39.797,125.755,\nSunchon,b,39.412,125.89,\n" + sites)
    base, _ = make(folder, LEGEND="beside", LABELS="numbers")
    report = json.loads(read(base + ".json"))
    root = xml.fromstring(read(base + ".svg"))
    key = next(g for g in root.iter(SVG + "g") if g.get("id") == "key")
    ys = [float(t.get("y")) for t in key.iter(SVG + "text") if t.get("y")]
    expect(ys and min(ys) > report["frame"][3], "the key begins at", min(ys or [0]), "in the frame", report["frame"])


def names_in_an_inset_are_its_own(folder):
    base, _ = make(folder)
    root = xml.fromstring(read(base + ".svg"))
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    expect(len(ids) == len(set(ids)), "ids are not unique")
    marks = sorted(i for i in ids if re.search(r"sites-mark-\d+$", i))
    expect("sites-mark-1" in marks and "inset_Yongbyon-sites-mark-1" in marks, marks)
    expect(all(re.fullmatch(r"(inset_\w+-)?sites-mark-\d+", i) for i in marks), marks)
    outside = [int(i.rsplit("-", 1)[1]) for i in marks if not i.startswith("inset_")]
    expect(all(n <= 10 for n in outside), outside)


def sources_of_rows_only_in_insets(folder):
    """The main map shows the far south, and the sites are in insets alone: they are numbered all the same."""
    make(folder)
    text = read(os.path.join(folder, "x.yaml")).decode()
    text = re.sub("view: .*", "view: { bbox: [-180, -90, 180, -60], projection: '+proj=stere +lat_0=-90' }", text)
    write(os.path.join(folder, "s.yaml"), text.replace("every: 1 ", "every: 15 "))
    r = run("render", "s.yaml", "-o", "s.svg", cwd=folder)
    expect(r.code == 0, r)
    words = " ".join("".join(t.itertext()) for t in xml.fromstring(read(os.path.join(folder, "s.svg"))).iter(SVG + "text"))
    expect("Paper 1" in words and re.search("Yongbyon.{0,3}\u00b9", words), words)


def dates_have_their_time_of_day(folder):
    base, _ = make(folder)
    pdf = read(base + ".pdf")
    expect(pdf.count(b"(D:20190905123456Z)") == 2, re.findall(rb"Date ?\([^)]*\)", pdf))
    expect(b"<xmp:CreateDate>2019-09-05T12:34:56Z<" in pdf, "no such time in the XMP")
    expect(b"one, two" in pdf, "keywords of a list")


def links_lead_to_the_web_or_the_mail_only(folder):
    base, _ = make(folder)
    hrefs = re.findall(r'href="([^"]*)"', read(base + ".svg").decode())
    bad = [h for h in hrefs if not re.match(r"https?://|mailto:|#|data:image/", h)]
    expect(not bad, bad)
    expect("mailto:a@b.example" in hrefs and "https://example.org/Sohae" in hrefs, hrefs)
    if not shutil.which("pdfinfo"):
        raise Skip("pdfinfo is not installed")
    urls = subprocess.run(["pdfinfo", "-url", base + ".pdf"], stdout=subprocess.PIPE).stdout.decode().split()
    for url in ("https://example.org/Sohae", "https://example.com/cns", "mailto:a@b.example"):
        expect(url in urls, url, urls)


def atlas_of_pages_with_insets(folder):
    """Insets of a page show what they name, though the page is about something else; what its rows lack is told once."""
    atlas = 'atlas: { over: sites, by: type, only: true, index: { title: All of them } }\n'
    make(folder)
    text = read(os.path.join(folder, "x.yaml")).decode()
    text = text.replace("title: Everything at once", 'title: "{type}"').replace(
        "kicker: Integration", 'kicker: "Sheet {page} of {pages}"')
    write(os.path.join(folder, "a.yaml"), text + atlas)
    r = run("render", "a.yaml", "-o", "a-{page}.svg", "-o", "a.pdf", cwd=folder)
    expect(r.code == 0, r)
    expect(r.err.count("CT-G304") == 0 and r.err.count("CT-G303") <= 1, r.err)
    first = read(os.path.join(folder, "a-0.svg")).decode()
    expect("All of them" in first and "OF 4" not in first.upper().replace("\u00a0", " "), "the index's kicker")
    nuclear = next(read(os.path.join(folder, f"a-{i}.svg")).decode() for i in range(1, 9)
                   if ">nuclear<" in read(os.path.join(folder, f"a-{i}.svg")).decode())
    expect('id="inset_Yongbyon-sites-mark-1"' in nuclear, "the inset of the page of nuclear sites")


def same_bytes_in_another_folder(folder):
    other = os.path.join(folder, "deep", "er")
    os.makedirs(other)
    make(folder, "y", VIEW="rotation: 20,")
    for name in ("sites.csv", "loads.csv", "y.yaml"):
        shutil.copy(os.path.join(folder, name), other)
    formats = ("png", "jpg", "webp", "tif", "pdf", "svg")
    for place in (folder, other):
        out = [w for f in formats for w in ("-o", "z." + f)]
        r = run("render", "y.yaml", "--size", "A6", "--dpi", "100", *out, "--report", "z.json", cwd=place)
        expect(r.code == 0, r)
    for f in formats:
        expect(read(os.path.join(folder, "z." + f)) == read(os.path.join(other, "z." + f)), f)


def what_was_written_wrong(folder):
    """Every message names the line, and what would have worked."""
    cases = {"classification: { text: S, color: nocolor }": "doc.yaml:2: .*#c8102e",
             "page: { background: nocolor }": "doc.yaml:2: .*opaque colour",
             "page: { template: missing.yaml }": r"doc.yaml:2:19: .*cartouche styles",
             "locator: { extent: [1, 2, 3] }": r"doc.yaml:2:20: 'extent' .*west, south, east, north",
             "keywords: { a: b }": "doc.yaml:2:11: .*list of texts",
             "logo: missing.svg": "doc.yaml:2:7: logo 'missing.svg'",
             "base: { imagery: missing.tif }": "doc.yaml:2:18: .*missing.tif",
             "graticule: { every: 7.7 }": "doc.yaml:2:21: .*divide 360",
             "insets: [ { titel: A } ]": "doc.yaml:2:13: .*'title'",
             "atlas: { over: sitse }": "doc.yaml:2:16: .*'sites'",
             "boundaries: us": "doc.yaml:2:13: .*'un'",
             "legend: { at: above }": "doc.yaml:2:15: .*beside or below",
             "scale_bar: { unit: furlong }": "doc.yaml:2:20: .*km, mi, nm",
             "svg: { dta: [name] }": "doc.yaml:2:8: .*'data'"}
    for text, wanted in cases.items():
        write(os.path.join(folder, "doc.yaml"), "data: { sites: { path: sites.csv, label: name } }\n" + text + "\n")
        r = run("render", "doc.yaml", "-o", "out.png", cwd=folder)
        expect(r.code == 1 and re.search(wanted, r.err) and r.err.count("\n") == 1, text, r)
        expect(not os.path.exists(os.path.join(folder, "out.png")), text)


if __name__ == "__main__":
    main([labels_are_where_the_report_says, a_globe_with_labels_beside_it, notes_are_told_apart_from_names,
          a_key_below_the_map_and_a_legend_beside_it, names_in_an_inset_are_its_own, sources_of_rows_only_in_insets,
          dates_have_their_time_of_day, links_lead_to_the_web_or_the_mail_only, atlas_of_pages_with_insets,
          same_bytes_in_another_folder, what_was_written_wrong])
