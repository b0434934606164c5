#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Sizes and times of PNG, PDF and SVG beside MapServer, Mapnik, QGIS and GMT (`make bench-outputs`).

usage: bench_outputs.py [--markdown] [ROW...]     ROW is part of a row's name: 60-png, 100k, pdf

B names the build folder; BENCH_RUNS the runs of each (5); BENCH_PEERS limits the programs. The same map in all: countries
and states under 60 or 100,000 marks. Whole processes; medians of runs that alternate between the programs. A program
that is not installed, or does not write a format, is told and left out. docs/benchmarks-outputs.md has the results.
"""
import os
import shutil
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import bench

SCRIPTS = os.path.join(bench.ROOT, "tests", "bench", "outputs")
ROWS = [(f"{name}-{form}", n, "gpkg", form) for name, n in (("60", 60), ("100k", 100_000)) for form in ("png", "pdf", "svg")]
HEAD = ("map", "program", "wall s", "CPU s", "peak MB", "kB", "CPU ratio", "size ratio")
PYTHON = "/usr/bin/python3"  # the one that the distribution's packages are for


def script(name, *before):
    return lambda points, out: [*before, os.path.join(SCRIPTS, name), bench.DATA, points, out]


def gmt(points, out):
    return script("gmt_map.sh")(os.path.splitext(points)[0] + ".csv", out)


def programs():
    """(name, command maker) of what is installed; tells what is not."""
    every = [("Cartouche", os.path.exists(f"{bench.BUILD}/cartouche"), bench.cartouche, "make"),
             ("MapServer", shutil.which("map2img"), script("mapserver_map.sh"), "apt-get install mapserver-bin"),
             ("Mapnik", bench.has_module("mapnik"), script("mapnik_map.py", PYTHON), "apt-get install python3-mapnik"),
             ("QGIS", bench.has_module("qgis.core"), script("qgis_map.py", PYTHON),
              "apt-get install python3-qgis qgis-providers"),
             ("GMT", shutil.which("gmt") and shutil.which("gs"), gmt, "apt-get install gmt ghostscript")]
    wanted = os.environ.get("BENCH_PEERS")
    found = []
    for name, there, make, how in every:
        if name != "Cartouche" and wanted is not None and name.lower() not in wanted.lower().split(","):
            continue
        if there:
            found.append((name, make))
        else:
            print(f"{name} is not installed: left out ({how})", file=sys.stderr)
    return found


def line(cells, markdown):
    if markdown:
        return "| " + " | ".join(cells) + " |"
    return "  ".join(c.ljust(10) if k < 2 else c.rjust(10) for k, c in enumerate(cells))


def show(row, medians, dropped, markdown):
    ours = medians.get("Cartouche")
    for tool, (wall, cpu, mb, size) in medians.items():
        ratios = (f"{cpu / ours[1]:.2f}", f"{size / ours[3]:.2f}") if ours else ("-", "-")
        print(line((row[0], tool, f"{wall:.2f}", f"{cpu:.2f}", f"{mb:.0f}", f"{size / 1000:,.0f}", *ratios), markdown),
              flush=True)
    for tool, why in dropped.items():
        print(f"{row[0]}: {tool} draws none: {' '.join(why.split())[-120:]}", file=sys.stderr, flush=True)


def main():
    args = [a for a in sys.argv[1:] if a != "--markdown"]
    markdown = "--markdown" in sys.argv
    if not os.path.exists(f"{bench.DATA}/incidents_1000000.fgb") and not os.path.isdir(bench.PEERS):
        print("../shared/peers/make_data.py, which makes the points, is not here: nothing to draw")
        return
    if not os.path.exists(f"{bench.DATA}/world_map.gpkg") and not os.path.exists(bench.WORLD):
        print(f"{bench.WORLD} is missing (apt-get install qgis-common): nothing to draw on")
        return
    bench.make_data()
    tools = programs()
    print(line(HEAD, markdown))
    if markdown:
        print(line(["---"] * 2 + ["--:"] * 6, True))
    for row in ROWS:
        if not args or any(a in row[0] for a in args):
            show(row, *bench.run_row(row, tools), markdown)


if __name__ == "__main__":
    main()
