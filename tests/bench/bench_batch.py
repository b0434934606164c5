#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Batches: maps a second, a run without changes, a night in which 1 % of the rows changed (`make bench-batch`).

usage: bench_batch.py [200] [unchanged] [night]     the parts; all

B names the build folder; BENCH_MAPS how many maps are made (200), BENCH_DOCUMENTS how many documents `unchanged` has (1000), BENCH_ALONE how many maps are also made
by a process each (20). CPU is of all processes of a run together, so it says more than the clock where others are at work.
Documents and data are made up by batch_documents.py; which maps a changed row concerns is counted there, without the program.
"""
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import batch_documents

ROOT = batch_documents.ROOT
BUILD = os.path.join(ROOT, os.environ.get("B", "build"))
FOLDER = os.path.join(BUILD, "bench", "batch")
MAPS = int(os.environ.get("BENCH_MAPS", "200"))
ALONE = int(os.environ.get("BENCH_ALONE", "20"))
DOCUMENTS = int(os.environ.get("BENCH_DOCUMENTS", "1000"))
WORKERS = 2
CHANGED = 0.01


def cpu():
    u = resource.getrusage(resource.RUSAGE_CHILDREN)
    return u.ru_utime + u.ru_stime


def timed(*command):
    """Seconds by the clock and of CPU, and what was written."""
    wall, used = time.monotonic(), cpu()
    done = subprocess.run(command, capture_output=True, text=True)
    wall, used = time.monotonic() - wall, cpu() - used
    if done.returncode:
        sys.exit(f"{' '.join(command[:3])} ...: exit {done.returncode}\n{done.stderr[-2000:]}")
    return wall, used, done.stdout


def batch(documents, out, *options):
    wall, used, text = timed(f"{BUILD}/cartouche", "batch", documents, "--out-dir", out, "-j", str(WORKERS), "--json", *options)
    events = [json.loads(line) for line in text.splitlines()]
    return wall, used, events[-1], [e for e in events if e["event"] == "map"]


def fresh(name, n):
    folder = os.path.join(FOLDER, name)
    shutil.rmtree(folder, ignore_errors=True)
    rows, shown = batch_documents.write(os.path.join(folder, "documents"), n)
    return folder, rows, shown


def alone(shown, folder):
    """CPU of a map made by a process of its own, and of the same maps made by one worker."""
    some = sorted(shown)[:: max(1, len(shown) // ALONE)][:ALONE]
    used = sum(timed(f"{BUILD}/cartouche", "render", d, "-o", os.path.join(folder, "alone.png"))[1] for d in some)
    return used / len(some)


def many():
    folder, _, shown = fresh("200", MAPS)
    out = os.path.join(folder, "out")
    wall, used, summary, _ = batch(os.path.join(folder, "documents"), out)
    assert summary["done"] == MAPS, summary
    single = alone(shown, folder)
    print(f"{MAPS} maps of 1600x1200, {WORKERS} workers: {MAPS / wall:.1f} maps/s, {1000 * used / MAPS:.0f} ms CPU a map; "
          f"a process each: {1000 * single:.0f} ms CPU a map ({single * MAPS / used:.1f} times)")


def unchanged():
    folder, _, _ = fresh("unchanged", DOCUMENTS)
    documents, out = os.path.join(folder, "documents"), os.path.join(folder, "out")
    batch(documents, out, "--size", "480x360")
    times = [batch(documents, out, "--size", "480x360") for _ in range(3)]
    assert all(t[2]["unchanged"] == DOCUMENTS for t in times), times[0][2]
    print(f"{DOCUMENTS} documents, nothing changed: {min(t[0] for t in times):.2f} s, {min(t[1] for t in times):.2f} s CPU "
          f"(the best of 3)")


def night():
    folder, rows, shown = fresh("night", MAPS)
    documents, out = os.path.join(folder, "documents"), os.path.join(folder, "out")
    batch(documents, out, "--size", "480x360")
    changed = set(random.Random(1).sample([r["id"] for r in rows], round(CHANGED * len(rows))))
    for r in rows:
        if r["id"] in changed:
            r["status"] = "seen" if r["status"] == "reported" else "reported"
    batch_documents.write_sites(documents, rows)
    concerned = {d for d, ids in shown.items() if changed.intersection(ids)}
    wall, used, summary, events = batch(documents, out, "--size", "480x360")
    rendered = {e["document"] for e in events if e["state"] == "done"}
    missed, needless = len(concerned - rendered), len(rendered - concerned)
    print(f"night: {len(changed)} of {len(rows)} rows changed; {len(concerned)} of {MAPS} maps show one, {len(rendered)} were "
          f"rendered ({missed} missed, {needless} needless), {wall:.1f} s, {used:.1f} s CPU")
    if missed or needless:
        sys.exit(1)


if __name__ == "__main__":
    parts = {"200": many, "unchanged": unchanged, "night": night}
    for name in sys.argv[1:] or parts:
        parts[name]()
