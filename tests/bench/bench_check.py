#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Times `cartouche check` on a million rows (`make bench-check`): wall, CPU and peak memory, medians of alternating runs.

usage: bench_check.py     B names the build folder; BENCH_RUNS the runs of each (3)

`ogr` reads the same file and writes nothing (ogrinfo with a condition that no row meets): the price of reading alone.
"""
import os
import random
import statistics
import subprocess
import sys
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
BUILD = os.path.join(ROOT, os.environ.get("B", "build"))
DATA = os.path.join(BUILD, "bench")
RUNS = int(os.environ.get("BENCH_RUNS", "3"))
ROWS = 1_000_000


def dms(v, letters):
    s = round(abs(v) * 3600)
    return f"{s // 3600}°{s // 60 % 60:02d}'{s % 60:02d}\"\"{letters[v < 0]}"


def made(name, header, row):
    path = os.path.join(DATA, name)
    if not os.path.exists(path):
        os.makedirs(DATA, exist_ok=True)
        rng = random.Random(4)
        with open(path + ".new", "w", encoding="utf-8") as f:
            f.write(header + "\n")
            f.writelines(row(i, rng.uniform(-80, 80), rng.uniform(-179, 179)) for i in range(ROWS))
        os.rename(path + ".new", path)
    return path


def tail(i):
    return f"2018-{i % 12 + 1:02d}-{i % 28 + 1:02d},{('port', 'mine', 'base')[i % 3]}\n"


def files():
    return {
        "dms in one cell": made("check_dms.csv", "id,name,position,date,kind", lambda i, lat, lon:
                                f'{i + 1},Place {i},"{dms(lat, "NS")} {dms(lon, "EW")}",{tail(i)}'),
        "decimal": made("check_dec.csv", "id,name,lat,lon,date,kind", lambda i, lat, lon:
                        f"{i + 1},Place {i},{lat:.5f},{lon:.5f},{tail(i)}"),
        "decimal, country": made("check_country.csv", "id,name,lat,lon,country,date,kind", lambda i, lat, lon:
                                 f"{i + 1},Place {i},{33 + (lat + 80) / 20:.5f},{110 + (lon + 179) / 40:.5f},"
                                 f"{('China', 'South Korea', 'DPRK')[i % 3]},{tail(i)}"),
    }


def run(command):
    start = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, os.environ,
                          file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                                        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{' '.join(command)}: failed")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    print(f"{'a million rows':20} {'wall':>7} {'cpu':>7} {'MB':>6}   {'ogr wall':>8}  ratio")
    for name, path in files().items():
        ours, theirs = [], []
        for _ in range(RUNS):
            ours.append(run([os.path.join(BUILD, "cartouche"), "check", path]))
            theirs.append(run(["ogrinfo", "-ro", "-q", "-al", "-where", "id = 'none'", path]))
        wall, cpu, mb = (statistics.median(x) for x in zip(*ours))
        ogr = statistics.median(x[0] for x in theirs)
        print(f"{name:20} {wall:6.2f}s {cpu:6.2f}s {mb:6.0f}   {ogr:7.2f}s  {wall / ogr:.2f}")


if __name__ == "__main__":
    main()
