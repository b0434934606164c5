#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Batches in trouble: several at once with one killed, no room, files that are none, files that change under the hand."""
import os
import shutil
import signal
import subprocess
import sys
import time

import batch_help as help
import harness
import kill_at
from harness import expect

HERE = os.path.dirname(os.path.abspath(__file__))


def start(folder, *args, env=None, out="out"):
    return subprocess.Popen([harness.CARTOUCHE, "batch", "docs", "--out-dir", out, *map(str, args)], cwd=folder, env=env,
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def run(folder, *args, out="out", docs="docs"):
    r = help.batch(docs, "--out-dir", out, "--json", *args, cwd=folder, timeout=300)
    maps, summary = help.events(r)
    return r, maps, summary


def all_done(folder, n, out="out"):
    """One more run finds nothing to do, and the files are those of a batch that nobody disturbed."""
    r, _, summary = run(folder, out=out)
    expect(r.code == 0 and summary["unchanged"] == n, r, summary)
    expect(set(help.expect_agreement(os.path.join(folder, out)).values()) == {"done"}, "not all is done")
    clean, _, _ = run(folder, out="clean")
    expect(clean.code == 0, clean)
    a, b = help.outputs(os.path.join(folder, out)), help.outputs(os.path.join(folder, "clean"))
    expect(a == b and len(a) == n, "not what a clean run makes:", a, b)


def three_at_once_and_one_is_killed(folder):
    help.write_documents(folder, 12)
    some = [start(folder, "-j", 1) for _ in range(2)]
    # In the middle: before it has renamed its second map, or after.
    try:
        victim = start(folder, "-j", 1, env=kill_at.environment(kill_at.build(folder), "batch", 2, True, "rename"))
    except harness.Skip:
        victim = start(folder, "-j", 1)
        time.sleep(0.4)
        victim.kill()
    victim.communicate(timeout=300)
    for p in some:
        _, err = p.communicate(timeout=300)
        expect(p.returncode == 0 and not err, p.returncode, err)
    all_done(folder, 12)


def one_while_another_merges(folder):
    help.write_documents(folder, 8)
    for i in (1, 2):
        expect(run(folder, "--shard", f"{i}/2")[0].code == 0, "a shard failed")
    merge = ["--merge-ledgers", "out/.cartouche-ledger-1-of-2.sqlite", "out/.cartouche-ledger-2-of-2.sqlite", "--into",
             "out/.cartouche-ledger.sqlite"]
    expect(help.batch(*merge, cwd=folder).code == 0, "merging")
    help.write_document(folder, "map03", "Another", extra="subtitle: x\n")
    p = start(folder, "-j", 1, "--force")
    while p.poll() is None:
        r = help.batch(*merge, cwd=folder)
        # It may refuse, in words; it may not spoil anything.
        expect(r.code == 0 or r.err.count("\n") == 1, r)
    _, err = p.communicate(timeout=300)
    expect(p.returncode == 0, err)
    expect(help.batch("docs", "--out-dir", "out", cwd=folder).code == 0, "the run after it")
    all_done(folder, 8)


def the_folder_goes_away(folder):
    help.write_documents(folder, 12)
    p = start(folder, "-j", 1)
    out = os.path.join(folder, "out")
    while p.poll() is None and not (os.path.isdir(out) and help.outputs(out)):
        time.sleep(0.01)
    while os.path.isdir(out) and p.poll() is None:
        shutil.rmtree(out, ignore_errors=True)
    _, err = p.communicate(timeout=300)
    expect(p.returncode in (0, 1) and (p.returncode == 0 or err), p.returncode, err)
    r, _, summary = run(folder)
    expect(r.code == 0 and summary["done"] + summary["unchanged"] == 12, r, summary)
    all_done(folder, 12)


def workers(pid):
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as f:
        return [int(x) for x in f.read().split()]


def stopped_worker(p):
    """Stops the batch's only worker as soon as it is there: a process of its own, for whose start the batch waits no more."""
    for _ in range(1000):
        found = workers(p.pid) if p.poll() is None else []
        if found and b"batch-worker" in harness.read(f"/proc/{found[0]}/cmdline"):
            os.kill(found[0], signal.SIGSTOP)
            return found[0]
        time.sleep(0.002)
    expect(False, "no worker was seen")


def a_worker_that_is_stopped(folder):
    help.write_documents(folder, 2)
    p = start(folder, "-j", 1, "--timeout", 6)
    stopped_worker(p)
    try:
        _, err = p.communicate(timeout=100)
    finally:
        p.kill()
    expect(p.returncode == 1 and b"not done after 6 s" in err, p.returncode, err)
    expect(len(help.outputs(os.path.join(folder, "out"))) == 1, "the other map")
    r, _, summary = run(folder)
    expect(r.code == 0 and summary["done"] == 1 and summary["unchanged"] == 1, r)


def read_and_then_edited(folder):
    """Data that change while the map is drawn from them: the next run draws it again, whichever it was made from."""
    big = "name,lat,lon\n" + "".join(f"n{i},{38 + i % 400 / 100},{125 + i % 500 / 100}\n" for i in range(20000))
    harness.write(os.path.join(folder, "big.csv"), big)
    help.write_documents(folder, 1, data="big.csv")
    changed = big.replace("n1,38.01", "n1,42.99")
    expect(run(folder)[0].code == 0, "first")
    for k in range(8):
        harness.write(os.path.join(folder, "big.csv"), big if k % 2 else changed + "x,39,126\n")
        p = start(folder, "-j", 1)
        time.sleep(0.06 * k)
        harness.write(os.path.join(folder, "big.csv"), changed if k % 2 else big)
        _, err = p.communicate(timeout=100)
        expect(p.returncode in (0, 1), err)
        expect(run(folder)[0].code == 0, "the run after that")
        clean, _, _ = run(folder, "--force", out="clean")
        a, b = help.outputs(os.path.join(folder, "out")), help.outputs(os.path.join(folder, "clean"))
        expect(clean.code == 0 and a == b, "the map is of data that are no more:", k)


def clocks_that_lie(folder):
    help.write_documents(folder, 3)
    data = os.path.join(folder, "sites.csv")
    for when in (4102444800, 86400, 1_600_000_000):
        os.utime(data, (when, when))
        r, _, summary = run(folder)
        expect(r.code == 0 and summary["unchanged"] + summary["done"] == 3, r)
        r, _, summary = run(folder)
        expect(summary["unchanged"] == 3, when, summary)
        # As long, and of the same time.
        text = harness.read(data).decode()
        at = text.index("39.797") if "39.797" in text else text.index("39.123")
        text = text[:at] + ("39.123" if text[at:at + 6] == "39.797" else "39.797") + text[at + 6:]
        harness.write(data, text)
        os.utime(data, (when, when))
        r, maps, summary = run(folder)
        expect(r.code == 0 and summary["done"] == 3, when, summary, maps)
    for name in os.listdir(os.path.join(folder, "out")):
        os.utime(os.path.join(folder, "out", name), (4102444800, 4102444800))
    expect(run(folder)[2]["unchanged"] == 3, "times of outputs")


def files_that_are_none(folder):
    """Links in a ring, pipes, folders with the names of documents: each fails by itself, and nothing hangs."""
    docs = help.write_documents(folder, 2)
    os.symlink("ring.yaml", os.path.join(docs, "ring.yaml"))
    os.symlink("gone.yaml", os.path.join(docs, "lost.yaml"))
    os.mkfifo(os.path.join(docs, "pipe.yaml"))
    os.mkfifo(os.path.join(docs, "pipe.json"))
    os.mkdir(os.path.join(docs, "folder.yaml"))
    os.mkfifo(os.path.join(folder, "pipe.csv"))
    os.mkfifo(os.path.join(folder, "edition.json"))
    help.write_document(folder, "piped", "Piped data", data="pipe.csv")
    help.write_document(folder, "edition", "Piped edition", extra="since_edition: ../edition.json\n")
    os.mkdir(os.path.join(folder, "out"))
    # In the way of an output.
    os.mkfifo(os.path.join(folder, "out", "map02.png"))
    r, maps, summary = run(folder, "--timeout", 3)
    expect(r.code == 1 and len(help.outputs(os.path.join(folder, "out"))) == 2, r)
    expect(os.path.isfile(os.path.join(folder, "out", "map02.png")), "the pipe is still in the place of the map")
    for name in ("ring", "piped", "edition"):
        expect(maps[name]["state"] == "failed", name, maps)
    expect(all(m["reason"] for m in maps.values()), maps)
    r, _, again = run(folder, "--timeout", 3)
    expect(r.code == 1 and again["unchanged"] == 2 and again["failed"] == summary["failed"], again)
    expect(run(folder, "--dry-run")[0].code in (0, 1), "a dry run")


def paths_with_odd_names(folder):
    for odd in ("it's", 'say "so"', "100%?#x", "a b;c", "-dash", "line\nbreak", "été", "x'; DROP TABLE map; --"):
        place = os.path.join(folder, odd)
        os.makedirs(place)
        shutil.copy(os.path.join(folder, "sites.csv"), place)
        help.write_documents(place, 2)
        os.rename(os.path.join(place, "docs/map01.yaml"), os.path.join(place, f"docs/{odd}.yaml"))
        out, ledger = os.path.join(place, "o " + odd), os.path.join(place, odd + ".sqlite")
        for expected in ("done", "unchanged"):
            r = help.batch(os.path.join(place, "docs"), "--out-dir", out, "--json", "--ledger", ledger, cwd=folder)
            maps, summary = help.events(r)
            expect(r.code == 0 and summary[expected] == 2, odd, r)
        expect(odd.replace("\n", "-") + ".png" in os.listdir(out) and os.path.exists(ledger), os.listdir(out))
        help.expect_agreement(out, ledger)


def ten_thousand_documents(folder):
    """A dry run looks at all, makes nothing, and takes no more than its time."""
    docs = help.write_documents(folder, 1)
    text = harness.read(os.path.join(docs, "map01.yaml")).decode()
    for i in range(2, 10001):
        harness.write(os.path.join(docs, f"map{i:05}.yaml"), text.replace("Map 1", f"Map {i}"))
    began = time.time()
    r, maps, summary = run(folder, "--dry-run")
    print(f"10,000 documents looked at in {time.time() - began:.1f} s")
    expect(r.code == 0 and summary["total"] == 10000 and len(maps) == 10000, summary)
    expect(not os.path.exists(os.path.join(folder, "out")), "a dry run made the folder")


def in_a_namespace(folder, mounts, *args):
    """A batch where those mounts are; then the independent reader."""
    if subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode:
        raise harness.Skip("no namespaces for users here")
    look = (f"import sys; sys.path.insert(0, '{HERE}'); import batch_help, os\n"
            "l = batch_help.ledger_of('small')\n"
            "if os.path.exists(l) and os.path.getsize(l): batch_help.expect_agreement('small')\n"
            "print('agreed', len(batch_help.outputs('small')))")
    script = f"{mounts}; {harness.CARTOUCHE} batch docs --out-dir small -j 2 --quiet {' '.join(args)}; echo exit $?; "
    return script, f'{sys.executable} -c "{look}"; '


def shell(folder, script):
    r = subprocess.run(["unshare", "-rm", "sh", "-c", script], cwd=folder, capture_output=True, timeout=300)
    return r.stdout.decode(), r.stderr.decode()


def more_room(folder):
    """What finds no room says so; with room it goes on from there."""
    help.write_documents(folder, 6)
    os.mkdir(os.path.join(folder, "small"))
    sizes = [4, 48, 96, 128, 160, 200, 240, 280]
    script, look = in_a_namespace(folder, f"mount -t tmpfs -o size={sizes[0]}k none small", "--format", "png,svg")
    again = script.split("; ", 1)[1]
    all_of_it = script + look
    for size in sizes[1:] + [4000]:
        all_of_it += f"echo size {size}; mount -o remount,size={size}k small; " + again + look
    out, err = shell(folder, all_of_it)
    steps = out.split("size ")
    expect(out.count("agreed") == len(sizes) + 1, out, err)
    expect("exit 1" in steps[0] and "exit 1" in steps[1], out, err)
    expect("exit 0" in steps[-1] and "agreed 12" in steps[-1], out, err)
    expect("no space left" in err.lower() or "disk is full" in err.lower(), err)


def no_room_for_the_log(folder):
    """The ledger's write-ahead log finds no room; then it does."""
    help.write_documents(folder, 4)
    library = kill_at.build(folder)
    for name in (".sqlite-wal", ".sqlite", ".lock"):
        p = start(folder, "-j", 2, "-q", env=kill_at.environment(library, "batch", full=name))
        _, err = p.communicate(timeout=100)
        text = err.decode()
        # What only the log has is safe there.
        expect(p.returncode == 0 or name != ".lock", name, text)
        expect(p.returncode == (not not text) and (not text or "no space left" in text), name, p.returncode, text)
        expect(text or name != ".sqlite-wal", "there was room")
        help.expect_agreement(os.path.join(folder, "out"))
        harness.write(os.path.join(folder, "sites.csv"), harness.SITES.replace("39.797", "39.7" + str(len(name))))
    expect(run(folder)[0].code == 0, "with room")
    for name in (".png", ".svg", ".tmp"):
        p = start(folder, "-j", 2, "-q", "--force", env=kill_at.environment(library, "batch-worker", full=name))
        _, err = p.communicate(timeout=100)
        help.expect_agreement(os.path.join(folder, "out"))
    expect(p.returncode == 1 and b"No space left" in err, err)
    expect(run(folder)[0].code == 0, "with room")
    all_done(folder, 4)


def a_ledger_that_is_read_only(folder):
    help.write_documents(folder, 2)
    os.mkdir(os.path.join(folder, "small"))
    r = help.batch("docs", "--out-dir", "small", cwd=folder)
    expect(r.code == 0, r)
    harness.write(os.path.join(folder, "sites.csv"), harness.SITES.replace("39.797", "39.812"))
    before = help.outputs(os.path.join(folder, "small"))
    ledger = "small/.cartouche-ledger.sqlite"
    script, look = in_a_namespace(folder, f"mount --bind {ledger} {ledger} && mount -o remount,ro,bind {ledger}")
    out, err = shell(folder, script + look)
    expect("exit 1" in out and "agreed 2" in out and ledger.split("/")[1] in err and len(err.splitlines()) == 1, out, err)
    expect(help.outputs(os.path.join(folder, "small")) == before, "maps have changed")
    out, err = shell(folder, in_a_namespace(folder, "mount --bind small small && mount -o remount,ro,bind small")[0])
    expect("exit 1" in out and len(err.splitlines()) == 1 and "cannot be written" in err, out, err)


if __name__ == "__main__":
    tests = [three_at_once_and_one_is_killed, one_while_another_merges, the_folder_goes_away, a_worker_that_is_stopped,
             read_and_then_edited, clocks_that_lie, files_that_are_none, paths_with_odd_names, ten_thousand_documents,
             more_room, no_room_for_the_log, a_ledger_that_is_read_only]
    harness.main([t for t in tests if len(sys.argv) < 2 or t.__name__ in sys.argv[1:]])
