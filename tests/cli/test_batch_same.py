#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The same bytes for any number of workers, order, shard, with a cold cache and a warm one.

usage: test_batch_same.py [DOCUMENTS]      20 documents unless told otherwise
"""
import glob
import os
import random
import sys

import batch_help as help
import harness
from harness import expect

DOCUMENTS = int(sys.argv[1]) if len(sys.argv) > 1 else 20


def write_all(folder):
    """Documents that differ in whatever a cache might mix up: data, themes, fits, projections, classes, furniture."""
    rng = random.Random(20190905)
    docs = os.path.join(folder, "docs")
    os.makedirs(docs)
    header, *rows = harness.SITES.strip().split("\n")
    for k in range(4):
        rng.shuffle(rows)
        harness.write(os.path.join(folder, f"data{k}.csv"), "\n".join([header] + rows[:4 + 2 * k]) + "\n")
    styles = sorted(glob.glob(os.path.join(harness.ROOT, "styles", "*.json")))
    for i in range(DOCUMENTS):
        entry = [f"path: ../data{rng.randrange(4)}.csv", "label: name"]
        entry += rng.choice([[], ["class: type"], ["size: lat"], ["where: \"type <> 'port'\""], ["stack: list"], ["date: date"]])
        view = rng.choice(["{ fit: [sites] }", "{ bbox: [124, 37, 131, 43] }", "{ center: [127, 40], scale: 4000000 }",
                           "{ bbox: [120, 30, 140, 50], projection: EPSG:3857 }"])
        page = rng.choice(["{ size: 360x280 }", "{ size: 300x300, bare: true }", "{ size: 420x260 }"])
        more = rng.choice(["", "locator: true\n", "graticule: true\n", "north_arrow: true\n", "base: { rivers: true }\n", "sources: [ A, B ]\n"])
        harness.write(os.path.join(docs, f"m{i:02}.yaml"),
                      f"title: Map {i}\nas_of: 2019-0{1 + i % 9}-01\nstyle: {os.path.relpath(rng.choice(styles), docs)}\n"
                      f"data: {{ sites: {{ {', '.join(entry)} }} }}\nview: {view}\npage: {page}\n{more}")
    return docs


def made(folder, out, *args, docs=("docs",)):
    r = help.batch(*docs, "--out-dir", out, "--format", "png,svg,pdf", "--quiet", *args, cwd=folder, timeout=900)
    expect(r.code == 0, out, r)
    return help.outputs(os.path.join(folder, out))


def five_ways(folder):
    docs = write_all(folder)
    names = [os.path.join("docs", n) for n in sorted(os.listdir(docs))]
    ways = {"one worker": made(folder, "one", "-j", 1), "two workers": made(folder, "two", "-j", 2)}
    random.Random(1).shuffle(names)
    ways["shuffled"] = made(folder, "shuffled", "-j", 1, docs=names)
    for i in range(1, 5):
        made(folder, "shards", "--shard", f"{i}/4")
    ways["four shards"] = help.outputs(os.path.join(folder, "shards"))
    alone = os.path.join(folder, "alone")
    os.mkdir(alone)
    for n in names:
        stem = os.path.join(alone, os.path.basename(n)[:-5])
        r = harness.run("render", n, "-q", *[x for e in ("png", "svg", "pdf") for x in ("-o", f"{stem}.{e}")], cwd=folder)
        expect(r.code == 0, n, r)
    ways["each alone"] = help.outputs(alone)
    first = ways["one worker"]
    expect(len(first) == 3 * DOCUMENTS and len(set(first.values())) == 3 * DOCUMENTS, "maps that are alike:", len(set(first.values())))
    for way, files in ways.items():
        differ = [n for n in first if files.get(n) != first[n]]
        expect(not differ and len(files) == len(first), way, "differs in", differ)
    print(f"{DOCUMENTS} documents, {len(first)} files, {len(ways)} ways: the same")


if __name__ == "__main__":
    harness.main([five_ways])
