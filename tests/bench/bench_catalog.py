#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Times `cartouche catalog import` of a million rows (`make bench-catalog`): wall, CPU, peak memory, size of the file.

usage: bench_catalog.py     B names the build folder

Id, name, lat, lon and five other columns; then the file with 1 % of its rows changed, then the same once more. Each is also
read by `check`, which is what loading and examining the rows take of it.
"""
import os
import random
import subprocess
import sys
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
BUILD = os.path.join(ROOT, os.environ.get("B", "build"))
DATA = os.path.join(BUILD, "bench")
CARTOUCHE = os.path.join(BUILD, "cartouche")
ROWS = 1_000_000
MOST_SECONDS = 20
FEATURES, VERSIONS = 100_000, 10
MOST_QUERY_SECONDS = 1.5  # with the CSV's writing


def row(i, rng):
    return [f"F{i:07d}", f"Site {i}", f"{rng.uniform(-80, 80):.5f}", f"{rng.uniform(-179, 179):.5f}",
            ("port", "mine", "base")[i % 3], f"{1990 + i % 30}-{i % 12 + 1:02d}-{i % 28 + 1:02d}", str(rng.randrange(10000)),
            f"{rng.random() * 100:.2f}", f"note {i % 500}"]


def made():
    paths = [os.path.join(DATA, "catalog_1.csv"), os.path.join(DATA, "catalog_2.csv")]
    if all(map(os.path.exists, paths)):
        return paths
    os.makedirs(DATA, exist_ok=True)
    rng = random.Random(4)
    with open(paths[0] + ".new", "w", encoding="utf-8") as a, open(paths[1] + ".new", "w", encoding="utf-8") as b:
        for f in (a, b):
            f.write("id,name,lat,lon,kind,date,count,share,note\n")
        for i in range(ROWS):
            cells = row(i, rng)
            a.write(",".join(cells) + "\n")
            if i % 100 == 50:
                cells[2 if i % 200 == 50 else 8] = "12.34567" if i % 200 == 50 else "changed"
            b.write(",".join(cells) + "\n")
    for path in paths:
        os.rename(path + ".new", path)
    return paths


def timed(*args):
    start = time.perf_counter()
    out = os.path.join(DATA, "catalog.out")
    pid = os.posix_spawn(CARTOUCHE, [CARTOUCHE, *args], os.environ,
                         file_actions=[(os.POSIX_SPAWN_OPEN, 1, out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
                                       (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
    _, status, used = os.wait4(pid, 0)
    with open(out, encoding="utf-8") as f:
        said = f.read().strip().splitlines()[-1:]
    if status:
        sys.exit(f"failed: {' '.join(args)}")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said[0] if said else ""


def versions():
    """A catalogue of 100,000 features that ten imports have changed each time."""
    catalog = os.path.join(DATA, "catalog_versions.gpkg")
    if os.path.exists(catalog):
        return catalog
    rng = random.Random(5)
    rows = [row(i, rng) for i in range(FEATURES)]
    path, new = os.path.join(DATA, "catalog_version.csv"), os.path.join(DATA, "catalog_versions_new.gpkg")
    for end in ("", "-wal", "-shm"):
        if os.path.exists(new + end):
            os.unlink(new + end)
    for k in range(VERSIONS):
        with open(path, "w", encoding="utf-8") as f:
            f.write("id,name,lat,lon,kind,date,count,share,note\n")
            for r in rows:
                f.write(",".join(r[:8] + [f"as of round {k}"]) + "\n")
        timed("catalog", "import", path, "--into", new, "--id", "id", "--recorded", f"2019-{k + 1:02d}-01")
    os.rename(new, catalog)
    return catalog


def queries():
    catalog, out = versions(), os.path.join(DATA, "catalog_out.csv")
    slow = False
    for name, args in (("log of one feature", ["catalog", "log", catalog, "F0050000"]),
                       ("as of the middle, as CSV", ["catalog", "export", catalog, "--as-of", "2019-05-15", "-o", out]),
                       ("what is current, as CSV", ["catalog", "export", catalog, "-o", out])):
        wall, cpu, memory, _ = timed(*args)
        print(f"{name:28}{wall:8.2f}{cpu:8.2f}{memory:7.0f}  {FEATURES} features of {VERSIONS} versions")
        slow = slow or cpu > MOST_QUERY_SECONDS
    return slow


def main():
    first, second = made()
    catalog = os.path.join(DATA, "catalog.gpkg")
    for end in ("", "-wal", "-shm"):
        if os.path.exists(catalog + end):
            os.unlink(catalog + end)
    slow = False
    print(f"{'':28}{'wall s':>8}{'CPU s':>8}{'MB':>7}")
    for name, args in (("check", ["check", first]),
                       ("import, new", ["catalog", "import", first, "--into", catalog, "--recorded", "2019-09-05"]),
                       ("import, 1 % changed", ["catalog", "import", second, "--into", catalog, "--recorded", "2019-10-05"]),
                       ("import, nothing changed", ["catalog", "import", second, "--into", catalog, "--recorded", "2019-11-05"])):
        wall, cpu, memory, said = timed(*args)
        print(f"{name:28}{wall:8.2f}{cpu:8.2f}{memory:7.0f}  {said.split(': ', 1)[-1]}")
        slow = slow or (args[0] == "catalog" and cpu > MOST_SECONDS)
    slow = queries() or slow
    print(f"catalogue: {os.path.getsize(catalog) / 1e6:.0f} MB; load average {subprocess.getoutput('cat /proc/loadavg')}")
    sys.exit(f"an import took more than {MOST_SECONDS} s, or a query more than {MOST_QUERY_SECONDS}" if slow else 0)


if __name__ == "__main__":
    main()
