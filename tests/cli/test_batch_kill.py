#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Batches killed at random moments: files stay whole, the ledger agrees with them, and the next run mends what is left.

usage: test_batch_kill.py [--runs N] [--seed S]      25 kills unless told otherwise
"""
import argparse
import collections
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time

import batch_help as help
import harness
import kill_at
from harness import expect

OPTIONS = ["--format", "png,svg", "--manifest", "-j", "2", "--quiet"]
MAPS = 4
FILES = 3  # of a map


def change(folder, rng, k):
    """Some of the data, some of the documents; now and then an output."""
    harness.write(os.path.join(folder, f"data{rng.randrange(3)}.csv"),
                  f"name,lat,lon\nA,{38 + rng.randrange(3)},{125 + rng.randrange(3)}\nFar,{-10 - rng.random():.4f},20\n")
    if rng.random() < 0.3:
        return False
    i = rng.randrange(MAPS) + 1
    help.write_document(folder, f"map{i:02}", f"Map {i}, edition {k}", data=f"data{i % 3}.csv")
    out = os.path.join(folder, "out")
    if rng.random() < 0.2 and os.path.isdir(out):
        found = sorted(help.outputs(out))
        if found:
            os.unlink(os.path.join(out, rng.choice(found)))
            return True
    return False


def start(folder, out, env=None):
    return subprocess.Popen([harness.CARTOUCHE, "batch", "docs", "--out-dir", out, *OPTIONS], cwd=folder, env=env,
                            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def fill(folder):
    help.write_documents(folder, MAPS, data="data0.csv")
    for i in range(3):
        harness.write(os.path.join(folder, f"data{i}.csv"), "name,lat,lon\nA,39,126\n")
    for i in range(1, MAPS + 1):
        help.write_document(folder, f"map{i:02}", f"Map {i}", data=f"data{i % 3}.csv")


def whole_run_seconds(folder):
    """How long a batch takes here and now, so that kills fall anywhere within one."""
    began = time.time()
    done = start(folder, "probe")
    expect(done.wait(120) == 0, "the probe failed:", done.stderr.read())
    shutil.rmtree(os.path.join(folder, "probe"))
    return time.time() - began


def run_and_kill(folder, rng, seconds, library):
    """One batch: killed at any time, at any call that changes a file, or at a rename. Was it?"""
    how = rng.choice(["time", "call", "rename"]) if library else "time"
    env = None
    if how != "time":
        at = rng.randrange(1, 60 if how == "call" else 5)
        env = kill_at.environment(library, "batch", at, rng.random() < 0.5, "rename" if how == "rename" else "all")
    p = start(folder, "out", env)
    try:
        p.wait(rng.random() * seconds * 1.1 if how == "time" else 120)
    except subprocess.TimeoutExpired:
        p.send_signal(signal.SIGKILL)
    p.wait()
    killed = p.returncode == -signal.SIGKILL
    expect(killed or p.returncode == 0, "a batch failed:", p.stderr.read())
    p.stderr.close()
    return killed


def phase(out):
    """Where the kill came, by what it left."""
    found = help.outputs(out) if os.path.isdir(out) else {}
    if not os.path.exists(help.ledger_of(out)):
        return "before the ledger"
    db = sqlite3.connect(help.ledger_of(out), timeout=20)
    if not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return "before the ledger"
    new = [found.get(n) == becomes for n, was, becomes in
           db.execute("SELECT path, was, becomes FROM writing WHERE was IS NOT becomes")]
    claims = db.execute("SELECT count(*) FROM map WHERE claim IS NOT NULL").fetchone()[0]
    db.close()
    if new:
        return "all renamed" if all(new) else "some renamed" if any(new) else "none renamed"
    staged = any(n.startswith(".cartouche-work") for n in os.listdir(out))
    return "maps in the making" if claims and staged else "maps taken" if claims else "between maps"


def kill_many(folder, runs, seed):
    rng = random.Random(seed)
    fill(folder)
    seconds = whole_run_seconds(folder)
    try:
        library = kill_at.build(folder)
    except harness.Skip as why:
        library = None
        print(f"kills at calls are left out: {why}")
    out = os.path.join(folder, "out")
    phases = collections.Counter()
    for k in range(runs):
        # A file that was deleted is none that the ledger could agree with, until it is made again.
        deleted = change(folder, rng, k)
        killed = run_and_kill(folder, rng, seconds, library)
        phases[phase(out) if killed else "not killed, done"] += 1
        if os.path.isdir(out) and not deleted:
            help.expect_agreement(out)
        elif deleted:
            done = help.batch("docs", "--out-dir", "out", *OPTIONS, cwd=folder)
            expect(done.code == 0, done)
            help.expect_agreement(out)
    print(f"{runs} runs, killed: {runs - phases['not killed, done']}")
    for name in sorted(phases):
        print(f"  {phases[name]:4} {name}")
    expect(phases["not killed, done"] < runs * 3 / 4, "hardly any run was killed")
    if library and runs >= 25:
        expect(any(phases[p] for p in ("all renamed", "some renamed", "none renamed")), "none was killed while renaming")


def one_more_run_mends_all(folder, runs, seed):
    kill_many(folder, runs, seed)
    done = help.batch("docs", "--out-dir", "out", *OPTIONS, cwd=folder)
    expect(done.code == 0, done)
    clean = help.batch("docs", "--out-dir", "clean", *OPTIONS, cwd=folder)
    expect(clean.code == 0, clean)
    a, b = help.outputs(os.path.join(folder, "out")), help.outputs(os.path.join(folder, "clean"))
    expect(a == b and len(a) == FILES * MAPS, "not what a clean run makes:", a, b)
    states = help.expect_agreement(os.path.join(folder, "out"))
    expect(set(states.values()) == {"done"}, states)
    left = [n for n in os.listdir(os.path.join(folder, "out")) if n.startswith(".cartouche-work")]
    expect(not left, "staging folders are left:", left)
    again = help.batch("docs", "--out-dir", "out", *OPTIONS, "--json", cwd=folder)
    expect(again.code == 0, again)


def killed_at_every_rename(folder):
    """What was renamed to the end is rolled forward and not made again; all else is made."""
    library = kill_at.build(folder)
    fill(folder)
    out = os.path.join(folder, "out")
    phases = collections.Counter()
    moments = [(at, after) for at in range(1, FILES * MAPS + 1) for after in (False, True)]
    for k, (at, after) in enumerate(moments):
        for i in range(3):
            harness.write(os.path.join(folder, f"data{i}.csv"), f"name,lat,lon\nA,{38 + k / 10},{125 + i}\n")
        p = start(folder, "out", kill_at.environment(library, "batch", at, after, "rename"))
        expect(p.wait(120) == -signal.SIGKILL, "rename", at, "was not reached:", p.stderr.read())
        p.stderr.close()
        states = help.expect_agreement(out)
        expect(list(states.values()).count("writing") == 1, "rename", at, states)
        left = phase(out)
        phases[left] += 1
        r = help.batch("docs", "--out-dir", "out", *OPTIONS, "--json", cwd=folder)
        maps, summary = help.events(r)
        expect(r.code == 0 and summary["unchanged"] == (at - 1) // FILES + (left == "all renamed"), at, after, left, summary, maps)
        expect(set(help.expect_agreement(out).values()) == {"done"}, "not all is done")
    print("killed at renames: " + ", ".join(f"{n} {name}" for name, n in sorted(phases.items())))
    expect(phases == {"none renamed": MAPS, "some renamed": (2 * FILES - 2) * MAPS, "all renamed": MAPS}, phases)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=25)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()

    def killed_at_random(folder):
        one_more_run_mends_all(folder, args.runs, args.seed)

    harness.main([killed_at_every_rename, killed_at_random])


if __name__ == "__main__":
    main()
