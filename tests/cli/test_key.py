#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The numbered key: every name is on the page, by its mark or in the key, and what the key holds is on the map."""
import csv
import json
import os
import re
import subprocess

from harness import ROOT, Skip, expect, main, run, write

FACILITIES = os.path.join(ROOT, "layers", "dprk", "facilities.csv")


def document(folder, mode, size="A4", orientation="portrait", data=FACILITIES, more=""):
    return write(os.path.join(folder, f"{mode}.yaml"),
                 f"title: Facilities\ndata:\n  sites: {{ path: {data}, label: name, sort: rank, class: class }}\n"
                 f"view: {{ fit: [sites] }}\npage: {{ size: {size}, orientation: {orientation} }}\n"
                 f"locator: true\nlabels: {mode}\n{more}")


def words(pdf):
    """Each word of the page with its box, as pdftotext tells them."""
    try:
        done = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True)
    except FileNotFoundError:
        raise Skip("no pdftotext")
    found = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>',
                       done.stdout.decode())
    return [(float(x0), float(y0), float(x1), float(y1), text) for x0, y0, x1, y1, text in found]


def names():
    with open(FACILITIES, encoding="utf-8") as f:
        return [row["name"] for row in csv.DictReader(f)]


def render(folder, mode, **page):
    pdf = os.path.join(folder, f"{mode}.pdf")
    done = run("render", document(folder, mode, **page), "-o", pdf)
    expect(done.code == 0, done)
    return done, words(pdf)


def page_text(found):
    return " ".join(w[4] for w in found)


def test_all_numbers(folder):
    for orientation in ("portrait", "landscape"):
        done, found = render(folder, "numbers", orientation=orientation)
        expect("CT-L401" not in done.err and "CT-L403" not in done.err, done.err)
        # Two share a place, and a number. Every number twice: on the map and in the key (others may be on the scale bar).
        for number in range(1, 93):
            n = sum(w[4] == str(number) for w in found)
            expect(n >= 2, orientation, number, n)
        for name in set(names()):
            expect(all(any(w[4] == part for w in found) for part in name.split()), name)


def test_equal_names_have_one_number(folder):
    rows = "".join(f"{name} battery,{39 + 0.09 * i + 0.01 * k},{126 + 0.07 * k}\n"
                   for k, name in enumerate(("Alder", "Birch", "Cedar") * 5) for i in range(5))
    write(os.path.join(folder, "same.csv"), "name,lat,lon\nFar,42,129\n" + rows)
    for mode in ("numbers", "auto"):
        write(os.path.join(folder, "same.yaml"), f"title: T\ndata: {{ d: {{ path: same.csv, label: name }} }}\n"
              f"page: {{ size: A6 }}\nlabels: {mode}\n")
        done = run("render", "same.yaml", "-o", "same.pdf", "--report", "same.json", cwd=folder)
        expect(done.code == 0, done)
        with open(os.path.join(folder, "same.json"), encoding="utf-8") as f:
            keyed = [x for x in json.load(f)["labels"] if x["state"] == "keyed"]
        numbers = {(x["text"], x["key"]) for x in keyed}
        expect(len(keyed) > len(numbers) + 5, mode, keyed)
        expect(sorted(n for _, n in numbers) == list(range(1, len({x["text"] for x in keyed}) + 1)), mode, numbers)


def test_auto_names_or_numbers(folder):
    done, found = render(folder, "auto", orientation="landscape")
    expect("CT-L401" not in done.err, done.err)
    keyed = re.search(r"note: (\d+) names? .* in the key", done.err)
    text = page_text(found)
    for name in set(names()):
        expect(all(part in text for part in name.split()), name)
    if keyed:
        for number in range(1, int(keyed.group(1)) + 1):
            expect(sum(w[4] == str(number) for w in found) >= 2, number)


def test_no_key_unless_asked(folder):
    for mode in ("near", "leaders"):
        done, _ = render(folder, mode, size="A5")
        expect("CT-L403" not in done.err and "CT-L401" in done.err, mode, done.err)


def test_key_is_told_of_once(folder):
    done, _ = render(folder, "auto", size="A5")
    expect(done.err.count("CT-L403") == 1, done.err)


def test_few_numbers(folder):
    """Ten names: the key stands on the map."""
    path = write(os.path.join(folder, "few.yaml"),
                 "data:\n  sites: { path: sites.csv, label: name }\nview: { fit: [sites] }\nlabels: numbers\n")
    done = run("render", path, "-o", os.path.join(folder, "few.pdf"))
    expect(done.code == 0 and "CT-L4" not in done.err, done)
    found = words(os.path.join(folder, "few.pdf"))
    for number in range(1, 11):
        expect(sum(w[4] == str(number) for w in found) >= 2, number)
    for name in ("Yongbyon", "Punggye-ri", "Songnim"):
        expect(sum(w[4] == name for w in found) == 1, name)


def test_bare_has_no_key(folder):
    path = document(folder, "numbers")
    done = run("render", path, "--bare", "-o", os.path.join(folder, "bare.pdf"))
    expect(done.code == 0 and "CT-L403" not in done.err, done)
    expect("Yongbyon" in page_text(words(os.path.join(folder, "bare.pdf"))))


def test_same_in_every_format(folder):
    """Fineness and format change nothing: numbers stand where they stood."""
    path = document(folder, "auto", size="A5")
    pdf, again = os.path.join(folder, "a.pdf"), os.path.join(folder, "b.pdf")
    expect(run("render", path, "-o", pdf).code == 0)
    expect(run("render", path, "--dpi", "96", "-o", os.path.join(folder, "a.png"), "-o", again).code == 0)
    expect(words(pdf) == words(again))


def test_bad_mode(folder):
    done = run("render", document(folder, "figures"), "-o", os.path.join(folder, "x.pdf"))
    expect(done.code == 1 and "figures.yaml:7:" in done.err and "numbers" in done.err, done)


if __name__ == "__main__":
    main([test_all_numbers, test_equal_names_have_one_number, test_auto_names_or_numbers,
          test_no_key_unless_asked, test_key_is_told_of_once, test_few_numbers, test_bare_has_no_key, test_same_in_every_format, test_bad_mode])
