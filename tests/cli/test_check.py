#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check: findings grouped, as JSON and SARIF; the clean table in three formats."""
import collections
import csv
import json
import os
import re
import resource
import shutil
import signal
import sqlite3
import subprocess

from harness import CARTOUCHE, Skip, expect, main, read, run, write

# Two good rows, and one for each way not to be placed.
MIXED = '''name,lat,lon,kind,n
평양,39.0339,125.7543,city,1
"Sohae, ""launch""",39°39'36"N,124°42'18"E,launch,2
Too far,95.5,125,port,3
Nothing,,,port,
"two
lines",Unknown,Unknown,port,5.5
'''
KEYS = ["code", "severity", "file", "row", "column", "value", "message", "suggestion"]
OWN = ["lon", "lat", "precision_m", "notation", "row", "flags"]
HEADING = re.compile(r"^(\d+) (error|warning|note)s?(?: in (.*?))?(?:: (.*?))? \[(CT-\w+)\]$")


def findings(*args, cwd):
    r = run("check", *args, "--json", cwd=cwd)
    lines = [json.loads(t) for t in r.out.decode().splitlines()]
    return lines[:-1], lines[-1]["summary"], r


def groups(text):
    """[(count, severity, file, title, code, [lines])] of a text report."""
    out = []
    for block in text.split("\n\n")[:-1]:
        head, *rest = block.splitlines()
        m = HEADING.match(head)
        expect(m, "no heading:", head)
        out.append((int(m[1]), m[2], m[3], m[4], m[5], rest))
    return out


def grouped(folder):
    write(f"{folder}/mixed.csv", MIXED)
    write(f"{folder}/many.csv", "name,lat,lon\nok,1,2\n" + "".join(f"n{i},9{i % 9}.5,1{i % 7}\n" for i in range(47)))
    write(f"{folder}/wrong.yaml", "title: x\ndata: { a: missing.csv }\n")
    names = ["many.csv", "mixed.csv", "wrong.yaml", "none.csv"]
    found, summary, _ = findings(*names, cwd=folder)
    r = run("check", *names, cwd=folder)
    expect(r.code == 1, "errors:", r)
    text = r.out.decode()
    got = groups(text)
    wanted = collections.Counter((d["severity"], d["file"], d["code"]) for d in found)
    expect(collections.Counter({(g[1], g[2], g[4]): g[0] for g in got}) == wanted, got, wanted)
    order = [{"error": 0, "warning": 1, "note": 2}[g[1]] for g in got]
    expect(order == sorted(order) and order[0] == 0, "not worst first:", order)
    codes = [g[4] for g in got if g[1] == got[-1][1]]
    for n, severity, file, title, code, lines in got:
        more = [t for t in lines if re.fullmatch(r"  and \d+ more", t)]
        expect(title, code, "has no title")
        expect(len(lines) - len(more) == min(n, 20), code, n, lines)
        expect(more == ([f"  and {n - 20} more"] if n > 20 else []), more)
        expect(not file or all(t.startswith(f"  {file}") for t in lines if t not in more), lines)
    warnings = [g[4] for g in got if g[1] == "warning" and g[2] == "mixed.csv"]
    if {"CT-D113", "CT-D110"} <= set(warnings):
        expect(warnings.index("CT-D113") < warnings.index("CT-D110"), "wrong before missing:", codes)
    last = text.splitlines()[-1]
    expect(last.endswith(f"; {summary['rows']} rows: {summary['placed']} placed, {summary['approximate']} approximate, "
                         f"{summary['unplaced']} not placed"), last)
    expect(summary["rows"] == summary["placed"] + summary["approximate"] + summary["unplaced"] == 48 + 5, summary)
    expect(max(g[0] for g in got) >= 47, "the many are not counted:", got)


def documents_are_shown_whole(folder):
    layers = [{"id": f"l{i}", "type": "fill", "source": "s", "paint": {"fill-colour": "red"}} for i in range(30)]
    write(f"{folder}/style.json", json.dumps({"version": 8, "sources": {"s": {"type": "geojson", "data": {
        "type": "FeatureCollection", "features": []}}}, "layers": layers}, indent=1))
    r = run("check", "style.json", cwd=folder)
    lines = re.findall(r"^  style.json:\d+:\d+: ", r.out.decode(), flags=re.M)
    expect(r.code == 1 and len(lines) == 30 and "30 errors in style.json" in r.out.decode(), r.out.decode()[:3000])


def as_json(folder):
    write(f"{folder}/mixed.csv", MIXED)
    found, summary, r = findings("mixed.csv", cwd=folder)
    expect(r.code == 0 and not r.err, r)
    for d in found:
        expect(list(d) == KEYS, d)
    expect(list(summary) == ["rows", "placed", "approximate", "unplaced"], summary)
    expect(summary == {"rows": 5, "placed": 2, "approximate": 0, "unplaced": 3}, summary)
    expect({4, 5, 6} <= {d["row"] for d in found}, found)
    expect(r.out.decode().splitlines()[-1] == '{"summary":{"rows":5,"placed":2,"approximate":0,"unplaced":3}}', r)


def exit_codes(folder):
    write(f"{folder}/mixed.csv", MIXED)
    write(f"{folder}/none.yaml", "title: x\nno_such_key: 1\n")
    cases = [(["sites.csv"], 0), (["mixed.csv"], 0), (["mixed.csv", "--strict"], 1), (["none.yaml"], 1),
             (["sites.csv", "none.yaml"], 1), ([], 2), (["sites.csv", "--sarif", "--json"], 2),
             (["sites.csv", "-o", "-"], 2), (["sites.csv", "-o", "x.png"], 2), (["sites.csv", "-o", "x"], 2),
             (["sites.csv", "-o", ""], 2), (["sites.csv", "-o", "a.sarif", "-o", "b.sarif"], 2),
             (["sites.csv", "--country"], 2), (["sites.csv", "--country-column"], 2), (["sites.csv", "--format", "csv"], 2)]
    before = sorted(os.listdir(folder))
    for args, code in cases:
        for form in ([], ["--json"]):
            r = run("check", *args, *form, cwd=folder)
            expect(r.code == code, args, form, r)
            expect(code != 2 or (r.err.count("\n") == 1 and not r.out), args, r)
    expect(sorted(os.listdir(folder)) == before, os.listdir(folder))
    text = run("check", "--help").out.decode()
    for word in ("--json", "--sarif", "--country-column", "--class-column", "--lat", "--crs", "--strict", "-o",
                 "0 done, 1 failed, 2 wrong usage", "Exit status 1 means errors, with --strict warnings too"):
        expect(word in text, word, "is not in check --help")
    for args, word in ((["render", "sites.csv", "-o", "x.gpkg"], "'check' writes"),
                       (["render", "sites.csv", "-o", "x.png", "--sarif"], "sarif"),
                       (["render", "sites.csv", "-o", "x.png", "--country-column", "a"], "country-column")):
        r = run(*args, cwd=folder)
        expect(r.code == 2 and word in r.err, args, r)


def sarif(folder):
    write(f"{folder}/mixed und é.csv", MIXED)
    name = "mixed und é.csv"
    found, summary, _ = findings(name, "style.json", cwd=folder)
    r = run("check", name, "style.json", "--sarif", cwd=folder)
    log = json.loads(r.out)
    expect(r.code == 1 and log["version"] == "2.1.0" and len(log["runs"]) == 1, r)
    one = log["runs"][0]
    expect(one["properties"] == summary and one["invocations"] == [{"executionSuccessful": True}], one["properties"])
    rules = one["tool"]["driver"]["rules"]
    expect(sorted(t["id"] for t in rules) == sorted({d["code"] for d in found}), rules)
    expect(all(t["shortDescription"]["text"] for t in rules), rules)
    expect(len(one["results"]) == len(found), one["results"])
    for got, d in zip(one["results"], found):
        expect(got["ruleId"] == d["code"] == rules[got["ruleIndex"]]["id"] and got["level"] == d["severity"], got, d)
        expect(got["message"]["text"] == d["message"], got, d)
        where = got["locations"][0]["physicalLocation"]
        uri = where["artifactLocation"]["uri"]
        expect(uri == ("mixed%20und%20%C3%A9.csv" if d["file"] == name else d["file"]), uri)
        expect(where.get("region", {}).get("startLine") == d["row"], where, d)
        more = {k: d[k] for k in ("column", "value", "suggestion") if isinstance(d[k], str)}
        expect(got.get("properties", {}) == more, got, more)
    # To a file: the text goes where it went, and the bytes are the same.
    for extra in ([], ["--sarif"], ["--json"]):
        f = run("check", name, "style.json", "-o", "out.sarif", *extra, cwd=folder)
        expect(f.code == 1 and read(f"{folder}/out.sarif") == r.out, extra, f)
        expect(f.out == run("check", name, "style.json", *[t for t in extra if t == "--json"], cwd=folder).out, f)
    if shutil.which("jq"):
        query = '[.runs[].results[] | select(.level == "warning")] | length'
        done = subprocess.run(["jq", query, f"{folder}/out.sarif"], stdout=subprocess.PIPE, check=True)
        expect(int(done.stdout) == sum(d["severity"] == "warning" for d in found), done.stdout)
    at = run("check", f"{folder}/{name}", "--sarif", cwd=folder)
    expect('"uri":"mixed%20und' in at.out.decode(), "a path below the working folder is relative")
    away = run("check", f"{folder}/{name}", "--sarif", cwd="/")
    expect('"uri":"tmp/' in away.out.decode() or '"uri":"file:///' in away.out.decode(), away)
    empty = json.loads(run("check", "sites.csv", "--sarif", "-q", cwd=folder).out)
    expect(empty["runs"][0]["results"] == [], empty)


def codes_by_row(found, file):
    out = collections.defaultdict(set)
    for d in found:
        if d["file"] == file and d["row"]:
            out[d["row"]].add(d["code"])
    return {row: " ".join(sorted(codes)) for row, codes in out.items()}


def tables(folder):
    write(f"{folder}/mixed.csv", MIXED)
    source = list(csv.DictReader(MIXED.splitlines(keepends=True)))
    found, _, _ = findings("mixed.csv", cwd=folder)
    flags = codes_by_row(found, "mixed.csv")
    r = run("check", "mixed.csv", "-o", "c.csv", "-o", "c.geojson", "-oc.gpkg", cwd=folder)
    expect(r.code == 0, r)
    text = read(f"{folder}/c.csv").decode("utf-8")
    got = list(csv.DictReader(text.splitlines(keepends=True)))
    expect(text.count("\r\n") == 6, "lines end as RFC 4180 has it:", text)
    header = text.split("\r\n")[0].split(",")
    expect(header == list(source[0]) + ["lon_ct", "lat_ct"] + OWN[2:], header)
    log = json.loads(read(f"{folder}/c.geojson"))
    base = sqlite3.connect(f"{folder}/c.gpkg")
    base.row_factory = sqlite3.Row
    rows = base.execute("SELECT * FROM c ORDER BY fid").fetchall()
    expect(len(got) == len(log["features"]) == len(rows) == 5, "rows are missing")
    placed = {"평양": (125.7543, 39.0339), 'Sohae, "launch"': (124.705, 39.66)}
    for i, (want, c, f, g) in enumerate(zip(source, got, log["features"], rows)):
        p = f["properties"]
        expect(list(p) == header and list(g.keys()) == ["fid", "geom"] + header, list(p), g.keys())
        for key in ("name", "lat", "lon", "kind", "n"):
            said = [c[key], "" if p[key] is None else str(p[key]), "" if g[key] is None else str(g[key]).removesuffix(".0")]
            wanted = "" if key in ("lat", "lon") and want[key] == "Unknown" and said[0] == "" else want[key]
            expect(said == [wanted] * 3, key, said, wanted)
        at = placed.get(want["name"])
        expect((float(c["lon_ct"]), float(c["lat_ct"])) == at if at else c["lon_ct"] == c["lat_ct"] == "", c)
        expect((p["lon_ct"], p["lat_ct"]) == (at or (None, None)) == (g["lon_ct"], g["lat_ct"]), p, at)
        expect(f["geometry"] == (at and {"type": "Point", "coordinates": list(at)}), f)
        expect((g["geom"] is not None) == bool(at), "geometry of row", i)
        expect([c["row"], p["row"], g["row"]] == [str(i + 2), i + 2, i + 2], c["row"])
        expect(c["flags"] == p["flags"] == g["flags"] == flags.get(i + 2, ""), c["flags"], flags)
        expect(c["notation"] == p["notation"] == g["notation"] and bool(c["notation"]) == bool(at), c)
    expect(base.execute("SELECT rtreecheck('rtree_c_geom')").fetchone()[0] == "ok", "spatial index")
    base.close()
    if shutil.which("ogrinfo"):
        for name in ("c.gpkg", "c.geojson"):
            text = subprocess.run(["ogrinfo", "-so", "-al", f"{folder}/{name}"], stdout=subprocess.PIPE, check=True,
                                  text=True, stderr=subprocess.PIPE)
            expect("Feature Count: 5" in text.stdout and "Geometry: Point" in text.stdout and "WGS 84" in text.stdout
                   and not text.stderr, name, text)


def same_bytes(folder):
    write(f"{folder}/mixed.csv", MIXED)
    os.mkdir(f"{folder}/elsewhere")
    write(f"{folder}/elsewhere/mixed.csv", MIXED)
    outputs = ["c.csv", "c.geojson", "c.gpkg", "c.sarif"]
    args = [x for o in outputs for x in ("-o", o)]
    for where, env in ((folder, None), (f"{folder}/elsewhere", {"TZ": "Asia/Seoul", "LC_ALL": "C.UTF-8"})):
        for _ in range(2):
            r = run("check", "mixed.csv", *args, cwd=where, env=env)
            expect(r.code == 0, r)
            kept = [read(f"{where}/{o}") for o in outputs]
        if where == folder:
            first = kept
    for o, a, b in zip(outputs, first, kept):
        expect(a == b, o, "differs")


def several_inputs(folder):
    write(f"{folder}/mixed.csv", MIXED)
    write(f"{folder}/line.geojson", json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "id": 7, "properties": {"name": "route", "depth": [1, 2]},
         "geometry": {"type": "LineString", "coordinates": [[179, 1], [181, 3]]}},
        {"type": "Feature", "properties": {"name": None}, "geometry": None}]}))
    r = run("check", "mixed.csv", "line.geojson", "-o", "j.csv", "-o", "j.geojson", "-o", "j.gpkg", cwd=folder)
    expect(r.code == 0, r)
    rows = list(csv.DictReader(read(f"{folder}/j.csv").decode().splitlines(keepends=True)))
    expect([t["source"] for t in rows] == ["mixed.csv"] * 5 + ["line.geojson"] * 2, rows)
    expect(rows[5]["wkt"] == "MULTILINESTRING ((179 1,180 2),(-180 2,-179 3))" and rows[5]["lon_ct"] == "", rows[5])
    expect(rows[0]["wkt"] == "POINT (125.7543 39.0339)" and rows[5]["depth"] == "[1, 2]".replace(" ", ""), rows[0])
    found, _, _ = findings("mixed.csv", "line.geojson", cwd=folder)
    for name in ("mixed.csv", "line.geojson"):
        codes = codes_by_row(found, name)
        mine = {int(t["row"]): t["flags"] for t in rows if t["source"] == name}
        expect({k: v for k, v in mine.items() if v} == codes, mine, codes)
    shapes = json.loads(read(f"{folder}/j.geojson"))["features"]
    expect(shapes[5]["id"] == 7 and shapes[5]["properties"]["depth"] == [1, 2], shapes[5])
    expect(shapes[5]["geometry"]["coordinates"] == [[[179, 1], [180, 2]], [[-180, 2], [-179, 3]]], shapes[5])
    expect(shapes[6]["geometry"] is None, shapes[6])
    base = sqlite3.connect(f"{folder}/j.gpkg")
    expect(base.execute("SELECT count(*), count(geom) FROM j").fetchone() == (7, 3), "the one layer")
    base.close()


def layers_of_one_file(folder):
    """Rows of two layers have the same numbers; each finding stays with its own."""
    if not shutil.which("ogr2ogr"):
        raise Skip("no ogr2ogr")
    for name, nowhere in (("a", "[2,3]"), ("b", None)):
        features = [{"type": "Feature", "properties": {"n": name},
                     "geometry": p and {"type": "Point", "coordinates": json.loads(p)}} for p in ("[1,1]", nowhere)]
        write(f"{folder}/{name}.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
        subprocess.run(["ogr2ogr", "-f", "GPKG", *(["-update"] if name == "b" else []), "two.gpkg", f"{name}.geojson", "-nln",
                        name], cwd=folder, check=True, stderr=subprocess.DEVNULL)
    for layer, wanted in (("a", ["", ""]), ("b", ["", "CT-D110"])):
        r = run("check", "two.gpkg", "--layer", layer, "-o", "out.csv", cwd=folder)
        rows = list(csv.DictReader(read(f"{folder}/out.csv").decode().splitlines()))
        expect(r.code == 0 and [t["flags"] for t in rows] == wanted and {t["n"] for t in rows} == {layer}, rows)
    r = run("check", "two.gpkg", "--layer", "c", cwd=folder)
    expect(r.code == 1 and "no layer 'c'" in r.out.decode(), r)


def document(folder):
    write(f"{folder}/mixed.csv", MIXED)
    write(f"{folder}/map.yaml", "title: Sites\ndata:\n  a: mixed.csv\n  b: { path: sites.csv, group_by: type }\n")
    found, summary, r = findings("map.yaml", "-o", "d.csv", cwd=folder)
    rows = list(csv.DictReader(read(f"{folder}/d.csv").decode().splitlines(keepends=True)))
    expect(len(rows) == 15 == summary["rows"], "all rows as read, not groups:", summary, len(rows))
    expect([t["flags"] for t in rows if t["name"] == "Too far"] == ["CT-D113"], rows)
    expect({os.path.basename(t["source"]) for t in rows} == {"mixed.csv", "sites.csv"}, rows[0])


def none_placed(folder):
    """Rows of which none has a position are counted and written all the same."""
    write(f"{folder}/none.csv", "name,lat,lon\na,95,1\nb,Unknown,1\n")
    found, summary, r = findings("none.csv", "-o", "n.csv", "-o", "n.geojson", cwd=folder)
    expect(r.code == 1 and summary == {"rows": 2, "placed": 0, "approximate": 0, "unplaced": 2}, summary, r)
    expect(len(read(f"{folder}/n.csv").splitlines()) == 3, read(f"{folder}/n.csv"))
    expect([f["geometry"] for f in json.loads(read(f"{folder}/n.geojson"))["features"]] == [None, None], "geometry")


def reading_options(folder):
    write(f"{folder}/odd.csv", "name,old_north,old_east,new_north,new_east,kind,land\nalpha,39,125,5,6,Port_x,KP\nbeta,40,126,7,8,Mine_y,KP\n")
    for lat, lon, at in (("old_north", "old_east", (125, 39)), ("new_north", "new_east", (6, 5))):
        r = run("check", "odd.csv", "--lat", lat, "--lon", lon, "-o", "o.geojson", cwd=folder)
        f = json.loads(read(f"{folder}/o.geojson"))["features"][0]
        expect(r.code == 0 and tuple(f["geometry"]["coordinates"]) == at, r, f)
    write(f"{folder}/utm.csv", "name,e,n\nSeoul,322000,4158000\n")
    r = run("check", "utm.csv", "--lat", "n", "--lon", "e", "--crs", "EPSG:32652", "-o", "u.csv", cwd=folder)
    row = next(csv.DictReader(read(f"{folder}/u.csv").decode().splitlines()))
    expect(r.code == 0 and abs(float(row["lon"]) - 126.99) < 0.1 and abs(float(row["lat"]) - 37.55) < 0.1, row)
    for option in ("--lat", "--lon", "--class-column", "--country-column"):
        near = {"--lat": "old_norths", "--lon": "old_easts", "--class-column": "kinds", "--country-column": "lands"}[option]
        both = ["--lat", "old_north", "--lon", "old_east"]
        r = run("check", "odd.csv", *both, option, near, cwd=folder)
        expect(r.code == 1 and f"no column '{near}'" in r.out.decode() and f"did you mean '{near[:-1]}'?" in r.out.decode(), r)
    r = run("check", "odd.csv", "--lat", "old_north", "--lon", "old_east", "--class-column", "kind", "--country-column", "land", cwd=folder)
    expect(r.code == 0, r)
    r = run("init", "odd.csv", "--lat", "new_north", "--lon", "new_east", "--class-column", "name", cwd=folder)
    expect(r.code == 0 and all(t in r.out.decode() for t in ("lat: new_north", "lon: new_east", "column: name")), r.out.decode())
    write(f"{folder}/odd.yaml", r.out)
    expect(run("render", "odd.yaml", "-o", "a.png", "--size", "400x300", cwd=folder).code == 0, "the document of init")
    same = run("render", "odd.csv", "--lat", "new_north", "--lon", "new_east", "--class-column", "name", "-o", "b.png", "--size", "400x300",
               cwd=folder)
    expect(same.code == 0 and read(f"{folder}/a.png") == read(f"{folder}/b.png"), "options and document differ", same)
    write(f"{folder}/doc.yaml", "title: x\ndata: { a: odd.csv }\n")
    r = run("check", "doc.yaml", "--lat", "new_north", "--lon", "new_east", "-o", "d.csv", cwd=folder)
    row = next(csv.DictReader(read(f"{folder}/d.csv").decode().splitlines()))
    expect(r.code == 0 and (row["lon"], row["lat"]) == ("6", "5"), r, row)


def inputs_are_kept(folder):
    before = read(f"{folder}/sites.csv")
    os.link(f"{folder}/sites.csv", f"{folder}/same.csv")
    os.symlink("sites.csv", f"{folder}/link.csv")
    write(f"{folder}/map.yaml", "title: x\ndata: { a: sites.csv }\n")
    os.rename(f"{folder}/link.csv", f"{folder}/link.sarif")
    for args in (["sites.csv", "-o", "sites.csv"], ["sites.csv", "-o", "./same.csv"], ["map.yaml", "-o", "sites.csv"],
                 ["sites.csv", "-o", "link.sarif"]):
        r = run("check", *args, cwd=folder)
        expect(r.code == 1 and "is an input, which is not overwritten" in r.err, args, r)
        expect(read(f"{folder}/sites.csv") == before, args, "the input is gone")
    expect(sorted(os.listdir(folder)) == ["link.sarif", "map.yaml", "same.csv", "sites.csv"], os.listdir(folder))


def small_files():
    resource.setrlimit(resource.RLIMIT_FSIZE, (100000, 100000))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def no_partial_file(folder):
    write(f"{folder}/big.csv", "name,lat,lon\n" + "".join(f"a long name {i},{i % 80},{i % 170}\n" for i in range(9000)))
    write(f"{folder}/bad.csv", "name,lat,lon\nok,1,1\n" + "".join(f"n,{i}99,1\n" for i in range(2000)))
    for source, out in (("big.csv", "o.csv"), ("big.csv", "o.geojson"), ("big.csv", "o.gpkg"), ("bad.csv", "o.sarif")):
        write(f"{folder}/{out}", "old")
        before = sorted(os.listdir(folder))
        done = subprocess.run([CARTOUCHE, "check", source, "-o", out], cwd=folder, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, preexec_fn=small_files)
        expect(done.returncode == 1 and done.stderr.startswith(f"cartouche: {out}: ".encode()), out, done)
        expect(read(f"{folder}/{out}") == b"old", out, "is partial")
        expect(sorted(os.listdir(folder)) == before, "left behind:", os.listdir(folder))
    r = run("check", "big.csv", "-o", "nowhere/o.csv", cwd=folder)
    expect(r.code == 1 and "nowhere" in r.err, r)


def memory_is_bounded(folder):
    """A hundred thousand findings more take no memory for their texts."""
    peaks = []
    for n in (2000, 200000):
        with open(f"{folder}/n.csv", "w", encoding="utf-8") as f:
            f.write("lat,lon\n1,1\n" + "95,1\n" * n)
        for form in ([], ["--json"], ["--sarif"]):
            code = f"import resource, subprocess; subprocess.run({[CARTOUCHE, 'check', 'n.csv', *form]!r}, cwd={folder!r}, " \
                   "stdout=subprocess.DEVNULL); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
            peaks.append(int(subprocess.run(["python3", "-c", code], stdout=subprocess.PIPE, check=True).stdout))
    for small, large in zip(peaks[:3], peaks[3:]):
        # The table itself: 200,000 rows of two columns.
        expect(large - small < 40000, peaks)


def flags_of_stacks(folder):
    """Every row that a finding is about has its code."""
    write(f"{folder}/stack.csv", "name,lat,lon\nA,39.51,125.53\nB,39.51,125.53\nC,38.12,125.07\nD,39.51,125.53\n")
    r = run("check", "stack.csv", "-o", "stacked.csv", cwd=folder)
    expect(r.code == 0, r)
    with open(f"{folder}/stacked.csv", newline="", encoding="utf-8") as f:
        flags = [row["flags"] for row in csv.DictReader(f)]
    expect(flags == ["CT-D142", "CT-D142", "", "CT-D142"], flags)


if __name__ == "__main__":
    main([flags_of_stacks, grouped, documents_are_shown_whole, as_json, exit_codes, sarif, tables, same_bytes, several_inputs,
          layers_of_one_file, document, none_placed, reading_options, inputs_are_kept, no_partial_file, memory_is_bounded])
