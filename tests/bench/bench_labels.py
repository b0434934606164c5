#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares how many labels Cartouche, Mapnik, MapServer, QGIS and MapLibre place, and how well (`make bench-labels`).

usage: bench_labels.py [--markdown] [SET...]     SET is part of a set's name: clustered-200, uniform, large, maps

B names the build folder; BENCH_RUNS the runs of each (3), whose median is told; BENCH_PEERS limits the programs (parts of
names, by commas); MAPLIBRE is the package maplibre-gl's folder. Files are left in $B/bench/labels to look at.
docs/benchmarks-labels.md tells what is compared and how.
"""
import glob
import json
import os
import subprocess
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "tests", "bench", "labels"))

import ink
import judge
import programs
import sets

BUILD = os.path.join(ROOT, os.environ.get("B", "build"))
FOLDER = os.path.join(BUILD, "bench", "labels")
RUNS = int(os.environ.get("BENCH_RUNS", "3"))
AIM_POINTS, AIM_SECONDS = 10, {1000: 0.5, 10000: 5}
HEAD = ("set", "program", "placed", "clean", "clean %", "text overlaps", "mark overlaps", "cut", "leaders", "crossings",
        "displaced pt", "added s", "solve s")
MAP_HEAD = ("map", "mode", "wanted", "placed", "moved", "leader", "keyed", "dropped", "overlaps", "crossings", "displaced pt",
            "solve s")


class Table:
    """Rows as they come: in columns, or as Markdown."""

    def __init__(self, head, markdown):
        self.head, self.markdown = head, markdown
        self.widths = [22, 19] + [max(8, len(h)) for h in head[2:]]  # the first two ranged left
        self.row(head)
        if markdown:
            self.row(["---"] + ["---" if h in ("program", "mode") else "--:" for h in head[1:]])

    def row(self, cells):
        if self.markdown:
            print("| " + " | ".join(str(c) for c in cells) + " |", flush=True)
            return
        print("  ".join(str(c).ljust(w) if k < 2 else str(c).rjust(w) for k, (c, w) in enumerate(zip(cells, self.widths))),
              flush=True)


def run_one(the_set, program, letters):
    labels, leaders, answer = program.run(the_set, RUNS)
    segments = [a + b for line in leaders for a, b in zip(line, line[1:])]
    r = judge.judge(the_set, labels, letters, segments)
    r.update({"leaders": len(leaders), "seconds": answer.get("seconds"), "solve": answer.get("solve")})
    if answer.get("report"):
        told = answer["report"]["totals"]
        shown = told["placed"] + told["moved"] + told["leader"]
        if shown != r["placed"]:
            print(f"{the_set['name']}, {program.name}: the report tells of {shown} labels, the page has {r['placed']}",
                  file=sys.stderr)
    return r


def seconds(value):
    return "-" if value is None else f"{value:.3f}"


def show(table, the_set, program, r):
    table.row((the_set["name"], program.name, r["placed"], r["clean"], f"{100 * r['clean'] / r['wanted']:.1f}",
               r["text_overlaps"], r["mark_overlaps"], r["cut"], r["leaders"], r["crossings"], f"{r['displacement_pt']:.1f}",
               seconds(r["seconds"]), seconds(r["solve"])))


def compare(wanted, found, table, names, letters):
    """{(set, program): result} of the sets that all programs label."""
    results = {}
    for name, n, kind, seed in sets.listed():
        if wanted and not any(w in name for w in wanted):
            continue
        the_set = sets.make(FOLDER, name, n, kind, names, seed)
        for program in found:
            try:
                results[name, program.name] = r = run_one(the_set, program, letters)
            except (programs.Failed, subprocess.CalledProcessError) as e:
                print(f"{name}, {program.name}: {e}", file=sys.stderr)
                continue
            show(table, the_set, program, r)
    return results


def large(wanted, found, table, names, letters):
    """Our own time where there are many."""
    results = {}
    if wanted and not any(w in "large" for w in wanted):
        return results
    for n in sets.LARGE:
        for kind in sets.KINDS:
            the_set = sets.make(FOLDER, f"{kind}-{n}", n, kind, names)
            for program in found:
                if not program.ours or program.mode != "near":
                    continue
                results[the_set["name"], program.name] = r = run_one(the_set, program, letters)
                show(table, the_set, program, r)
    return results


def sample_maps(wanted, markdown):
    """The six documents on A4 landscape at their own scale, by the report."""
    if wanted and not any(w in "maps" for w in wanted):
        return
    command = os.path.join(BUILD, "cartouche")
    text = subprocess.run([command, "render", "--help"], check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")
    if "--report" not in text:
        print("this build has no --report: the sample maps are left out")
        return
    print()
    table = Table(MAP_HEAD, markdown)
    for path in sorted(glob.glob(os.path.join(ROOT, "maps", "*.yaml"))):
        name = os.path.splitext(os.path.basename(path))[0]
        for mode in ("near", "auto"):
            out = os.path.join(FOLDER, f"map-{name}-{mode}")
            subprocess.run([command, "render", path, "-q", "--size", "A4", "--orientation", "landscape", "--labels", mode, "-o",
                            out + ".pdf", "--report", out + ".json"], check=True)
            with open(out + ".json", encoding="utf-8") as f:
                t = json.load(f)["totals"]
            table.row((name, mode, *(t[k] for k in ("wanted", "placed", "moved", "leader", "keyed", "dropped", "overlaps",
                                                   "crossings")), f"{t['mean_displacement_pt']:.1f}", f"{t['solve_seconds']:.3f}"))


def side_by_side(results, found, markdown):
    """Clean labels, per cent, a set a row."""
    shown = [p.name for p in found if any(name == p.name for _, name in results)]
    print("\nclean %\n")
    table = Table(("set", *shown), markdown)
    for the_set in dict.fromkeys(name for name, _ in results):
        got = [results.get((the_set, p)) for p in shown]
        table.row((the_set, *(f"{100 * r['clean'] / r['wanted']:.1f}" if r else "-" for r in got)))


def ahead_of_peers(results, key):
    """Without leaders, over all sets aimed at: our share in per cent, the best peer's share and its name; or None."""
    prefix, sums = f"clustered-{sets.AIMED_AT}", {}
    for (name, program), r in results.items():
        if name == prefix or name.startswith(prefix + "-"):
            sums.setdefault(program, []).append(100 * r[key] / r["wanted"])
    mean = {p: sum(v) / len(v) for p, v in sums.items()}
    peers = [(v, p) for p, v in mean.items() if not p.startswith("Cartouche")]
    return (mean["Cartouche, near"], *max(peers), len(sums["Cartouche, near"])) if peers and "Cartouche, near" in mean else None


def verdicts(results):
    """What was aimed at, and what came of it."""
    own = {k: r for k, r in results.items() if k[1].startswith("Cartouche")}
    if not own:
        return
    faults = sum(r["text_overlaps"] + r["mark_overlaps"] + r["cut"] for r in own.values())
    crossed = sum(r["crossings"] for r in own.values())
    print(f"\noverlaps and cut labels of Cartouche: {faults} (aim 0); crossings of leaders: {crossed} (aim 0)")
    for key in ("clean", "placed"):
        got = ahead_of_peers(results, key)
        if got:
            print(f"{sets.AIMED_AT} clustered points without leaders, labels {key}, mean of {got[3]} sets: {got[0]:.1f} %, best "
                  f"peer {got[1]:.1f} % ({got[2]}): {got[0] - got[1]:+.1f} percentage points (aim +{AIM_POINTS})")
    for n, aim in AIM_SECONDS.items():
        for key, what in (("solve", "by the clock, solving alone"), ("seconds", "of CPU, all that labels add to the render")):
            times = [r[key] for (name, _), r in own.items() if name.endswith(f"-{n}") and r[key] is not None]
            if times:
                print(f"{n} labels: at most {max(times):.2f} s {what} (aim {aim} s)")


def main():
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    markdown = "--markdown" in sys.argv[1:]
    os.makedirs(os.path.join(FOLDER, "fonts"), exist_ok=True)
    source = os.path.join(ROOT, "styles", "fonts", "SourceSans3-Regular.otf")
    sets.write_font(source, os.path.join(FOLDER, sets.FONT))
    names = sets.names_of(os.path.join(ROOT, "layers", "base"))
    letters = ink.Ink(source, sets.TEXT_PT)
    found, missing = programs.find(ROOT, BUILD, FOLDER)
    limit = os.environ.get("BENCH_PEERS")
    if limit is not None:
        found = [p for p in found if p.ours or any(w and w.lower() in p.name.lower() for w in limit.split(","))]
    for what in missing:
        print(f"not here: {what}")
    print(f"A4 landscape, marks of 2.5 mm, names in 8 pt; medians of {RUNS} runs\n"
          "added s: CPU seconds that labels add to a render; solve s: the program's own clock, noisy on a busy machine\n")
    table = Table(HEAD, markdown)
    results = compare(args, found, table, names, letters)
    results.update(large(args, found, table, names, letters))
    side_by_side(results, found, markdown)
    verdicts(results)
    sample_maps(args, markdown)


if __name__ == "__main__":
    main()
