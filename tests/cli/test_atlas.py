#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Atlases: pages, bookmarks and links in a PDF, files of their own, and what is refused."""
import glob
import json
import os
import re
import shutil
import subprocess

from harness import ROOT, Skip, expect, main, read, run, write

DOC = """title: "{name}, {type}"
kicker: "Sheet {page} of {pages}"
as_of: 2020-01-01
author: A. Nonymous
keywords: sites, test
data:
  sites: { path: sites.csv, label: name, url: "https://example.org/{name}", class: type }
atlas: { over: sites, name: "{name}", scale: "1:500000", index: { title: All sites } }
page: { size: A6 }
locator: true
"""
N = 10


def doc(folder, text=DOC, name="atlas.yaml"):
    return write(os.path.join(folder, name), text)


def tool(*command):
    if not shutil.which(command[0]):
        raise Skip(f"{command[0]} is not installed")
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    expect(done.returncode == 0, command, done.stderr)
    return done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def make(folder, text=DOC, out="out.pdf", *more):
    r = run("render", doc(folder, text), "-o", out, *more, cwd=folder)
    expect(r.code == 0, r)
    return os.path.join(folder, out)


def pages_of_a_pdf(folder):
    pdf = make(folder)
    info, _ = tool("pdfinfo", pdf)
    for wanted in (f"Pages: +{N + 1}", "Title: +All sites", "Author: +A. Nonymous", "Keywords: +sites, test",
                   "Metadata Stream: +yes"):
        expect(re.search(wanted, info), wanted, info)
    first = tool("pdftotext", "-f", "1", "-l", "1", pdf, "-")[0]
    expect("All sites" in first and "Punggye-ri" in first, first)
    third = tool("pdftotext", "-f", "3", "-l", "3", pdf, "-")[0]
    expect("Punggye-ri, nuclear" in third and f"SHEET 2 OF {N}" in third and f"2 / {N}" in third, third)


def links_and_bookmarks(folder):
    pdf = make(folder)
    dests = tool("pdfinfo", "-dests", pdf)[0]
    expect(f'{N + 1} [ XYZ' in dests and f'"page-{N}"' in dests and '"index"' in dests, dests)
    urls = tool("pdfinfo", "-url", pdf)[0].splitlines()
    # The names of the index lead to pages, those of a page to their addresses.
    expect(all(not line.lstrip().startswith("1 ") for line in urls), urls)
    # The mark and the name.
    expect(sum("https://example.org/Sohae" in line for line in urls) >= 2, urls)


def other_readers_find_nothing_wrong(folder):
    pdf = make(folder)
    outline, errors = tool("mutool", "show", pdf, "outline")
    expect(outline.count("#page=") == N + 1 and '"Yongbyon"' in outline, outline)
    expect("repair" not in errors and "error" not in errors, errors)
    _, errors = tool("mutool", "clean", pdf, os.path.join(folder, "clean.pdf"))
    expect("repair" not in errors and "error" not in errors, errors)
    links = sum(tool("mutool", "show", pdf, f"pages/{k}/Annots")[0].count(" R") for k in range(1, N + 2))
    expect(links > 4 * N, links)


def always_vectors_and_text(folder):
    pdf = make(folder)
    expect(len(tool("pdfimages", "-list", pdf)[0].splitlines()) == 2, "images in it")
    for line in tool("pdffonts", pdf)[0].splitlines()[2:]:
        expect(re.search(r"^[A-Z]{6}\+.* yes +yes +yes ", line), "a font is not a part in it", line)


def samples_have_no_pixels(folder):
    """Opacity, patterns and halos do not make images of a page."""
    if not shutil.which("pdfimages"):
        raise Skip("pdfimages is not installed")
    maps = sorted(glob.glob(os.path.join(ROOT, "maps", "**", "*.yaml"), recursive=True))
    style = {"version": 8, "center": [127, 39], "zoom": 5, "sources": {"p": {"type": "geojson", "data": {
        "type": "Polygon", "coordinates": [[[124, 37], [129, 37], [129, 41], [124, 41], [124, 37]]]}}}, "layers": [
            {"id": "f", "type": "fill", "source": "p", "paint": {"fill-color": "#c40", "fill-opacity": 0.4}},
            {"id": "fp", "type": "fill", "source": "p", "paint": {"fill-pattern": "triangle", "fill-opacity": 0.5}},
            {"id": "fl", "type": "fill", "source": "p", "paint": {"fill-color": "#06c", "fill-layer-opacity": 0.3}},
            {"id": "l", "type": "line", "source": "p",
             "paint": {"line-width": 9, "line-opacity": 0.5, "line-blur": 4}},
            {"id": "lp", "type": "line", "source": "p", "paint": {"line-pattern": "triangle", "line-width": 9}},
            {"id": "c", "type": "circle", "source": "p",
             "paint": {"circle-radius": 9, "circle-blur": 0.5, "circle-opacity": 0.5}},
            {"id": "s", "type": "symbol", "source": "p", "layout": {"text-field": "Half"},
             "paint": {"text-opacity": 0.5, "text-halo-width": 2, "text-halo-blur": 1, "text-halo-color": "#fff"}}]}
    maps.append(write(os.path.join(folder, "style.json"), json.dumps(style)))
    for path in maps:
        pdf = os.path.join(folder, "map.pdf")
        r = run("render", path, "-o", pdf)
        expect(r.code == 0, path, r)
        images = tool("pdfimages", "-list", pdf)[0].splitlines()
        expect(len(images) == 2, path, images)


def a_file_each(folder):
    os.mkdir(os.path.join(folder, "o"))
    make(folder, DOC, "o/{name}.svg", "-o", "o/{page}.png", "-o", "all.pdf", "-o", "o/{name}.pdf")
    found = sorted(os.listdir(os.path.join(folder, "o")))
    for name in ("Sohae.svg", "index.svg", "Punggye-ri.pdf", "00.png", "10.png"):
        expect(name in found, name, found)
    expect(len(found) == 3 * (N + 1), found)
    expect(b"Sohae, launch" in read(os.path.join(folder, "o", "Sohae.svg")))
    info, _ = tool("pdfinfo", os.path.join(folder, "o", "Sohae.pdf"))
    expect(re.search("Pages: +1\n", info) and "Title:           Sohae, launch" in info, info)


def same_bytes(folder):
    one = read(make(folder, DOC, "a.pdf"))
    other = read(make(folder, DOC, "b.pdf"))
    expect(one == other, "two runs differ")


def groups(folder):
    text = DOC.replace('name: "{name}",', "by: type,").replace('"{name}, {type}"', '"{type}: {count} ({name})"')
    pdf = make(folder, text)
    info, _ = tool("pdfinfo", pdf)
    expect(re.search("Pages: +5\n", info), info)
    # Sorted by what they go by; what differs within a group is empty.
    pages = [tool("pdftotext", "-f", str(k), "-l", str(k), pdf, "-")[0] for k in range(1, 6)]
    for k, title in enumerate(("airfield: 2\n", "launch: 2\n", "nuclear: 2\n", "port: 4\n"), 1):
        expect(title in pages[k], title, pages[k])
    expect("airfield" in pages[0] and "port" in pages[0], pages[0])


def only_its_own(folder):
    text = DOC.replace("index: { title: All sites }", "index: false, only: true").replace("1:500000", "1:9000000")
    pdf = make(folder, text)
    page, _ = tool("pdftotext", "-f", "1", "-l", "1", pdf, "-")
    expect("Yongbyon" in page and "Sohae" not in page and "Nampo" not in page, page)
    both = make(folder, text.replace("only: true", "only: false"), "both.pdf")
    page, _ = tool("pdftotext", "-f", "1", "-l", "1", both, "-")
    expect("Yongbyon" in page and "Nampo" in page, page)


def where_and_sort(folder):
    text = DOC.replace("atlas: { over: sites,", "atlas: { over: sites, where: \"type = 'port'\", sort: date,")
    pdf = make(folder, text)
    order = [tool("pdftotext", "-f", str(k), "-l", str(k), pdf, "-")[0] for k in range(2, 6)]
    for page, name in zip(order, ("Songnim", "Hungnam", "Chongjin", "Nampo")):
        expect(f"{name}, port" in page, name, page)


def plain_titles(folder):
    """Where no text names a column the page is called by its name."""
    pdf = make(folder, DOC.replace('"{name}, {type}"', "Sites of the test").replace('kicker: "Sheet {page} of {pages}"\n', ""))
    page, _ = tool("pdftotext", "-f", "2", "-l", "2", pdf, "-")
    expect("SITES OF THE TEST" in page and "Yongbyon" in page, page)


def report_of_all(folder):
    make(folder, DOC, "out.pdf", "--report", "r.json")
    report = json.loads(read(os.path.join(folder, "r.json")))
    expect([p["page"] for p in report["pages"]] == list(range(N + 1)), report["pages"][0])
    expect(report["pages"][1]["name"] == "Yongbyon" and report["pages"][1]["report"]["totals"]["wanted"] > 0)


def fails(folder, text, out, wanted, code=1):
    before = sorted(os.listdir(folder))
    r = run("render", doc(folder, text), "-o", out, cwd=folder)
    expect(r.code == code and wanted in r.err, wanted, r)
    after = sorted(set(os.listdir(folder)) - {"atlas.yaml"})
    expect(after == sorted(set(before) - {"atlas.yaml"}), "something is left", after)


def refused(folder):
    fails(folder, DOC, "out.png", "out.png: a png holds one page, and an atlas has many (put {name}")
    fails(folder, DOC, "no/{name}.png", "folder 'no/' does not exist")
    fails(folder, DOC.replace("{name}, {type}", "{nmae}"), "o.pdf",
          "atlas: 'title' names 'nmae', but data 'sites' has no such column (did you mean 'name'?)")
    fails(folder, DOC.replace("over: sites,", "over: sites, by: typ,"), "o.pdf", "'by' names 'typ'")
    fails(folder, DOC.replace("over: sites,", "over: sites, where: \"type = 'x'\","), "o.pdf", "no rows meet the condition")
    fails(folder, DOC.replace('name: "{name}"', 'name: "{type}"'), "{name}.svg",
          "nuclear.svg: is the file of two pages, 'nuclear' and 'nuclear'")
    os.mkdir(os.path.join(folder, "{name}"))
    fails(folder, DOC, "{name}/x.svg", "x.svg: a svg holds one page")
    plain = re.sub("^atlas:.*\n", "", DOC, flags=re.M).replace("{name}, {type}", "T")
    fails(folder, plain, "{name}.png", "{name}.png: {name} and {page} in a file's name are for atlases")
    r = run("render", doc(folder), "-o", "-", "--format", "png", cwd=folder)
    expect(r.code == 1 and "a png holds one page" in r.err, r)


def streamed(folder):
    r = run("render", doc(folder), "-o", "-", "--format", "pdf", cwd=folder)
    expect(r.code == 0 and r.out.startswith(b"%PDF") and r.out == read(make(folder)), r.err)


def nothing_when_a_page_fails(folder):
    """The last page cannot be drawn: no file of the others stays."""
    write(os.path.join(folder, "sites.csv"), "name,lat,lon,type\nA,39,125,x\nB,38,126,x\nAway,0,-60,y\n")
    text = DOC.replace("page: { size: A6 }", "page: { size: A6 }\nview: { projection: '+proj=gnom +lat_0=39 +lon_0=125' }").replace(
        "index: { title: All sites }", "index: false")
    os.mkdir(os.path.join(folder, "o"))
    r = run("render", doc(folder, text), "-o", "o/{name}.svg", "-o", "o/all.pdf", cwd=folder)
    expect(r.code == 1 and "page 3 'Away': " in r.err, r)
    expect(os.listdir(os.path.join(folder, "o")) == [], os.listdir(os.path.join(folder, "o")))


def strict_over_all_pages(folder):
    text = DOC.replace("https://example.org/{name}", "ftp://example.org/{name}")
    r = run("render", doc(folder, text), "-o", "a.pdf", cwd=folder)
    expect(r.code == 0 and r.err.count("CT-G402") == 1 and "links begin with https://" in r.err, r)
    r = run("render", doc(folder, text), "-o", "b.pdf", "-o", "{name}.svg", "--strict", cwd=folder)
    expect(r.code == 1 and "--strict is set: nothing written" in r.err, r)
    expect(not glob.glob(os.path.join(folder, "*.svg")) and not os.path.exists(os.path.join(folder, "b.pdf")), "written")


def pins_are_for_some_page(folder):
    pins = DOC + 'labels: { pin: { Sohae: left, Nowhere: right } }\n'
    r = run("render", doc(folder, pins), "-o", "a.pdf", cwd=folder)
    expect(r.code == 0 and r.err.count("CT-L421") == 1 and "'Nowhere'" in r.err, r)


def links_of_single_maps(folder):
    text = re.sub("^atlas:.*\n|^kicker:.*\n", "", DOC, flags=re.M).replace("{name}, {type}", "T")
    pdf = make(folder, text)
    urls = tool("pdfinfo", "-url", pdf)[0]
    expect("https://example.org/Sohae" in urls and "https://example.org/Nampo" in urls, urls)
    svg = read(make(folder, text, "out.svg")).decode()
    expect('xlink:href="https://example.org/Sohae"' in svg, "no link in the svg")


if __name__ == "__main__":
    main([pages_of_a_pdf, links_and_bookmarks, other_readers_find_nothing_wrong, always_vectors_and_text,
          samples_have_no_pixels, a_file_each, same_bytes, groups, only_its_own, where_and_sort, plain_titles,
          report_of_all, refused, streamed, nothing_when_a_page_fails, strict_over_all_pages,
          pins_are_for_some_page, links_of_single_maps])
