#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Batches: what is made anew and why, names, parameters, ledgers that are damaged or shared, shards."""
import os
import shutil
import sqlite3
import subprocess
import sys

import batch_help as help
import harness
from harness import expect


def run(folder, *args, docs="docs", out="out"):
    return help.batch(docs, "--out-dir", out, "-j", "2", "--json", *args, cwd=folder)


def made(folder, *args, **where):
    """Names to reasons of the maps that a run made."""
    r = run(folder, *args, **where)
    maps, summary = help.events(r)
    expect(r.code == 0 and summary["failed"] == 0, r)
    ledger = os.path.join(folder, args[args.index("--ledger") + 1]) if "--ledger" in args else None
    help.expect_agreement(os.path.join(folder, where.get("out", "out")), ledger)
    return {n: e["reason"] for n, e in maps.items() if e["state"] == "done"}


def only_what_changed_is_made(folder):
    help.write_documents(folder, 4)
    harness.write(os.path.join(folder, "other.csv"), "name,lat,lon\nX,39,126\n")
    help.write_document(folder, "map04", "Map 4", data="other.csv")
    expect(made(folder) == {f"map0{i}": "new" for i in (1, 2, 3, 4)}, "the first run")
    expect(made(folder) == {}, "nothing changed")
    os.utime(os.path.join(folder, "docs", "map01.yaml"))
    expect(made(folder) == {}, "a time is no change")
    help.write_document(folder, "map02", "Map two")
    with open(os.path.join(folder, "other.csv"), "a", encoding="utf-8") as f:
        f.write("Y,40,127\n")
    os.unlink(os.path.join(folder, "out", "map01.png"))
    harness.write(os.path.join(folder, "out", "map03.png"), "scribble")
    dry = run(folder, "--dry-run")
    before = help.outputs(os.path.join(folder, "out"))
    maps, summary = help.events(dry)
    reasons = {n: e["reason"] for n, e in maps.items()}
    expect(reasons == {"map01": "output 'map01.png' is missing", "map02": "the document changed",
                       "map03": "output 'map03.png' was changed by somebody else",
                       "map04": reasons["map04"]} and "other.csv changed" in reasons["map04"], reasons)
    expect(summary["done"] == 0 or summary["dry"], summary)
    expect(help.outputs(os.path.join(folder, "out")) == before, "a dry run made something")
    now = run(folder)
    maps, _ = help.events(now)
    expect({n: e["reason"] for n, e in maps.items()} == reasons, maps)
    help.expect_agreement(os.path.join(folder, "out"))


def a_map_that_does_not_show_the_change_is_left(folder):
    help.write_documents(folder, 2)
    harness.write(os.path.join(folder, "sites.csv"), "name,lat,lon\nA,39,126\nFar,-10,20\n")
    made(folder)
    before = os.stat(os.path.join(folder, "out", "map01.png")).st_mtime_ns
    harness.write(os.path.join(folder, "sites.csv"), "name,lat,lon\nA,39,126\nFar,-11,21\n")
    r = help.batch("docs", "--out-dir", "out", "--explain", cwd=folder)
    expect(r.out.decode().splitlines()[0].endswith("unchanged: data ../sites.csv changed, but nothing that the map shows"),
           "the row is on neither map", r)
    expect(os.stat(os.path.join(folder, "out", "map01.png")).st_mtime_ns == before, "it was written again")
    expect(made(folder) == {}, "and that is remembered")
    harness.write(os.path.join(folder, "sites.csv"), "name,lat,lon\nA,39.5,126\nFar,-11,21\n")
    expect(set(made(folder)) == {"map01", "map02"}, "the row is on both maps")


def other_options_are_other_maps(folder):
    help.write_documents(folder, 1)
    made(folder)
    expect(made(folder, "--dpi", "120") == {"map01": "option 'dpi' is new"}, "dpi")
    expect(made(folder, "--dpi", "200") == {"map01": "option 'dpi' was '120', now '200'"}, "dpi again")
    expect("files wanted were png, now png,svg" in
           made(folder, "--dpi", "200", "--format", "png,svg")["map01"], "formats")
    expect(set(help.outputs(os.path.join(folder, "out"))) == {"map01.png", "map01.svg"}, "both")
    made(folder, "--dpi", "200", "--format", "svg")
    expect(set(help.outputs(os.path.join(folder, "out"))) == {"map01.svg"}, "what it is no more goes")
    expect(made(folder, "--dpi", "200", "--format", "svg", "--force") == {"map01": "all are asked for"}, "force")


def other_libraries_are_other_maps(folder):
    help.write_documents(folder, 1)
    made(folder)
    db = sqlite3.connect(help.ledger_of(os.path.join(folder, "out")))
    program = db.execute("SELECT program FROM map").fetchone()[0]
    parts = dict(x.split(" ", 1) for x in program.split("; ")[1:])
    expect({"cairo", "pango", "harfbuzz", "freetype", "proj", "proj.db", "gdal"} <= set(parts), program)

    def last_time(text, words):
        with db:
            db.execute("UPDATE map SET program = ?", (text,))
        found = made(folder)
        expect(found == {"map01": words}, found)

    cairo = f"cairo 1.0.0 -> {parts['cairo']}"
    last_time(program.replace(f"; cairo {parts['cairo']}", "; cairo 1.0.0"), cairo)
    last_time(program.replace(f"; cairo {parts['cairo']}", "; cairo 1.0.0").replace(f"; proj.db {parts['proj.db']}", "; proj.db old"),
              f"proj.db old -> {parts['proj.db']}, and 1 more library")
    last_time(program.replace(f"; cairo {parts['cairo']}", ""), f"cairo none -> {parts['cairo']}")
    last_time("0.0.9 abc", "program 0.0.9 -> " + program.split(" ")[0])
    expect(made(folder) == {}, "and it is known")
    db.close()


def params_fill_documents_and_names(folder):
    help.write_documents(folder, 0)
    harness.write(os.path.join(folder, "docs", "region.yaml"),
                  "title: \"Sites of ${region} $${x}\"\nas_of: 2019-09-05\nstyle: ../plain.json\n"
                  "data: { sites: ../sites.csv }\nview: { bbox: [124, \"${south}\", 131, 43] }\n"
                  "page: { size: 160x120, bare: true }\n")
    harness.write(os.path.join(folder, "regions.csv"), "code,region,south\nN1,North Hamgyŏng,41\nP/Y,P'yŏngan,38.5\n")
    expect(set(made(folder, "--params", "regions.csv")) == {"region_1", "region_2"}, "by row")
    names = set(made(folder, "--params", "regions.csv", "--name", "{code}_{slug}_{page}_{as_of}", out="named"))
    expect(names == {"N1_sites-of-north-hamgyong-x_2019-09-05", "P-Y_sites-of-pyongan-x_2019-09-05"}, names)
    expect(made(folder, "--params", "regions.csv", "--name", "{code}_{slug}_{page}_{as_of}", out="named") == {}, "same")
    harness.write(os.path.join(folder, "regions.csv"), "code,region,south\nN1,North Hamgyŏng,41\nP/Y,P'yŏngan,38\n")
    expect(made(folder, "--params", "regions.csv") == {"region_2": "parameter 'south' was '38.5', now '38'"}, "one row")
    clash = run(folder, "--params", "regions.csv", "--name", "{as_of}", out="clash")
    expect(clash.code == 1 and "two maps of it are called '2019-09-05'" in clash.err, clash)
    expect(help.outputs(os.path.join(folder, "clash")) == {}, "nothing is made then")
    lost = run(folder, out="lost")
    expect(lost.code == 1 and b"region.yaml:1:9: no value for parameter 'region'" in lost.out, lost)
    wrong = run(folder, "--params", "regions.csv", "--name", "{cod}")
    expect(wrong.code == 1 and "did you mean '{code}'" in wrong.err, wrong)


def same_names_in_two_folders(folder):
    help.write_documents(folder, 1)
    shutil.copytree(os.path.join(folder, "docs"), os.path.join(folder, "more"))
    both = help.batch("docs", "more", "--out-dir", "out", cwd=folder)
    expect(both.code == 1 and "both maps are called 'map01'" in both.err, both)
    made(folder)
    other = help.batch("more", "--out-dir", "out", cwd=folder)
    expect(other.code == 1 and "is already the map of" in other.err, other)
    help.expect_agreement(os.path.join(folder, "out"))
    shutil.rmtree(os.path.join(folder, "docs"))
    expect(set(made(folder, docs="more")) == {"map01"}, "a document that is gone does not hold its name")


def faults_of_one_map_are_its_own(folder):
    help.write_documents(folder, 3)
    made(folder)
    harness.write(os.path.join(folder, "docs", "map02.yaml"), "title: [\n")
    os.unlink(os.path.join(folder, "docs", "map03.yaml"))
    os.symlink("map01.yaml", os.path.join(folder, "docs", "link.yaml"))
    odd = os.path.join(os.fsencode(folder), b"docs", b"odd \xff\n'.yaml")
    shutil.copy(os.path.join(folder, "docs", "map01.yaml"), odd)
    r = help.batch("docs", "docs/map03.yaml", "--out-dir", "out", "--json", cwd=folder)
    maps, summary = help.events(harness.Result(subprocess.CompletedProcess(
        [], r.code, r.out.decode("utf-8", "replace").encode(), r.err.encode())))
    states = {n: e["state"] for n, e in maps.items()}
    expect(r.code == 1 and summary["failed"] == 2 and summary["done"] == 2, r)
    expect(states["map01"] == "unchanged" and states["map02"] == "failed" and states["map03"] == "failed" and
           states["link"] == "done", states)
    found = os.listdir(os.path.join(os.fsencode(folder), b"out"))
    expect(b"odd \xff-'.png" in found, found)
    expect(os.path.exists(os.path.join(folder, "out", "map02.png")), "the old file stays")
    help.write_document(folder, "map02", "Map 2")
    maps, _ = help.events(help.batch("docs/map02.yaml", "--out-dir", "out", "--json", cwd=folder))
    expect(maps["map02"]["reason"] == "failed last time", maps)


def a_ledger_that_cannot_be_used(folder):
    help.write_documents(folder, 1)
    made(folder)
    ledger = help.ledger_of(os.path.join(folder, "out"))
    good = harness.read(ledger)
    before = help.outputs(os.path.join(folder, "out"))

    def refused(text, words):
        harness.write(ledger, text)
        r = run(folder)
        expect(r.code == 1 and words in r.err and r.err.count("\n") == 1, words, r)
        expect(help.outputs(os.path.join(folder, "out")) == before, "maps are as they were")

    refused(b"no database, but long enough to be looked at" * 100, "is damaged")
    refused(good[:4096] + os.urandom(len(good) - 4096), "is damaged")
    refused(good[:5000], "is damaged")
    harness.write(ledger, good)
    db = sqlite3.connect(ledger)
    db.execute("PRAGMA user_version = 99")
    db.close()
    refused(harness.read(ledger), "written by a newer cartouche")
    os.unlink(ledger)
    db = sqlite3.connect(ledger)
    db.execute("CREATE TABLE t(x)")
    db.commit()
    db.close()
    refused(harness.read(ledger), "no ledger of maps")
    expect(set(made(folder, "--ledger", "elsewhere.sqlite", out="new")) == {"map01"}, "it may be elsewhere")
    other = run(folder, "--ledger", "elsewhere.sqlite", out="third")
    expect(other.code == 1 and "tells of the maps in" in other.err, other)
    os.unlink(ledger)
    expect(made(folder) == {"map01": "new"}, "without a ledger all is new")
    os.rename(os.path.join(folder, "out"), os.path.join(folder, "moved"))
    expect(made(folder, out="moved") == {}, "a folder may be moved with its ledger")


def folders_that_cannot_be_used(folder):
    help.write_documents(folder, 1)
    harness.write(os.path.join(folder, "file"), "x")
    r = run(folder, out="file/sub")
    expect(r.code == 1 and "is a file" in r.err, r)
    expect(set(made(folder, out="a/b/c")) == {"map01"}, "folders are made")
    os.mkdir(os.path.join(folder, "empty"))
    r = run(folder, docs="empty")
    expect(r.code == 1 and "no map documents in it" in r.err, r)
    # Where a folder stands in a map's place, the map fails, and the other files are as they were.
    os.unlink(os.path.join(folder, "a/b/c/map01.png"))
    os.makedirs(os.path.join(folder, "a/b/c/map01.png/x"))
    r = run(folder, out="a/b/c")
    expect(r.code == 1 and b"map01.png" in r.out, r)


def two_batches_at_once(folder):
    help.write_documents(folder, 8)
    command = [harness.CARTOUCHE, "batch", "docs", "--out-dir", "out", "-j", "2", "--json"]
    both = [subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    count = {}
    for p in both:
        out, err = p.communicate(timeout=300)
        expect(p.returncode == 0, err)
        maps, summary = help.events(harness.Result(subprocess.CompletedProcess([], 0, out, err)))
        expect(summary["done"] + summary["unchanged"] == 8, summary)
        for name, e in maps.items():
            count[name] = count.get(name, 0) + (e["state"] == "done")
    expect(set(count.values()) == {1}, "each map is made once:", count)
    help.expect_agreement(os.path.join(folder, "out"))
    made(folder, out="alone")
    expect(help.outputs(os.path.join(folder, "out")) == help.outputs(os.path.join(folder, "alone")), "same maps")


def shards_and_workers_make_the_same(folder):
    help.write_documents(folder, 9)
    for i in range(1, 5):
        made_here = run(folder, "--shard", f"{i}/4", out="shards")
        expect(made_here.code == 0, made_here)
    one = help.batch("docs", "--out-dir", "one", "-j", "1", cwd=folder)
    expect(one.code == 0 and set(made(folder, out="two")) == {f"map0{i}" for i in range(1, 10)}, one)
    shards = help.outputs(os.path.join(folder, "shards"))
    expect(len(shards) == 9 and shards == help.outputs(os.path.join(folder, "one")) ==
           help.outputs(os.path.join(folder, "two")), "the same bytes")
    ledgers = [help.ledger_of("shards", f".cartouche-ledger-{i}-of-4.sqlite") for i in range(1, 5)]
    merged = help.batch("--merge-ledgers", *ledgers, "--into", "shards/.cartouche-ledger.sqlite", cwd=folder)
    expect(merged.code == 0, merged)
    expect(made(folder, out="shards") == {}, "the merged ledger knows all")
    help.write_document(folder, "map05", "Another")
    expect(made(folder, out="shards") == {"map05": "the document changed"}, "and goes on")
    wrong = help.batch("--merge-ledgers", ledgers[0], "one/.cartouche-ledger.sqlite", "--into", "x.sqlite", cwd=folder)
    expect(wrong.code == 1 and "only ledgers of one folder" in wrong.err, wrong)
    none = help.batch("--merge-ledgers", "no.sqlite", "--into", "x.sqlite", cwd=folder)
    expect(none.code == 1 and "no.sqlite" in none.err, none)


def a_disk_that_is_full(folder):
    """On a small file system of memory, in a namespace of its own."""
    help.write_documents(folder, 6)
    probe = subprocess.run(["unshare", "-rm", "true"], capture_output=True)
    if probe.returncode:
        raise harness.Skip("no namespaces for users here")
    out = os.path.join(folder, "small")
    os.mkdir(out)
    for kilobytes in (64, 160, 200, 240, 300):
        script = (f"mount -t tmpfs -o size={kilobytes}k none small && "
                  f"{harness.CARTOUCHE} batch docs --out-dir small -j 2 --quiet --format png,svg; echo exit $?; "
                  f"{sys.executable} -c \"import sys; sys.path.insert(0, '{os.path.dirname(os.path.abspath(__file__))}'); "
                  f"import batch_help, os; os.path.exists(batch_help.ledger_of('small')) and "
                  f"os.path.getsize(batch_help.ledger_of('small')) and batch_help.expect_agreement('small'); "
                  f"print('agreed')\"")
        r = subprocess.run(["unshare", "-rm", "sh", "-c", script], cwd=folder, capture_output=True, timeout=200)
        text = r.stdout.decode()
        expect("exit 1" in text and "agreed" in text, kilobytes, "kB:", text, r.stderr.decode())


if __name__ == "__main__":
    harness.main([only_what_changed_is_made, a_map_that_does_not_show_the_change_is_left, other_options_are_other_maps, other_libraries_are_other_maps,
                  params_fill_documents_and_names, same_names_in_two_folders, faults_of_one_map_are_its_own,
                  a_ledger_that_cannot_be_used, folders_that_cannot_be_used, two_batches_at_once,
                  shards_and_workers_make_the_same, a_disk_that_is_full])
