#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Times Cartouche against MapServer, Mapnik, QGIS and GMT on the same map (`make bench`).

usage: bench.py [ROW...]     B names the build folder; BENCH_RUNS the runs of each (5); BENCH_PEERS limits the peers

Whole processes: wall time, CPU time (user and system) and peak memory, medians of runs that alternate between the
programs. Data are made once, by ../shared/peers/make_data.py, in $B/bench; nothing else is written.
A row's name holds the number of marks, the file they are in and the format drawn.
"""
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
BUILD = os.path.join(ROOT, os.environ.get("B", "build"))
DATA = os.path.join(BUILD, "bench")
PEERS = os.path.join(ROOT, "..", "shared", "peers")
WORLD = "/usr/share/qgis/resources/data/world_map.gpkg"
ENOUGH_SECONDS = 15
RUNS = int(os.environ.get("BENCH_RUNS", "5"))

ROWS = [("60-gpkg-png", 60, "gpkg", "png"), ("100k-gpkg-png", 100_000, "gpkg", "png"),
        ("100k-shp-png", 100_000, "shp", "png"), ("1M-shp-png", 1_000_000, "shp", "png"),
        ("1M-gpkg-png", 1_000_000, "gpkg", "png"), ("1M-fgb-png", 1_000_000, "fgb", "png"),
        ("100k-gpkg-pdf", 100_000, "gpkg", "pdf")]
COLORS = {"launch": "#d7301f", "test": "#7a0177", "transfer": "#2166ac", "cyber": "#1a9850"}
# The peers' extent in EPSG:3857, 6679169 -637000 16697923 6877065, as degrees.
BBOX = "60.00000095,-5.71276206,150.00000237,52.46132216"


def sh(*args):
    subprocess.run(args, check=True, stdout=subprocess.DEVNULL)


def need(path, *command):
    if not os.path.exists(path):
        print(f"making {os.path.relpath(path, ROOT)}", file=sys.stderr)
        sh(*command)


def make_data():
    os.makedirs(DATA, exist_ok=True)
    need(f"{DATA}/incidents_1000000.fgb", sys.executable, f"{PEERS}/make_data.py", DATA)
    few = f"{DATA}/incidents_60.csv"
    if not os.path.exists(few):
        with open(f"{DATA}/incidents_100000.csv", encoding="ascii") as f, open(few, "w", encoding="ascii") as out:
            out.writelines(f.readline() for _ in range(61))
    points = ["-nln", "incidents", "-a_srs", "EPSG:4326", "-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat",
              "-oo", "AUTODETECT_TYPE=YES"]
    need(f"{DATA}/incidents_60.gpkg", "ogr2ogr", f"{DATA}/incidents_60.gpkg", few, *points)
    for n in (100_000, 1_000_000):
        need(f"{DATA}/incidents_{n}.shp", "ogr2ogr", f"{DATA}/incidents_{n}.shp", f"{DATA}/incidents_{n}.gpkg", "incidents")
    for name, layer in (("countries", "countries"), ("states", "states_provinces")):
        need(f"{DATA}/{name}.shp", "ogr2ogr", f"{DATA}/{name}.shp", WORLD, layer)
    if not os.path.exists(f"{DATA}/world_map.gpkg"):
        shutil.copy(WORLD, f"{DATA}/world_map.gpkg")


def style(points):
    colors = [v for pair in COLORS.items() for v in pair]
    source = lambda path: {"type": "geojson", "data": path}
    return {
        "version": 8,
        "sources": {"countries": source("countries.shp"), "states": source("states.shp"),
                    "incidents": source(os.path.basename(points))},
        "layers": [
            {"id": "sea", "type": "background", "paint": {"background-color": "#cfe3f0"}},
            {"id": "land", "type": "fill", "source": "countries",
             "paint": {"fill-color": "#f4f1ea", "fill-antialias": False}},
            {"id": "borders", "type": "line", "source": "countries", "paint": {"line-color": "#888", "line-width": 0.7}},
            {"id": "states", "type": "line", "source": "states", "paint": {"line-color": "#bbb", "line-width": 0.4}},
            {"id": "marks", "type": "circle", "source": "incidents",
             "paint": {"circle-radius": 2.5, "circle-color": ["match", ["get", "type"], *colors, "#000"],
                       "circle-stroke-color": "#fff", "circle-stroke-width": 0.5, "circle-opacity": 0.8,
                       "circle-stroke-opacity": 0.8}},
        ],
    }


def cartouche(points, out):
    path = f"{DATA}/style-{os.path.basename(points)}.json"
    with open(path, "w", encoding="ascii") as f:
        json.dump(style(points), f)
    return [f"{BUILD}/cartouche", "render", path, "--bare", "--size", "1600x1200", "--projection", "EPSG:3857", "--bbox",
            BBOX, "-o", out]


def has_module(name):
    return subprocess.run(["/usr/bin/python3", "-c", f"import {name}"], stderr=subprocess.DEVNULL).returncode == 0


def programs():
    """Name and command maker of every program that is here; a maker gives None for what it cannot read."""
    csv = lambda p: os.path.splitext(p)[0] + ".csv"
    peers = {
        "MapServer": (lambda: shutil.which("map2img"),
                      lambda p, o: [f"{PEERS}/mapserver_map.sh", DATA, p, o]),
        "Mapnik": (lambda: has_module("mapnik"),
                   lambda p, o: ["/usr/bin/python3", f"{PEERS}/mapnik_map.py", DATA, p, o]),
        "QGIS": (lambda: has_module("qgis.core"),
                 lambda p, o: ["/usr/bin/python3", f"{PEERS}/qgis_map.py", DATA, p, o]),
        "GMT": (lambda: shutil.which("gmt"),
                lambda p, o: [f"{PEERS}/gmt_map.sh", DATA, csv(p), o]),
    }
    wanted = os.environ.get("BENCH_PEERS")
    found = [("Cartouche", cartouche)] if os.path.exists(f"{BUILD}/cartouche") else []
    for name, (there, make) in peers.items():
        if (wanted is None or name.lower() in wanted.lower().split(",")) and os.path.isdir(PEERS) and there():
            found.append((name, make))
    return found


def measure(command, out):
    """Seconds, CPU seconds, peak MB of one run; None when it fails."""
    if os.path.exists(out):
        os.remove(out)
    start = time.perf_counter()
    child = subprocess.Popen(command, cwd=DATA, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        text = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    finally:
        child.stderr.close()
    wall = time.perf_counter() - start
    if child.returncode or not os.path.exists(out) or not os.path.getsize(out):
        return None, text.decode("utf-8", "replace").strip()[-300:]
    return (wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024), None


def run_row(row, tools):
    name, n, ext, form = row
    points = f"{DATA}/incidents_{n}.{ext}"
    runs, dropped = {tool: [] for tool, _ in tools}, {}
    for _ in range(RUNS):
        for tool, make in tools:
            # Programs that take long are not asked as often.
            if tool in dropped or sum(r[0] for r in runs[tool]) > ENOUGH_SECONDS:
                continue
            out = f"{DATA}/{name}.{tool.lower()}.{form}"
            got, why = measure(make(points, out), out)
            if got:
                runs[tool].append(got)
            else:
                dropped[tool] = why
    medians = {}
    for tool, _ in tools:
        if tool not in dropped:
            medians[tool] = [statistics.median(v) for v in zip(*runs[tool])]
            medians[tool].append(os.path.getsize(f"{DATA}/{name}.{tool.lower()}.{form}"))
    return medians, dropped


def show(row, medians, dropped):
    ours, peer = medians.get("Cartouche"), medians.get("MapServer")
    for tool, (wall, cpu, mb, size) in medians.items():
        line = f"{row[0]:<14} {tool:<10} {wall:7.2f} {cpu:7.2f} {mb:7.0f} {size / 1e6:7.2f}"
        if ours and tool != "Cartouche":
            line += f"   {ours[0] / wall:5.2f} {ours[1] / cpu:5.2f} {ours[2] / mb:5.2f}"
        print(line, flush=True)
    for tool, why in dropped.items():
        print(f"{row[0]:<14} {tool:<10} failed: {' '.join(why.split())}", flush=True)
    return ours[0] / peer[0] if ours and peer else None


def main():
    if not os.path.isdir(PEERS):
        print("../shared/peers is not here: nothing to compare with")
        return
    if not os.path.exists(WORLD):
        print(f"{WORLD} is missing (apt-get install qgis-common): nothing to compare on")
        return
    make_data()
    tools = programs()
    rows = [r for r in ROWS if not sys.argv[1:] or any(w in r[0] for w in sys.argv[1:])]
    print(f"1600x1200, EPSG:3857, countries and states; medians of {RUNS} alternating runs; ratios are Cartouche / peer")
    print(f"{'row':<14} {'program':<10} {'wall s':>7} {'cpu s':>7} {'peak MB':>7} {'out MB':>7}   "
          f"{'wall':>5} {'cpu':>5} {'mem':>5}", flush=True)
    ratios = {}
    for row in rows:
        ratios[row[0]] = show(row, *run_row(row, tools))
    compared = {k: v for k, v in ratios.items() if v}
    if compared:
        print("wall time, Cartouche / MapServer: " + ", ".join(f"{k} {v:.2f}" for k, v in compared.items()))


if __name__ == "__main__":
    main()
