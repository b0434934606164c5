#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Batches killed at random moments: files stay whole, the ledger agrees with them, and the next run mends what is left.

usage: test_batch_kill.py [--runs N] [--seed S]      25 kills unless told otherwise
"""
import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import batch_help as help
import harness
from harness import expect

OPTIONS = ["--format", "png,svg", "-j", "2", "--quiet"]
MAPS = 6


def change(folder, rng, k):
    """Some of the data, some of the documents; now and then an output."""
    harness.write(os.path.join(folder, f"data{rng.randrange(3)}.csv"),
                  f"name,lat,lon\nA,{38 + rng.random() * 4:.4f},{125 + rng.random() * 4:.4f}\n")
    i = rng.randrange(MAPS) + 1
    help.write_document(folder, f"map{i:02}", f"Map {i}, edition {k}", data=f"data{i % 3}.csv")
    out = os.path.join(folder, "out")
    if rng.random() < 0.2 and os.path.isdir(out):
        found = sorted(help.outputs(out))
        if found:
            os.unlink(os.path.join(out, rng.choice(found)))
            return True
    return False


def start(folder, out):
    return subprocess.Popen([harness.CARTOUCHE, "batch", "docs", "--out-dir", out, *OPTIONS], cwd=folder,
                            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def whole_run_seconds(folder):
    """How long a batch takes here and now, so that kills fall anywhere within one."""
    began = time.time()
    done = start(folder, "probe")
    expect(done.wait(120) == 0, "the probe failed:", done.stderr.read())
    shutil.rmtree(os.path.join(folder, "probe"))
    return time.time() - began


def kill_many(folder, runs, seed):
    rng = random.Random(seed)
    help.write_documents(folder, MAPS, data="data0.csv")
    for i in range(3):
        harness.write(os.path.join(folder, f"data{i}.csv"), "name,lat,lon\nA,39,126\n")
    for i in range(1, MAPS + 1):
        help.write_document(folder, f"map{i:02}", f"Map {i}", data=f"data{i % 3}.csv")
    seconds = whole_run_seconds(folder)
    out = os.path.join(folder, "out")
    killed = finished = writing = 0
    for k in range(runs):
        # A file that was deleted is none that the ledger could agree with, until it is made again.
        deleted = change(folder, rng, k)
        p = start(folder, "out")
        try:
            p.wait(rng.random() * seconds * 1.1)
            finished += 1
            expect(p.returncode == 0, f"run {k} failed:", p.stderr.read())
        except subprocess.TimeoutExpired:
            p.send_signal(signal.SIGKILL)
            p.wait()
            killed += 1
        p.stderr.close()
        if os.path.isdir(out) and not deleted:
            writing += "writing" in help.expect_agreement(out).values()
        elif deleted:
            done = help.batch("docs", "--out-dir", "out", *OPTIONS, cwd=folder)
            expect(done.code == 0, done)
            help.expect_agreement(out)
    print(f"{killed} killed ({writing} while renaming), {finished} done before that")
    expect(killed > runs / 4, "hardly any run was killed:", killed, "of", runs)


def one_more_run_mends_all(folder, runs, seed):
    kill_many(folder, runs, seed)
    done = help.batch("docs", "--out-dir", "out", *OPTIONS, cwd=folder)
    expect(done.code == 0, done)
    clean = help.batch("docs", "--out-dir", "clean", *OPTIONS, cwd=folder)
    expect(clean.code == 0, clean)
    a, b = help.outputs(os.path.join(folder, "out")), help.outputs(os.path.join(folder, "clean"))
    expect(a == b and len(a) == 2 * MAPS, "not what a clean run makes:", a, b)
    states = help.expect_agreement(os.path.join(folder, "out"))
    expect(set(states.values()) == {"done"}, states)
    left = [n for n in os.listdir(os.path.join(folder, "out")) if n.startswith(".cartouche-work")]
    expect(not left, "staging folders are left:", left)
    again = help.batch("docs", "--out-dir", "out", *OPTIONS, "--json", cwd=folder)
    expect(again.code == 0, again)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=25)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()

    def killed_at_random(folder):
        one_more_run_mends_all(folder, args.runs, args.seed)

    harness.main([killed_at_random])


if __name__ == "__main__":
    main()
