#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""catalog: a year of weekly imports; every week's export and diff against what the weeks' files say by themselves."""
import csv
import datetime
import json
import os

import catalog_year as year
from harness import ROOT, Skip, expect, main, read, run

SMALL = f"{ROOT}/tests/data/catalog/launches.csv"
REAL = f"{ROOT}/../shared/data/launches/dprk_missile_launches_1984_2026.csv"
LONG = os.environ.get("CT_LONG")
OWN = {"lon", "lat", "precision_m", "notation", "row", "flags", "lon_ct", "lat_ct"}


def export(folder, day):
    r = run("catalog", "export", "c.gpkg", "--as-of", day, "-o", "out.csv", "-q", cwd=folder)
    expect(r.code == 0, "export:", day, r)
    with open(f"{folder}/out.csv", encoding="utf-8", newline="") as f:
        return {row["id"]: row for row in csv.DictReader(f)}


def expect_state(folder, launches, day, file_day):
    want, got = year.state(launches, file_day), export(folder, day)
    expect(want.keys() == got.keys(), day, "only in one:", sorted(want.keys() ^ got.keys()))
    for i, row in want.items():
        for k, v in row.items():
            have = got[i][k]
            expect(year.cell(v) == year.cell(have), day, i, k, "is", repr(have), "not", repr(v))
        at = year.place(row)
        lon, lat = (got[i].get(f"{k}_ct", got[i][k]) for k in ("lon", "lat"))
        expect(bool(at) == bool(lon), day, i, "placed:", at, lon)
        if at:
            expect(year.metres(at, (float(lat), float(lon))) < 0.2, day, i, at, lat, lon)


def diff(folder, a, b):
    r = run("catalog", "diff", "c.gpkg", "--from", a, "--to", b, "--json", cwd=folder)
    expect(r.code == 0, "diff:", r)
    lines = [json.loads(t) for t in r.out.decode().splitlines()]
    return lines[:-1], lines[-1]["summary"]


def expect_changes(folder, launches, a, b):
    want = year.changes(year.state(launches, a), year.state(launches, b))
    got, summary = diff(folder, a, b)
    kinds = {c["id"]: c["change"] for c in got}
    expect(len(kinds) == len(got), "a feature told twice", a, b)
    expect(kinds == {i: c[0] for i, c in want.items()}, a, b, "kinds differ:",
           sorted(kinds.items() ^ {i: c[0] for i, c in want.items()}.items()))
    for kind in ("added", "changed", "moved", "removed"):
        expect(summary[kind] == sum(c[0] == kind for c in want.values()), a, b, kind, summary)
    for c in got:
        _, moved, fields = want[c["id"]]
        if moved is not None:
            expect(abs(c["moved_m"] - moved) < 0.02, c, moved)
        told = {f["name"]: (year.cell(f["from"]), year.cell(f["to"])) for f in c["fields"]}
        expect(told == fields, a, b, c["id"], told, fields)
    return len(want)


def simulate(folder, path, which):
    launches = year.load(path, which)
    expect(len(launches) > 30, "too few launches:", len(launches))
    columns = ["id"] + list(launches[0].row)
    fridays = list(year.fridays(which))[:: 1 if LONG else 2]
    for day in fridays:
        year.write(f"{folder}/week.csv", year.state(launches, day).values(), columns)
        if not year.state(launches, day):
            continue
        r = run("catalog", "import", "week.csv", "--into", "c.gpkg", "--id", "id", "--recorded", day, "--complete",
                "--source", f"bulletin of {day}", "-q", cwd=folder)
        expect(r.code == 0, "import:", day, r)
    told = 0
    for i, day in enumerate(fridays):
        expect_state(folder, launches, day, day)
        if i % 7 == 3:
            expect_state(folder, launches, day + 5 * year.DAY, day)
        if i:
            told += expect_changes(folder, launches, fridays[i - 1], day)
    expect_changes(folder, launches, fridays[len(fridays) // 12], fridays[len(fridays) * 3 // 4])
    expect_changes(folder, launches, datetime.date(which - 1, 1, 1), fridays[-1])
    expect(told > 50, "too little happened:", told)


def real_year(folder):
    if not os.path.exists(REAL):
        raise Skip("the launches of ../shared/data are not here")
    simulate(folder, REAL, 2022)


def small_year(folder):
    if os.path.exists(REAL) and not LONG:
        raise Skip("the real year says the same (CT_LONG=1 runs both)")
    simulate(folder, SMALL, 2017)


def same_bytes(folder):
    """An export is the same, to the byte, whenever it is made."""
    launches = year.load(SMALL, 2017)
    for day in list(year.fridays(2017))[10:13]:
        year.write(f"{folder}/week.csv", year.state(launches, day).values(), ["id"] + list(launches[0].row))
        run("catalog", "import", "week.csv", "--into", "c.gpkg", "--id", "id", "--recorded", day, "-q", cwd=folder)
    for name in ("x.gpkg", "x.csv", "x.geojson"):
        seen = set()
        for _ in range(2):
            r = run("catalog", "export", "c.gpkg", "--as-of", "2017-03-24", "-o", name, cwd=folder)
            expect(r.code == 0, r)
            seen.add(read(f"{folder}/{name}"))
        expect(len(seen) == 1, name, "differs from run to run")


if __name__ == "__main__":
    main([real_year, small_year, same_bytes])
