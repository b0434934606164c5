#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""catalog import that is killed, runs into a full disk, or is read meanwhile: what was there before, or all of it."""
import collections
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import kill_at
from harness import CARTOUCHE, Skip, expect, main, run, write
from test_catalog_import import rows, whole

ROWS = 6000
# Of new catalogues and of old ones each: test_catalog_safety.py [KILLS [TEST...]]
KILLS = int(sys.argv[1]) if len(sys.argv) > 1 else 16


def data(path, size):
    lines = ["id,name,lat,lon,size"] + [f"f{i},n{i},{i % 120 - 60}.25,{i % 340 - 170}.5,{size + i % 7}" for i in range(ROWS)]
    return write(path, "\n".join(lines) + "\n")


def command(folder, name, day, into="c.gpkg"):
    return [CARTOUCHE, "catalog", "import", f"{folder}/{name}", "--into", f"{folder}/{into}", "--recorded", day, "-q"]


def state(folder):
    return rows(folder, "SELECT f.id, h.ct_recorded, h.ct_until, h.size FROM features_history h JOIN ct_feature f ON f.n = "
                "h.ct_feature ORDER BY h.fid")


def killed(folder, day, name, before, after):
    """Kills imports of a file at random moments; `before` makes what was there. Returns how often it was done all the same."""
    chance = random.Random(7)
    start = time.monotonic()
    before()
    subprocess.run(command(folder, name, day), check=True)
    long, done = time.monotonic() - start, 0
    wanted = state(folder)
    old = after(wanted)
    try:
        library, count = kill_at.build(folder), f"{folder}/calls"
        before()
        subprocess.run(command(folder, name, day), check=True, env=kill_at.environment(library, "catalog", count=count))
        with open(count, encoding="ascii") as f:
            calls = int(f.read())
    except Skip:
        library, calls = None, 0
    phases = collections.Counter()
    for k in range(KILLS):
        before()
        env = None
        # Every other at one of its calls that change files: nearly all of these are at the end.
        if library and k % 2:
            at = chance.randrange(1, calls + 1) if chance.random() < 0.5 else calls - min(calls - 1, chance.randrange(24))
            env = kill_at.environment(library, "catalog", at, chance.random() < 0.5)
        p = subprocess.Popen(command(folder, name, day), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
        if env:
            p.wait()
        else:
            # Half of them when it writes: that is the end.
            time.sleep(long * (chance.random() if chance.random() < 0.5 else 0.6 + 0.5 * chance.random()))
            p.send_signal(signal.SIGKILL)
        finished = p.wait() == 0
        begun = [n for n in os.listdir(folder) if n.startswith((".cartouche", "c.gpkg-wal"))]
        phase = "done before that" if finished else "while it wrote" if begun else "before or after it wrote"
        if not os.path.exists(f"{folder}/c.gpkg"):
            expect(old is None and not finished, "the catalogue is gone")
            phases[phase] += 1
            continue
        got = state(folder)
        expect(got == wanted or (got == old and not finished), "neither old nor new:", len(got), finished)
        whole(folder)
        phases[phase + (": new" if got == wanted else ": old")] += 1
        done += got == wanted
    print(f"{KILLS} imports, {calls} calls each: " + ", ".join(f"{n} {p}" for p, n in sorted(phases.items())))
    subprocess.run(command(folder, name, day), check=True)
    expect(state(folder) == wanted, "the import that came after the kills")
    whole(folder)
    return done


def killed_new(folder):
    data(f"{folder}/a.csv", 0)

    def before():
        for name in os.listdir(folder):
            if "gpkg" in name or name.startswith(".cartouche"):
                os.unlink(f"{folder}/{name}")
    done = killed(folder, "2019-09-05", "a.csv", before, lambda new: None)
    expect(done < KILLS, "no kill came in time")


def held(folder):
    return [n for n in os.listdir(folder) if n.startswith(".cartouche") and n.endswith(".tmp")]


def is_locked(path):
    """By the lock of a file in the making (src/base/sink_held.c)."""
    try:
        wanted = f":{os.stat(path).st_ino} {1 << 40} "
    except FileNotFoundError:
        return False
    with open("/proc/locks", encoding="ascii") as f:
        return any(wanted in line for line in f)


def leftovers(folder):
    """What a killed import has left goes with the next into that path; that of one that lives, or of another path, stays."""
    library = kill_at.build(folder)
    data(f"{folder}/a.csv", 0)

    def kill(into):
        p = subprocess.run(command(folder, "a.csv", "2019-09-05", into), env=kill_at.environment(library, "catalog", 60))
        expect(p.returncode == -signal.SIGKILL, p)
    kill("c.gpkg")
    dead = held(folder)
    expect(len(dead) == 1 and os.path.getsize(f"{folder}/{dead[0]}") > 0, dead)
    write(f"{folder}/{dead[0]}-wal", "x")
    write(f"{folder}/{dead[0]}-shm", "x")
    kill("other.gpkg")
    other = [n for n in held(folder) if n not in dead]
    expect(len(other) == 1, other)
    kill("c.gpkg")
    expect(not [n for n in os.listdir(folder) if n.startswith(dead[0])] and other[0] in held(folder), os.listdir(folder))
    subprocess.run(command(folder, "a.csv", "2019-09-05"), check=True)
    expect(held(folder) == other, held(folder))
    living = subprocess.Popen(command(folder, "a.csv", "2019-09-05", "other.gpkg"))
    while living.poll() is None and not any(is_locked(f"{folder}/{n}") for n in held(folder)):
        time.sleep(0.001)
    os.kill(living.pid, signal.SIGSTOP)
    try:
        mine = held(folder)
        expect(len(mine) == 1 and mine != other, mine)
        r = run(*command(folder, "a.csv", "2019-10-05", "other.gpkg")[1:])
        expect(r.code == 0, r)
        expect(held(folder) == mine, "the file of a living import was taken from it")
    finally:
        os.kill(living.pid, signal.SIGCONT)
    expect(living.wait(60) == 1 and held(folder) == [], held(folder))


def two_at_once(folder):
    """First imports into one new path: one makes it, the other says so and changes nothing; tried again, it is in."""
    data(f"{folder}/a.csv", 0)
    write(f"{folder}/b.csv", "id,name,lat,lon,size\nz1,z,1,2,3\n")
    for k in range(6):
        for n in os.listdir(folder):
            if n.startswith("c.gpkg"):
                os.unlink(f"{folder}/{n}")
        both = {name: subprocess.Popen(command(folder, name, "2019-09-05"), stderr=subprocess.PIPE, text=True)
                for name in (("a.csv", "b.csv") if k % 2 else ("b.csv", "a.csv"))}
        said = {name: p.communicate(timeout=100)[1] for name, p in both.items()}
        lost = [name for name, p in both.items() if p.returncode]
        expect(len(lost) < 2 and all("in the meantime (try again)" in said[name] for name in lost), said)
        for name in lost:
            subprocess.run(command(folder, name, "2019-09-05"), check=True)
        expect(len(state(folder)) == ROWS + 1 and held(folder) == [], len(state(folder)), held(folder))
        whole(folder)


def no_room_for_the_log(folder):
    library = kill_at.build(folder)
    data(f"{folder}/a.csv", 0)
    data(f"{folder}/b.csv", 1)
    subprocess.run(command(folder, "a.csv", "2019-09-05"), check=True)
    old = state(folder)
    r = subprocess.run(command(folder, "b.csv", "2019-10-05"), env=kill_at.environment(library, "catalog", full="-wal"),
                       stderr=subprocess.PIPE, text=True)
    expect(r.returncode == 1 and "no space left" in r.stderr and len(r.stderr.splitlines()) == 1, r)
    expect(state(folder) == old, "changed")
    whole(folder)
    subprocess.run(command(folder, "b.csv", "2019-10-05"), check=True)
    expect(len(state(folder)) == 2 * ROWS, "with room")
    whole(folder)


def killed_old(folder):
    data(f"{folder}/a.csv", 0)
    data(f"{folder}/b.csv", 1)
    subprocess.run(command(folder, "a.csv", "2019-09-05", "old.gpkg"), check=True)

    def before():
        for name in os.listdir(folder):
            if name.startswith("c.gpkg"):
                os.unlink(f"{folder}/{name}")
        shutil.copy(f"{folder}/old.gpkg", f"{folder}/c.gpkg")
    done = killed(folder, "2019-10-05", "b.csv", before,
                  lambda new: [(i, r, None, s) for i, r, _, s in new if r == "2019-09-05"])
    expect(done < KILLS, "no kill came in time")


def full(folder, place, limit):
    """Imports that find no room in `place`: new, then into a catalogue that is there."""
    data(f"{folder}/a.csv", 0)
    data(f"{folder}/b.csv", 1)
    write(f"{folder}/small.csv", "id,name,lat,lon,size\nf1,n1,1.25,2.5,1\nf9,x,3,4,9\n")

    def into(name, day, limited=True):
        return subprocess.run([CARTOUCHE, "catalog", "import", f"{folder}/{name}", "--into", f"{place}/c.gpkg", "--recorded", day, "-q"],
                              stderr=subprocess.PIPE, text=True, preexec_fn=limit if limited else None)
    r = into("a.csv", "2019-09-05")
    expect(r.returncode == 1 and "c.gpkg: " in r.stderr and len(r.stderr.splitlines()) == 1, r)
    expect(not [n for n in os.listdir(place) if "gpkg" in n or n.startswith(".cartouche")], os.listdir(place))
    r = into("small.csv", "2019-09-05", False)
    expect(r.returncode == 0, r)
    old = state(place)
    r = into("b.csv", "2019-10-05")
    expect(r.returncode == 1 and "c.gpkg: " in r.stderr and len(r.stderr.splitlines()) == 1, r)
    expect(state(place) == old, "changed")
    whole(place)
    return r.stderr


def file_limit(folder):
    os.mkdir(f"{folder}/place")
    full(folder, f"{folder}/place", lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (400000, 400000)))


def full_disk(folder):
    place = f"{folder}/disk"
    os.mkdir(place)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", place], stderr=subprocess.DEVNULL).returncode:
        raise Skip("mounting is not allowed here")
    try:
        said = full(folder, place, None)
        expect("no space left" in said, said)
    finally:
        subprocess.run(["umount", place], check=True)


def read_meanwhile(folder):
    data(f"{folder}/a.csv", 0)
    data(f"{folder}/b.csv", 1)
    subprocess.run(command(folder, "a.csv", "2019-09-05"), check=True)
    p = subprocess.Popen(command(folder, "b.csv", "2019-10-05"))
    seen = set()
    while p.poll() is None:
        db = sqlite3.connect(f"file:{folder}/c.gpkg?mode=ro", uri=True, timeout=30)
        seen.add(db.execute("SELECT count(*), (SELECT count(*) FROM features), (SELECT count(*) FROM ct_import) FROM "
                            "features_history").fetchone())
        db.close()
    expect(p.returncode == 0, "failed")
    expect(seen <= {(ROWS, ROWS, 1), (2 * ROWS, ROWS, 2)} and (ROWS, ROWS, 1) in seen, seen)
    whole(folder)


def read_only(folder):
    data(f"{folder}/a.csv", 0)
    subprocess.run(command(folder, "a.csv", "2019-09-05"), check=True)
    os.chmod(f"{folder}/c.gpkg", 0o444)
    if os.access(f"{folder}/c.gpkg", os.W_OK):
        raise Skip("nothing is read-only to root")
    data(f"{folder}/b.csv", 1)
    r = run(*command(folder, "b.csv", "2019-10-05")[1:])
    expect(r.code == 1 and "read-only" in r.err, r)


if __name__ == "__main__":
    tests = [killed_new, killed_old, leftovers, two_at_once, no_room_for_the_log, file_limit, full_disk, read_meanwhile, read_only]
    main([t for t in tests if len(sys.argv) < 3 or t.__name__ in sys.argv[2:]])
