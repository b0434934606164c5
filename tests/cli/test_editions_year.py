#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Editions by the week, as a nightly job makes them: launches become known, a catalogue takes them in, and a batch draws what
is new; by the catalogue's days and by manifests. Each edition's marks against what the weeks' files say by themselves.

--weeks N of the year (7), --real: launches of ../shared/data, --year YYYY."""
import argparse
import json
import os
import sys

import catalog_year as year
from edition_marks import marks
from harness import ROOT, Skip, expect, main, read, run, write

SMALL = f"{ROOT}/tests/data/catalog/launches.csv"
REAL = f"{ROOT}/../shared/data/launches/dprk_missile_launches_1984_2026.csv"
KINDS = ("new", "changed", "moved", "removed")
SAID = {"added": "new", "changed": "changed", "moved": "moved", "removed": "removed"}
DOC = """title: Launches
data: {{ launches: {{ path: {path}, id: id, label: id, stack: none }} }}
page: {{ size: 900x700, bare: true }}
view: {{ bbox: [120, 34, 146, 46] }}
base: {{ labels: false, rivers: false, admin1: false }}
svg: {{ data: [id, edition] }}
"""


def batch(folder, *args):
    r = run("batch", *args, "--format", "svg", "--manifest", "-j", "1", "--json", cwd=folder)
    expect(r.code == 0, "batch:", args, r)
    return [json.loads(line) for line in r.out.decode().splitlines()]


def drawn(folder, path):
    """What the picture marks, by the elements and by their data."""
    marked, told = marks(read(f"{folder}/{path}").decode())
    return marked, {k: told[k] for k in KINDS}, told["same"]


def expect_marks(day, road, got, want, rows):
    """`want` by kinds, of placed ones; all others that are placed are as they were."""
    marked, told, same = got
    for k in KINDS:
        expect(marked[k] == want[k], day, road, "marked", k, sorted(marked[k] ^ want[k]))
        expect(told[k] == want[k], day, road, "data-edition", k, sorted(told[k] ^ want[k]))
    placed = {i for i, row in rows.items() if row["lat"]}
    expect(same == placed - set().union(*want.values()), day, road, "the others", sorted(same))


def expect_manifest(day, road, manifest, rows):
    features = {f["id"]: f for f in manifest["features"]}
    expect(features.keys() == rows.keys(), day, road, "features", sorted(features.keys() ^ rows.keys()))
    for i, row in rows.items():
        at, f = year.place(row), features[i]
        expect((f["lat"], f["lon"]) == (at or (None, None)), day, road, i, "is at", f["lat"], f["lon"], "not", at)
        for k, v in row.items():
            expect(year.cell(f["properties"].get(k)) == year.cell(v), day, road, i, k, f["properties"].get(k), v)
    return features


def expect_diff(folder, day, changes, *command):
    """A command's JSON against the changes."""
    r = run(*command, "--json", cwd=folder)
    lines = [json.loads(line) for line in r.out.decode().splitlines()]
    got = {c["id"]: c for c in lines if "change" in c}
    expect({i: c["change"] for i, c in got.items()} == {i: c[0] for i, c in changes.items()}, day, command, r)
    for i, (_, moved, fields) in changes.items():
        if moved is not None:
            expect(abs(got[i]["moved_m"] - moved) < 0.02, day, i, got[i]["moved_m"], moved)
        told = {f["name"]: (year.cell(f["from"]), year.cell(f["to"])) for f in got[i]["fields"]}
        expect(told == fields, day, command, i, told, fields)
    return [c for c in lines if "change" in c]


def kinds_of(changes, before, after):
    """Ids that the map can mark, by kind: those placed (of moved ones, before and after)."""
    out = {k: set() for k in KINDS}
    for i, (kind, _, _) in changes.items():
        rows = [s[i] for s in (before, after) if i in s]
        if all(row["lat"] for row in rows):
            out[SAID[kind]].add(i)
    return out


class Week:
    """One edition, made by both roads, after the one before."""

    def __init__(self, folder, launches, columns):
        self.folder, self.launches, self.columns = folder, launches, columns
        self.day = None
        self.seen = dict.fromkeys(KINDS, 0)

    def take_in(self, day, rows):
        year.write(f"{self.folder}/week.csv", rows.values(), self.columns)
        r = run("catalog", "import", "week.csv", "--into", "c.gpkg", "--id", "id", "--recorded", day, "--complete", "-q",
                cwd=self.folder)
        expect(r.code == 0, "import:", day, r)

    def draw(self, day):
        """The same two commands each week but for the dates, as cron would run them."""
        since = ["--since-edition", self.day] if self.day else []
        batch(self.folder, "catalog.yaml", "--out-dir", "by-day", "--as-of", day, *since)
        since = ["--since-edition", "last.json"] if self.day else []
        batch(self.folder, "table.yaml", "--out-dir", "by-manifest", "--as-of", day, *since)
        return json.loads(read(f"{self.folder}/by-day/catalog.json")), json.loads(read(f"{self.folder}/by-manifest/table.json"))

    def expect_changes(self, day, before, rows):
        changes = year.changes(before, rows)
        want = kinds_of(changes, before, rows)
        expect_marks(day, "by day", drawn(self.folder, "by-day/catalog.svg"), want, rows)
        expect_marks(day, "by manifest", drawn(self.folder, "by-manifest/table.svg"), want, rows)
        told = expect_diff(self.folder, day, changes, "diff", "--features", "last.json", "by-manifest/table.json")
        known = expect_diff(self.folder, day, changes, "catalog", "diff", "c.gpkg", "--from", self.day, "--to", day)
        for c in told + known:
            c.pop("data"), c.pop("name")
        key = lambda c: c["id"]
        expect(sorted(told, key=key) == sorted(known, key=key), day, "both tell a change in the same words", told, known)
        for k in KINDS:
            self.seen[k] += len(want[k])

    def edition(self, day):
        rows = year.state(self.launches, day)
        if not rows:
            return
        self.take_in(day, rows)
        for road, manifest in zip(("by day", "by manifest"), self.draw(day)):
            expect_manifest(day, road, manifest, rows)
            expect(manifest["as_of"] == str(day), day, road, "is as of", manifest["as_of"])
        if self.day:
            self.expect_changes(day, year.state(self.launches, self.day), rows)
        os.replace(f"{self.folder}/by-manifest/table.json", f"{self.folder}/last.json")
        self.day = day


def a_year(folder, options):
    path, which = (REAL, options.year or 2022) if options.real else (SMALL, options.year or 2017)
    if not os.path.exists(path):
        raise Skip("the launches of ../shared/data are not here")
    launches = year.load(path, which)
    expect(len(launches) > 20, "too few launches:", len(launches))
    write(f"{folder}/catalog.yaml", DOC.format(path="c.gpkg"))
    write(f"{folder}/table.yaml", DOC.format(path="week.csv"))
    week = Week(folder, launches, ["id"] + list(launches[0].row))
    for day in list(year.fridays(which))[-options.weeks:]:
        week.edition(day)
    print(f"{which}, {options.weeks} weeks:", ", ".join(f"{n} {k}" for k, n in week.seen.items()))
    expect(all(week.seen.values()), "too little happened:", week.seen)


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--weeks", type=int, default=7)
    words.add_argument("--year", type=int)
    words.add_argument("--real", action="store_true")
    given = words.parse_args()
    sys.argv = sys.argv[:1]

    def weeks(folder):
        a_year(folder, given)

    main([weeks])
