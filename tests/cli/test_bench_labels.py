#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The judge of `make bench-labels`: it finds the faults that are there and no others, and reads labels out of PDFs."""
import os
import shutil
import subprocess
import sys

from harness import ROOT, Skip, expect, main, write

sys.path.insert(0, os.path.join(ROOT, "tests", "bench", "labels"))

import ink
import judge
import pdfpaths
import sets

FONT = os.path.join(ROOT, "styles", "fonts", "SourceSans3-Regular.otf")
WORD = "Hamburg"


def the_set(*points):
    return {"width": 300, "height": 200, "mark_pt": 6, "text_pt": 8, "rows": [{"name": WORD, "x": x, "y": y} for x, y in points]}


def label(i, x, base, letters):
    return {"i": i, "x0": x, "x1": x + letters.extents(WORD)[4], "base": base}


def judged(a_set, letters, *labels, leaders=()):
    r = judge.judge(a_set, [label(i, x, base, letters) for i, x, base in labels], letters, leaders)
    return [r[k] for k in ("placed", "clean", "text_overlaps", "mark_overlaps", "cut", "crossings")]


def faults(folder):
    letters = ink.Ink(FONT, 8)
    two = the_set((50, 50), (50, 100))
    expect(judged(two, letters, (0, 54, 53), (1, 54, 103)) == [2, 2, 0, 0, 0, 0], "two good labels")
    expect(judged(two, letters, (0, 54, 53)) == [1, 1, 0, 0, 0, 0], "one left out")
    expect(judged(two, letters, (0, 54, 53), (1, 60, 56)) == [2, 1, 1, 0, 0, 0], "one over the other")
    expect(judged(two, letters, (0, 54, 53), (1, 40, 53)) == [2, 1, 1, 1, 0, 0], "over a mark and a text: struck out once")
    expect(judged(two, letters, (0, 51, 53)) == [1, 0, 0, 1, 0, 0], "over its own mark")
    # A descender reaches below the baseline, letters without do not: the ink counts, not the line.
    expect(judged(two, letters, (0, 54, 53), (1, 54, 60.2)) == [2, 1, 1, 0, 0, 0], "under a descender")
    expect(judged(two, letters, (0, 54, 53), (1, 54, 61.5)) == [2, 2, 0, 0, 0, 0], "clear of a descender")
    expect(judged(two, letters, (0, -3, 20), (1, 285, 103)) == [2, 0, 0, 0, 2, 0], "cut by the page's edge")
    cross, meet = [(0, 0, 10, 10), (0, 10, 10, 0)], [(0, 0, 10, 10), (10, 10, 20, 0)]
    expect(judged(two, letters, leaders=cross)[5] == 1 and judged(two, letters, leaders=meet)[5] == 0, "leaders that cross")


def letters_measured(folder):
    left, top, right, bottom, advance = ink.Ink(FONT, 8).extents(WORD)
    expect(-6 < top < -5 and 1 < bottom < 2, "height of the letters", top, bottom)
    expect(0 < left < right < advance and 28 < advance < 36, "their width", left, right, advance)
    expect(ink.Ink(FONT, 8).extents("men")[3] < 0.2, "no descender")


def paths_read(folder):
    page = b"q 1 0 0 -1 0 200 cm 0.003922 0.007843 0.784314 rg 10 20 m 30 20 l 30 28 l h f Q\n" \
           b"0 0 0 RG 0.35 w 50 150 m 90 100 l S 2 w 0 0 m 5 5 l S\n"
    write(f"{folder}/a.pdf", b"%PDF-1.5\n4 0 obj\n<< /Length " + str(len(page)).encode() + b" >>\nstream\n" + page + b"endstream\n")
    found = pdfpaths.boxes_by_color(f"{folder}/a.pdf", 200, 200)
    expect(list(found) == [256 + 2] and found[258] == [10, 20, 30, 28], "a fill of that colour", found)
    expect(pdfpaths.thin_lines(f"{folder}/a.pdf", 200, 0.6) == [[(50, 50), (90, 100)]], "a thin line",
           pdfpaths.thin_lines(f"{folder}/a.pdf", 200, 0.6))


def seeded(folder):
    a, b = sets.points(200, "clustered", 0), sets.points(200, "clustered", 0)
    expect(a == b and a != sets.points(200, "clustered", 1), "points by their seed")
    expect(len(set(a)) == 200 and all(0 < x < sets.WIDTH and 0 < y < sets.HEIGHT for x, y in a), "points on the page")
    lon, lat = sets.to_lonlat(sets.WIDTH / 2, sets.HEIGHT / 2)
    expect(lon == 0 and abs(lat) < 1e-12, "the middle of the page", lon, lat)


def own_labels(folder):
    """A small set from beginning to end, without peers."""
    if not shutil.which("pdftotext") or not shutil.which("ogr2ogr"):
        raise Skip("pdftotext or ogr2ogr is missing")
    env = {**os.environ, "BENCH_RUNS": "1", "BENCH_PEERS": ""}
    r = subprocess.run([sys.executable, os.path.join(ROOT, "tests", "bench", "bench_labels.py"), "uniform-50"], env=env,
                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    text = r.stdout.decode("utf-8")
    rows = [t.split() for t in text.splitlines() if t.startswith("uniform-50 ") and "Cartouche" in t]
    expect(r.returncode == 0 and len(rows) == 2, text)
    for row in rows:
        expect(row[3] == row[4] and int(row[3]) >= 48, "labels without fault", row)
    expect("Cartouche: 0 (aim 0); crossings of leaders: 0" in text, text)


main([faults, letters_measured, paths_read, seeded, own_labels])
