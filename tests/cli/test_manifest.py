#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Manifests, and `cartouche diff` against a comparison made here of json alone.

CT_DIFFS=N compares so many edited manifests (default 24)."""
import copy
import csv
import hashlib
import json
import math
import os
import random
import shutil
import struct
import subprocess

from harness import ROOT, Skip, expect, main, read, run, write

DATA = os.path.join(ROOT, "layers", "dprk")
SMALL = ["--bare", "--size", "300x200"]
EDITS = int(os.environ.get("CT_DIFFS", "24"))


def manifest_of(folder, name, *args):
    path = os.path.join(folder, name)
    r = run("render", *args, "--manifest", path, cwd=folder)
    expect(r.code == 0, r)
    return path, json.loads(read(path))


def sha(path):
    return hashlib.sha256(read(path)).hexdigest()


# ---- The hash as docs/editions.md states it


def number(x):
    return bytes.fromhex("000000000000f87f") if x is None else struct.pack("<d", x + 0.0)


def text(t):
    return struct.pack("<Q", 0) if t is None else struct.pack("<Q", len(t.encode()) + 1) + t.encode()


def as_text(v):
    if isinstance(v, bool):
        return "true" if v else "false"
    if isinstance(v, float):
        return repr(int(v)) if v == int(v) else repr(v)
    return v if isinstance(v, str) else str(v)


def own_hash(f):
    b = number(f["lon"]) + number(f["lat"]) + text(f.get("shape"))
    for k in sorted(f["properties"], key=str.encode):
        b += text(k) + text(as_text(f["properties"][k]))
    return hashlib.sha256(b).hexdigest()


# ---- A comparison of its own


def same_value(x, y):
    if x == y or x is None or y is None:
        return x == y

    def plain(s):
        s = s.lstrip("+-")
        return not (len(s) > 1 and s[0] == "0" and s[1].isdigit())
    try:
        return plain(x) and plain(y) and float(x) == float(y) and math.isfinite(float(x))
    except ValueError:
        return False


def metres(pairs):
    """Of (lat, lon, lat, lon): the ellipsoid's as GeographicLib has them, or None without it."""
    if not shutil.which("GeodSolve"):
        return None
    lines = "".join("%.17g %.17g %.17g %.17g\n" % p for p in pairs)
    out = subprocess.run(["GeodSolve", "-i", "-p", "6"], input=lines, stdout=subprocess.PIPE, check=True, text=True).stdout
    return [float(line.split()[2]) for line in out.splitlines()]


def roughly(a, b):
    x = math.radians(b["lon"] - a["lon"])
    x = math.remainder(x, 2 * math.pi) * math.cos(math.radians(a["lat"]))
    return 6371000 * math.hypot(x, math.radians(b["lat"] - a["lat"]))


def compared(old, new):
    """{(data, id): (kind, {field: (from, to)})}"""
    was = {(f["data"], f["id"]): f for f in old["features"]}
    now = {(f["data"], f["id"]): f for f in new["features"]}
    out = {}
    for key in was.keys() | now.keys():
        a, b = was.get(key), now.get(key)
        if not a or not b:
            out[key] = ("removed" if a else "added", {})
            continue
        fields = {}
        for name in a["properties"].keys() | b["properties"].keys():
            x, y = (f["properties"].get(name) for f in (a, b))
            x, y = (None if v is None else as_text(v) for v in (x, y))
            if not same_value(x, y):
                fields[name] = (x, y)
        placed = [f["lon"] is not None for f in (a, b)]
        moved = placed[0] != placed[1] or (all(placed) and roughly(a, b) > 0.5)
        if moved or fields:
            out[key] = ("moved" if moved else "changed", fields)
    return out


def told(old, new, *args):
    r = run("diff", "--json", *args, old, new)
    lines = [json.loads(t) for t in r.out.decode().splitlines()]
    expect(lines and "summary" in lines[-1], r)
    return r.code, lines[:-1], lines[-1]["summary"]


def agree(folder, a, b):
    """Files a and b: what diff tells against what is found here. Returns how many changes there were."""
    old, new = json.loads(read(a)), json.loads(read(b))
    wanted = compared(old, new)
    code, lines, summary = told(a, b, "--features")
    got = {(c["data"], c["id"]): (c["change"], {f["name"]: (f["from"], f["to"]) for f in c["fields"]}) for c in lines}
    expect(len(got) == len(lines), "a feature is told twice")
    for key in wanted.keys() | got.keys():
        expect(wanted.get(key) == got.get(key), key, "wanted", wanted.get(key), "got", got.get(key))
    expect(code == (1 if wanted else 0), "exit", code, "with", len(wanted), "changes")
    for kind in ("added", "changed", "moved", "removed"):
        expect(summary[kind] == sum(k == kind for k, _ in wanted.values()), summary)
    order = [c["id"] for c in lines if c["change"] != "removed"]
    ids = [f["id"] for f in new["features"] if f["id"] in set(order)]
    expect(order == ids, "not in the order of the newer edition")
    moves = [c for c in lines if c["moved_m"]]
    exact = metres([(c["from"][1], c["from"][0], c["to"][1], c["to"][0]) for c in moves]) if moves else []
    for c, m in zip(moves, exact or []):
        expect(abs(c["moved_m"] - m) < 0.001, c, "GeodSolve says", m)
    return len(wanted)


# ---- Tests


def says_what_it_was_made_of(folder):
    write(os.path.join(folder, "doc.yaml"), "title: Sites\nas_of: 2019-09-05\ndata:\n  sites: { path: sites.csv, label: name }\n")
    path, m = manifest_of(folder, "m.json", "doc.yaml", "-o", "map.png", "-o", "map.pdf", "--title", "Other", *SMALL)
    expect(m["cartouche"] and m["manifest"] == 1 and m["title"] == "Other" and m["as_of"] == "2019-09-05", m["title"])
    expect(m["document"] == {"path": "doc.yaml", "sha256": sha(os.path.join(folder, "doc.yaml"))}, m["document"])
    inputs = {i["path"]: i for i in m["inputs"]}
    expect(inputs["sites.csv"] == {"path": "sites.csv", "kind": "data", "sha256": sha(os.path.join(folder, "sites.csv"))},
           inputs)
    for i in [m["theme"], *m["fonts"], *m["inputs"]]:
        if i["path"].startswith("cartouche:"):
            expect(i["sha256"] == sha(os.path.join(ROOT, i["path"].split(":", 1)[1])), i)
    expect(any(i["kind"] == "base" for i in m["inputs"]) and m["fonts"], m["inputs"])
    expect([(o["path"], o["sha256"]) for o in m["outputs"]] ==
           [(n, sha(os.path.join(folder, n))) for n in ("map.png", "map.pdf")], m["outputs"])
    expect({"name": "title", "value": "Other"} in m["options"] and {"cartouche", "gdal", "proj"} <= set(m["program"]), m)
    expect(len(m["features"]) == 10 and all(f["shown"] for f in m["features"]), m["features"])
    f = m["features"][0]
    expect(f["id"] == f["name"] == "Yongbyon" and (f["lon"], f["lat"]) == (125.755, 39.797), f)
    expect(f["properties"]["type"] == "nuclear" and f["properties"]["lat"] == 39.797, f)
    for f in m["features"]:
        expect(f["hash"] == own_hash(f), f)


def knows_what_is_shown(folder):
    view = "view: { bbox: [124, 38, 126.5, 40] }\npage: { size: 400x300, bare: true }\n"
    write(os.path.join(folder, "doc.yaml"), "data:\n  sites: { path: sites.csv, label: name }\n" + view)
    _, m = manifest_of(folder, "m.json", "doc.yaml")
    inside = {f["id"] for f in m["features"] if f["shown"]}
    expect(inside == {"Yongbyon", "Sohae", "Sunchon", "Nampo", "Songnim"}, inside)
    # An inset shows what the map does not; of groups each row is told; a row without a place is listed.
    write(os.path.join(folder, "more.csv"), read(os.path.join(folder, "sites.csv")) + b"Nowhere,port,,,2019-01-01\n")
    write(os.path.join(folder, "doc.yaml"), "data:\n  sites: { path: more.csv, group_by: type }\n"
          "view: { bbox: [124, 38, 126.5, 40] }\npage: { size: A4 }\ninsets:\n"
          "  - { title: East, bbox: [129, 41, 130, 42] }\n")
    r, m = manifest_of(folder, "m.json", "doc.yaml")
    shown = {f["id"]: f["shown"] for f in m["features"]}
    # One mark a group, at its first row: nuclear (Yongbyon), launch (Sohae), airfield (Sunchon), port (Nampo).
    expect(len(shown) == 11 and all(shown.values()), shown)
    expect(next(f for f in m["features"] if f["id"] == "Nowhere")["lon"] is None, m["features"][-1])


def same_anywhere(folder):
    """The bytes do not depend on where a repository lies, nor on where the manifest goes."""
    for name in ("one", "two/deeper"):
        at = os.path.join(folder, name)
        os.makedirs(os.path.join(at, "maps"))
        os.makedirs(os.path.join(at, "out"))
        shutil.copy(os.path.join(folder, "sites.csv"), at)
        write(os.path.join(at, "maps", "doc.yaml"), "data:\n  sites: { path: ../sites.csv, label: name }\n")
    a, _ = manifest_of(os.path.join(folder, "one"), "m.json", "maps/doc.yaml", "-o", "out/map.png", *SMALL)
    b, m = manifest_of(os.path.join(folder, "two/deeper/maps"), "../out/m.json", "doc.yaml", "-o", "map.png", *SMALL)
    expect(read(a) == read(b), "they differ")
    expect("../sites.csv" in {i["path"] for i in m["inputs"]}, m["inputs"])
    expect(run("diff", a, b).code == 0)


def tells_pages(folder):
    write(os.path.join(folder, "doc.yaml"),
          'data:\n  sites: { path: sites.csv, label: name }\natlas: { over: sites, name: "{name}" }\n'
          "page: { size: 400x300 }\n")
    r = run("render", "doc.yaml", "-o", "{page}-{name}.png", "-o", "all.pdf", "--manifest", "m.json", cwd=folder)
    expect(r.code == 0, r)
    m = json.loads(read(os.path.join(folder, "m.json")))
    pages = {p["name"]: p for p in m["pages"]}
    for f in m["features"]:
        own = pages[f["name"]]
        expect(own["page"] in f["pages"] and f["shown"], f)
        expect(len(own["files"]) == 1 and own["files"][0].endswith(f"{own['page']}-{f['name']}.png"), own)
    expect(len(m["outputs"]) == len(pages) + 1, m["outputs"])
    for o in m["outputs"]:
        expect(o["sha256"] == sha(os.path.join(folder, o["path"])), o)


def whole_or_not_at_all(folder):
    os.mkdir(os.path.join(folder, "closed"))
    r = run("render", "sites.csv", "-o", "map.png", "--manifest", "missing/m.json", cwd=folder)
    expect(r.code == 1 and "missing" in r.err and not os.path.exists(os.path.join(folder, "map.png")), r)
    write(os.path.join(folder, "m.json"), "as it was")
    write(os.path.join(folder, "bad.csv"), "name,lat,lon\nA,95,10\nB,10,10\n")
    r = run("render", "bad.csv", "--strict", "-o", "map.png", "--manifest", "m.json", cwd=folder)
    expect(r.code == 1 and read(os.path.join(folder, "m.json")) == b"as it was", r)
    expect(not [n for n in os.listdir(folder) if "tmp" in n or n.startswith(".")], os.listdir(folder))


def weak_ids_are_told(folder):
    write(os.path.join(folder, "x.csv"), "code,name,date,lat,lon\na,X,2019-01-01,39,125\na,X,2019-02-01,39.5,125\n,X,2019-02-01,39.7,125\n")
    r = run("render", "x.csv", "--manifest", "m.json", cwd=folder)
    ids = [f["id"] for f in json.loads(read(os.path.join(folder, "m.json")))["features"]]
    expect(r.code == 0 and "CT-E202" in r.err and ids == ["X, 2019-01-01", "X, 2019-02-01", "X, 2019-02-01 #2"], ids, r)
    write(os.path.join(folder, "doc.yaml"), "data:\n  x: { path: x.csv, id: code }\n")
    r = run("render", "doc.yaml", "--manifest", "m.json", cwd=folder)
    ids = [f["id"] for f in json.loads(read(os.path.join(folder, "m.json")))["features"]]
    expect("CT-E201" in r.err and "rows 2 and 3" in r.err and ids[:2] == ["a", "a #2"] and ids[2].startswith("@"), ids, r)
    write(os.path.join(folder, "doc.yaml"), "data:\n  x: { path: x.csv, id: kode }\n")
    r = run("render", "doc.yaml", "--manifest", "m.json", cwd=folder)
    expect(r.code == 1 and "no column 'kode' (did you mean 'code'?)" in r.err, r)


def usage_and_exits(folder):
    a, _ = manifest_of(folder, "a.json", "sites.csv")
    for args in (["diff"], ["diff", "a.json"], ["diff", "a.json", "a.json", "a.json"], ["diff", "a.json", "a.json", "--title", "x"]):
        expect(run(*args, cwd=folder).code == 2, args)
    r = run("diff", "a.json", "a.json", cwd=folder)
    expect(r.code == 0 and r.out == b"no differences\n" and not r.err, r)
    b, _ = manifest_of(folder, "b.json", "sites.csv", "--style", "plain" if "plain" in run("styles").out.decode() else "dark")
    r = run("diff", a, b)
    expect(r.code == 1 and b"theme" in r.out and b"other difference" in r.out, r)
    r = run("diff", "-q", a, b)
    expect(r.code == 1 and not r.out, r)
    r = run("diff", "--features", a, b)
    expect(r.code == 0 and r.out == b"no differences\n", r)
    for args in (["--manifest", "-"], ["-o", "x.png", "--manifest", "x.png"], ["--report", "x.json", "--manifest", "x.json"]):
        expect(run("render", "sites.csv", *args, cwd=folder).code == 2, args)


def no_manifest_is_no_difference(folder):
    a, m = manifest_of(folder, "a.json", "sites.csv")
    whole = read(a)
    bad = os.path.join(folder, "bad.json")

    def refused(data, word):
        write(bad, data)
        for pair in ((a, bad), (bad, a)):
            r = run("diff", *pair)
            expect(r.code == 2 and word in r.err and "bad.json" in r.err and not r.out, word, r, data[-80:])
    rng = random.Random(7)
    for n in [0, 1, len(whole) - 1, len(whole) - 2, len(whole) - 4, *(rng.randrange(len(whole)) for _ in range(25))]:
        if n == len(whole) - 1:  # only the last line break is gone
            continue
        refused(whole[:n], "bad.json")
    refused(whole.replace(b'"manifest":1', b'"manifest":2'), "form 2")
    refused(b'{"type":"FeatureCollection","features":[]}', "no manifest")
    refused(b"[1,2]", "no manifest")
    refused(b"\x00\x01\x02", "bad.json")
    refused(whole.replace(b"nuclear", b"nuclaer", 1), "hash")
    refused(whole.replace(b'"lat":39.797,"shown"', b'"lat":39.798,"shown"'), "hash")
    refused(whole.replace(b'"lat":39.797,"shown"', b'"lat":139.797,"shown"'), "degrees")
    lines = whole.split(b"\n")
    at = next(i for i, t in enumerate(lines) if t.startswith(b'{"data"'))
    refused(b"\n".join(lines[:at] + [lines[at]] + lines[at:]), "twice")
    for word in ("missing.json", folder):
        r = run("diff", a, word, cwd=folder)
        expect(r.code == 2 and r.err, r)
    # Another layout is the same manifest.
    write(bad, json.dumps(m, indent=2))
    r = run("diff", a, bad)
    expect(r.code == 0, r)


def many_are_counted(folder):
    rows = ["id,name,lat,lon"] + [f"p{i},Place {i},{40 + i / 1000:.3f},125" for i in range(300)]
    write(os.path.join(folder, "x.csv"), "\n".join(rows) + "\n")
    a, _ = manifest_of(folder, "a.json", "x.csv")
    write(os.path.join(folder, "x.csv"), "\n".join(rows[:1] + [r.replace("Place", "Site") for r in rows[1:]]) + "\n")
    b, _ = manifest_of(folder, "b.json", "x.csv")
    out = run("diff", "--features", a, b).out.decode()
    expect(out.count("\n  ~ ") == 21 and "... and 280 more changed (--all shows them)" in out and "300 changed" in out, out)
    expect(run("diff", "--features", "--all", a, b).out.decode().count("name: Place") == 300)


def edited(rng, m):
    """A manifest with features added, removed, moved, changed, columns renamed and reordered."""
    m = copy.deepcopy(m)
    features = m["features"]
    for _ in range(rng.randrange(12)):
        f = rng.choice(features)
        p = f["properties"]
        what = rng.randrange(9)
        if what == 0 and len(features) > 2:
            features.remove(f)
        elif what == 1:
            new = copy.deepcopy(f)
            new["id"] += f"-{rng.randrange(10**9)}"
            features.insert(rng.randrange(len(features)), new)
        elif what == 2 and f["lon"] is not None:
            f["lon"] = max(-180.0, min(180.0, f["lon"] + rng.choice([-1, 1]) * 10 ** rng.uniform(-4, 1)))
        elif what == 3 and f["lat"] is not None:
            f["lat"] = max(-89.0, min(89.0, f["lat"] + rng.choice([-1, 1]) * 10 ** rng.uniform(-4, 1)))
        elif what == 4 and f["lat"] is not None:
            f["lat"] += 1e-7  # a centimetre
        elif what == 5:
            f["lon"], f["lat"] = (None, None) if f["lon"] is not None else (125.0, 39.0)
        elif what == 6 and p:
            k = rng.choice(list(p))
            p[k] = rng.choice(["new value", "007", "7", 7, "7.0", True, "새 \"값\"\n", 0.1, 39.10, "39.10"])
        elif what == 7 and p:
            p.pop(rng.choice(list(p)))
        elif what == 8:
            p["another column"] = rng.choice(["x", 1.5])
    if rng.random() < 0.3:
        rng.shuffle(features)
    for f in features:
        if rng.random() < 0.3:
            f["properties"] = dict(rng.sample(list(f["properties"].items()), len(f["properties"])))
        f["hash"] = own_hash(f)
    return m


def put(path, m):
    head = {k: v for k, v in m.items() if k != "features"}
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in m["features"])
    write(path, json.dumps(head, ensure_ascii=False)[:-1] + ',\n"features":[\n' + lines + "\n]}\n")


def random_edits(folder):
    write(os.path.join(folder, "doc.yaml"), "data:\n" + "".join(
        f"  {n}: {{ path: {os.path.join(DATA, n)}.csv }}\n" for n in ("facilities", "launches", "transfers")))
    _, m = manifest_of(folder, "m.json", "doc.yaml", *SMALL)
    expect(len(m["features"]) > 200, len(m["features"]))
    rng = random.Random(11)
    a, b = os.path.join(folder, "a.json"), os.path.join(folder, "b.json")
    changes = 0
    for _ in range(EDITS):
        was = edited(rng, m)
        put(a, was)
        put(b, edited(rng, was))
        changes += agree(folder, a, b)
    expect(changes > 2 * EDITS, "only", changes, "changes")


def edits_of_data(folder):
    """The files themselves edited, and rendered again."""
    rng = random.Random(13)
    for name in ("facilities", "launches"):
        path = os.path.join(folder, name + ".csv")
        with open(os.path.join(DATA, name + ".csv"), encoding="utf-8", newline="") as f:
            rows = list(csv.DictReader(f))
        shutil.copy(os.path.join(DATA, name + ".csv"), path)
        before, had = manifest_of(folder, "0.json", path, *SMALL)
        changes = 0
        for i in range(1, 4):
            for _ in range(8):
                row = rng.choice(rows)
                what = rng.randrange(4)
                if what == 0:
                    rows.remove(row)
                elif what == 1:
                    rows.append({**row, "id": f"made-{i}-{rng.randrange(10**6)}"})
                elif what == 2 and row["lat"]:
                    row["lat"] = f"{float(row['lat']) + rng.uniform(-0.2, 0.2):.4f}"
                else:
                    row["class"] = rng.choice(["nuclear", "a class of its own"])
            with open(path, "w", encoding="utf-8", newline="") as f:
                out = csv.DictWriter(f, rows[0].keys())
                out.writeheader()
                out.writerows(rows)
            after, _ = manifest_of(folder, f"{i}.json", path, *SMALL)
            changes += agree(folder, before, after)
            before = after
        expect(changes >= 10, name, changes)


def measured_by_geodsolve(folder):
    if not shutil.which("GeodSolve"):
        raise Skip("no GeodSolve: distances were not checked")


if __name__ == "__main__":
    main([says_what_it_was_made_of, knows_what_is_shown, same_anywhere, tells_pages, whole_or_not_at_all,
          weak_ids_are_told, usage_and_exits, no_manifest_is_no_difference, many_are_counted, random_edits,
          edits_of_data, measured_by_geodsolve])
