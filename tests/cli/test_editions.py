#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Editions on the map: a year of weekly ones whose marks are what an independent diff says, and what goes wrong."""
import csv
import json
import os
import re
import shutil

from edition_marks import marks
from harness import ROOT, expect, main, read, run, write

COLUMNS = ["id", "name", "class", "status", "lat", "lon"]
DOC = """title: Sites
data: {{ sites: {{ path: sites.csv, id: id, label: name, class: class }} }}
page: {{ size: 360x260, bare: true }}
view: {{ bbox: [123, 37, 131, 43] }}
base: {{ labels: false, rivers: false, admin1: false }}
svg: {{ data: [id, edition] }}
{more}"""
STATES = ["planned", "building", "operating", "closed"]


class Dice:
    """Numbers that are the same everywhere (Numerical Recipes' generator)."""

    def __init__(self, seed):
        self.x = seed

    def __call__(self, n):
        self.x = (self.x * 1664525 + 1013904223) % (1 << 32)
        return (self.x >> 8) % n


def save(folder, rows):
    with open(f"{folder}/sites.csv", "w", encoding="utf-8", newline="") as f:
        out = csv.DictWriter(f, COLUMNS, lineterminator="\n")
        out.writeheader()
        out.writerows(rows.values())


def a_site(dice, number):
    return {"id": f"s{number}", "name": f"Site {number}", "class": ["plant", "port", "base"][dice(3)], "status": STATES[dice(4)],
            "lat": f"{37.5 + dice(5000) / 1000:.3f}", "lon": f"{123.5 + dice(7000) / 1000:.3f}"}


def a_week_later(rows, dice, number):
    rows = {k: dict(v) for k, v in rows.items()}
    for _ in range(dice(3)):
        number += 1
        rows[f"s{number}"] = a_site(dice, number)
    names = list(rows)
    for _ in range(dice(3)):
        row = rows[names[dice(len(names))]]
        row["status"] = STATES[dice(4)]
    if dice(2):
        row = rows[names[dice(len(names))]]
        row["lat"] = f"{37.5 + dice(5000) / 1000:.3f}"
    if dice(3) == 0 and len(rows) > 6:
        del rows[names[dice(len(names))]]
    return rows, number


def diff(old, new):
    """What has become of ids, without the program's help."""
    out = {"new": set(new) - set(old), "removed": set(old) - set(new), "changed": set(), "moved": set()}
    for k in set(old) & set(new):
        if float(old[k]["lat"]) != float(new[k]["lat"]) or float(old[k]["lon"]) != float(new[k]["lon"]):
            out["moved"].add(k)
        elif any(old[k][c] != new[k][c] for c in COLUMNS):
            out["changed"].add(k)
    return out


def a_year(folder):
    dice, rows = Dice(20190829), {}
    for number in range(1, 13):
        rows[f"s{number}"] = a_site(dice, number)
    save(folder, rows)
    write(f"{folder}/doc.yaml", DOC.format(more=""))
    r = run("render", "doc.yaml", "-o", "map.svg", "--manifest", "last.json", cwd=folder)
    expect(r.code == 0, "the first edition renders", r)
    seen = dict.fromkeys(("new", "changed", "moved", "removed"), 0)
    write(f"{folder}/doc.yaml", DOC.format(more="since_edition: last.json\n"))
    for week in range(1, 53):
        old, (rows, number) = rows, a_week_later(rows, dice, number)
        save(folder, rows)
        r = run("render", "doc.yaml", "-o", "map.svg", "--manifest", "next.json", cwd=folder)
        expect(r.code == 0, f"week {week} renders", r)
        drawn, told = marks(read(f"{folder}/map.svg").decode())
        want = diff(old, rows)
        expect(drawn == want, f"week {week}: what is marked is what an independent diff says", (drawn, want))
        expect({k: told[k] for k in want} == want, f"week {week}: so says the column", (told, want))
        expect(told["same"] == set(rows) - set().union(*want.values()), f"week {week}: the others are as they were", told)
        ids = {f["id"] for f in json.loads(read(f"{folder}/next.json"))["features"]}
        expect(ids == set(rows), f"week {week}: what is gone is not among the next edition's features", ids)
        os.replace(f"{folder}/next.json", f"{folder}/last.json")
        for k in seen:
            seen[k] += len(want[k])
    expect(all(n > 5 for n in seen.values()), "a year has some of every kind", seen)


def editions(folder):
    """A folder with a map, and the manifest of what it was."""
    shutil.copytree(os.path.join(ROOT, "tests/golden/edition"), folder, dirs_exist_ok=True)


def table(folder):
    editions(folder)
    r = run("render", "doc.yaml", "-o", "a.svg", "-o", "b.svg", cwd=folder)
    svg = read(f"{folder}/a.svg").decode()
    expect(r.code == 0 and svg == read(f"{folder}/b.svg").decode(), "renders", r)
    for words in ("Since 29 Aug 2019", "2 new, 1 changed, 1 moved, 1 removed", "Hazel", "operating"):
        expect(words in svg.replace("\u00a0", " "), f"the page says '{words}'")
    r = run("render", "doc.yaml", "--since-edition", "last.json", "-o", "c.svg", cwd=folder)
    expect(r.code == 0 and read(f"{folder}/c.svg").decode() == svg, "the option keeps what the document says of the table", r)
    plain = read(f"{folder}/doc.yaml").decode().replace("since_edition: { manifest: last.json, table: true }\n", "")
    write(f"{folder}/plain.yaml", plain)
    r = run("render", "plain.yaml", "-o", "d.svg", cwd=folder)
    expect(r.code == 0 and "Since" not in read(f"{folder}/d.svg").decode(), "nothing is marked unasked", r)


def by_column(folder):
    editions(folder)
    doc = read(f"{folder}/doc.yaml").decode().replace("class: class", "class: edition")
    write(f"{folder}/doc.yaml", doc)
    r = run("render", "doc.yaml", "-o", "a.svg", cwd=folder)
    expect(r.code == 0, "classes may go by the column 'edition'", r)
    write(f"{folder}/doc.yaml", doc.replace("since_edition: { manifest: last.json, table: true }\n", ""))
    r = run("render", "doc.yaml", "-o", "a.svg", cwd=folder)
    expect(r.code == 1 and "no column 'edition'" in r.err, "which there is only with an earlier edition", r)


def grouped(folder):
    editions(folder)
    doc = read(f"{folder}/doc.yaml").decode()
    write(f"{folder}/doc.yaml", doc.replace("class: class", "group_by: class, size: count") + "svg: { data: [class, edition, count] }\n")
    r = run("render", "doc.yaml", "-o", "a.svg", cwd=folder)
    svg = read(f"{folder}/a.svg").decode()
    expect(r.code == 0, "renders", r)
    groups = dict(re.findall(r'<use id="sites-bubble-\d+" data-class="(\w+)" data-edition="(\w+)"', svg))
    expect(groups == {"plant": "changed", "port": "changed", "base": "changed"}, "groups have changed where a row has", groups)
    counts = dict(re.findall(r'data-class="(\w+)" data-edition="\w+" data-count="(\d+)"', svg))
    expect(counts == {"plant": "3", "port": "2", "base": "2"}, "what is gone does not count", counts)


def faults(folder):
    editions(folder)
    whole = read(f"{folder}/last.json")
    for name, text, words in (("empty", b"", "last.json"), ("cut", whole[: len(whole) // 2], "last.json"), ("other", b"{}", "no manifest"),
                              ("edited", whole.replace(b"operating", b"abandoned", 1), "hash")):
        write(f"{folder}/last.json", text)
        r = run("render", "doc.yaml", "-o", "a.png", cwd=folder)
        expect(r.code == 1 and words in r.err and not os.path.exists(f"{folder}/a.png"), f"{name}: an error, and no map", r)
        r = run("check", "doc.yaml", cwd=folder)
        expect(r.code == 1 and b"CT-E101" in r.out + r.err.encode(), f"{name}: check tells", r)
    os.unlink(f"{folder}/last.json")
    r = run("render", "doc.yaml", "-o", "a.png", cwd=folder)
    expect(r.code == 1 and "last.json" in r.err, "a manifest that is not there", r)
    write(f"{folder}/last.json", whole)
    doc = read(f"{folder}/doc.yaml").decode()
    write(f"{folder}/doc.yaml", doc.replace("id: id", "id: name"))
    r = run("render", "doc.yaml", "-o", "a.png", cwd=folder)
    expect(r.code == 0 and "CT-E102" in r.err and "alder" in r.err and "Alder works" in r.err, "ids that have nothing in common", r)
    write(f"{folder}/doc.yaml", doc.replace("{ manifest: last.json, table: true }", "2019-08-29"))
    r = run("render", "doc.yaml", "-o", "a.png", cwd=folder)
    expect(r.code == 0 and "CT-E103" in r.err, "a date without a catalogue", r)
    for wrong in ("soon", "{ table: true }", "{ manifest: last.json, date: 2019 }", "{ manifest: last.json, tabel: true }"):
        write(f"{folder}/doc.yaml", doc.replace("{ manifest: last.json, table: true }", wrong))
        r = run("render", "doc.yaml", "-o", "a.png", cwd=folder)
        expect(r.code == 1 and "doc.yaml:4:" in r.err, f"'since_edition: {wrong}' is refused with its place", r)


main([a_year, table, by_column, grouped, faults])
