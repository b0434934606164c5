#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""cartouche batch for its users: workers that die, limits, signals, shards by the environment, the log and the bar."""
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time

from harness import CARTOUCHE, Skip, expect, main, read, run, write

CLEAN = {name: None for name in ("SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX", "CARTOUCHE_SHARDS")}
SMALL = "data: { sites: { path: ../sites.csv, label: name } }\npage: { size: 400x300 }\nbase: { labels: false }\n"
# Long enough to be killed in.
SLOW = "data: { sites: { path: ../sites.csv, label: name } }\npage: { size: 4000x3000 }\n"


def documents(folder, n, text=SMALL):
    os.makedirs(f"{folder}/docs", exist_ok=True)
    for i in range(n):
        write(f"{folder}/docs/m{i}.yaml", f"title: Map {i}\n{text}")


def batch(folder, *args, env=None, docs="docs"):
    return run("batch", docs, "--out-dir", "out", *args, cwd=folder, env=env)


def begin(folder, *args, **more):
    return subprocess.Popen([CARTOUCHE, "batch", "docs", "--out-dir", "out", *args], cwd=folder, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, **more)


def workers(pid):
    try:
        return [int(x) for x in read(f"/proc/{pid}/task/{pid}/children").split()]
    except FileNotFoundError:
        return []


def cpu(pid):
    try:
        fields = read(f"/proc/{pid}/stat").rsplit(b") ", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def when_at_work(p, n=1):
    """Workers that have computed for a while: they have a map in hand."""
    end = time.time() + 60
    while time.time() < end and p.poll() is None:
        busy = [w for w in workers(p.pid) if cpu(w) > 0.3]
        if len(busy) >= n:
            return busy
        time.sleep(0.01)
    expect(False, "no worker is at work", p.poll())


def is_alive(pid):
    try:
        return read(f"/proc/{pid}/stat").rsplit(b") ", 1)[1][:1] not in (b"Z", b"X")
    except FileNotFoundError:
        return False


def expect_gone(pids):
    end = time.time() + 10
    while any(map(is_alive, pids)) and time.time() < end:
        time.sleep(0.02)
    expect(not any(map(is_alive, pids)), "workers are left", pids)


def events(text):
    return [json.loads(line) for line in text.decode().splitlines()]


def pictures(folder):
    """What is in the output folder; all of it whole."""
    names = sorted(n for n in os.listdir(f"{folder}/out") if not n.startswith("."))
    for n in names:
        expect(read(f"{folder}/out/{n}").endswith(b"IEND\xaeB`\x82"), "half a file", n)
    return names


def all_of_a_folder(folder):
    documents(folder, 3)
    r = batch(folder)
    expect(r.code == 0 and r.out.startswith(b"3 maps: 3 rendered, 0 unchanged, ") and not r.err, r)
    expect(pictures(folder) == ["m0.png", "m1.png", "m2.png"], pictures(folder))


def one_that_fails_stops_nothing(folder):
    documents(folder, 3)
    write(f"{folder}/docs/bad.yaml", "data: { x: nowhere.csv }\n")
    r = batch(folder)
    lines = r.err.splitlines()
    expect(r.code == 1 and b"4 maps: 3 rendered, 0 unchanged, 1 failed, " in r.out, r)
    expect(len(lines) == 1 and lines[0].startswith("docs/bad.yaml: error: ") and "nowhere.csv" in lines[0], r)
    expect(len(pictures(folder)) == 3, pictures(folder))
    quiet = batch(folder, "-q", "--force")
    expect(quiet.code == 1 and not quiet.out and quiet.err.splitlines() == lines, quiet)


def findings_name_the_document(folder):
    write(f"{folder}/sites.csv", read(f"{folder}/sites.csv") + b"".join(b"Nowhere %d,port,,,2018\n" % i for i in range(5)))
    documents(folder, 2)
    r = batch(folder, "-j1")
    lines = r.err.splitlines()
    expect(r.code == 0 and len(lines) == 4, r)
    for i, x in enumerate(lines[:3]):
        expect(x.startswith(f"sites.csv:{12 + i}: warning: ") and x.endswith(" [CT-D110] (map m0)"), r)
    expect(lines[3] == "sites.csv: warning: and 2 more in 2 maps [CT-D110]", r)
    r = run("batch", "docs/m0.yaml", "--out-dir", "out", "--force", cwd=folder)
    expect(r.err.splitlines()[3] == "sites.csv: warning: and 2 more in map m0 [CT-D110]", r)
    r = run("batch", f"{folder}/docs", "--out-dir", f"{folder}/out", "--force", "-j1", cwd="/")
    expect(f"{os.path.realpath(folder)}/sites.csv:12: warning: " in r.err and "/../" not in r.err, r)
    write(f"{folder}/docs/bad.yaml", "title: x\nveiw: y\n")
    r = batch(folder, "-q")
    expect(r.code == 1 and r.err.startswith("docs/bad.yaml:2:") and r.err.count("bad.yaml") == 1 and ": error: " in r.err, r)


def the_log_is_json(folder):
    write(f"{folder}/sites.csv", read(f"{folder}/sites.csv") + b"Nowhere,port,,,2018\n")
    documents(folder, 2)
    write(f"{folder}/docs/bad.yaml", "data: { x: nowhere.csv }\n")
    r = batch(folder, "--json")
    log = events(r.out)
    maps = {e["map"]: e for e in log if e["event"] == "map"}
    expect(r.code == 1 and not r.err, r)
    expect({k: e["state"] for k, e in maps.items()} == {"m0": "done", "m1": "done", "bad": "failed"}, maps)
    expect("nowhere.csv" in maps["bad"]["reason"] and maps["m0"]["seconds"] > 0, maps)
    expect(maps["m0"]["document"].endswith("docs/m0.yaml"), maps)
    expect(maps["m0"]["outputs"] == [os.path.realpath(f"{folder}/out/m0.png")] and "outputs" not in maps["bad"], maps)
    found = [e for e in log if e["event"] == "finding"]
    expect({(e["map"], e["code"], e["row"]) for e in found} >= {("m0", "CT-D110", 12), ("m1", "CT-D110", 12)}, found)
    expect(log[-1]["event"] == "summary" and (log[-1]["total"], log[-1]["done"], log[-1]["failed"]) == (3, 2, 1), log[-1])


def a_crash_is_of_one_map(folder):
    documents(folder, 4, SLOW)
    p = begin(folder, "-j2")
    os.kill(when_at_work(p)[0], signal.SIGSEGV)
    out, err = p.communicate(timeout=120)
    expect(p.returncode == 1 and b"4 maps: 3 rendered, 0 unchanged, 1 failed, " in out, p.returncode, out, err)
    expect(err.count(b"\n") == 1 and b".yaml: error: its worker was killed by signal 11 (Segmentation fault)" in err, err)
    expect(len(pictures(folder)) == 3, pictures(folder))
    again = batch(folder)
    expect(again.code == 0 and len(pictures(folder)) == 4, again)


def memory_is_limited(folder):
    documents(folder, 3)
    write(f"{folder}/docs/hog.yaml", SMALL.replace("400x300", "14000x14000"))
    r = batch(folder, "-j1", "--memory", 200)
    expect(r.code == 1 and b"3 rendered, 0 unchanged, 1 failed" in r.out, r)
    expect("docs/hog.yaml: error: " in r.err and "out of memory" in r.err and "200 MB" in r.err, r)


def time_is_limited(folder):
    documents(folder, 2)
    write(f"{folder}/docs/slow.yaml", SLOW.replace("4000x3000", "12000x12000"))
    r = batch(folder, "-j1", "--timeout", 2)
    if "m0" not in r.err:  # else the machine is too slow for that
        expect(r.code == 1 and "docs/slow.yaml: error: not done after 2 s" in r.err, r)
    r = batch(folder, "--timeout", 0.001, "--force")
    expect(r.code == 1 and r.err.count("not done after 0.001 s") == 3 and b"3 failed" in r.out, r)


def many_workers(folder):
    documents(folder, 20)
    r = batch(folder, "-j64")
    expect(r.code == 0 and len(pictures(folder)) == 20, r)


def stopped_once(folder):
    documents(folder, 8, SLOW)
    p = begin(folder, "-j2")
    at_work = when_at_work(p)
    p.send_signal(signal.SIGINT)
    out, err = p.communicate(timeout=120)
    expect(p.returncode == -signal.SIGINT, p.returncode, err)
    made = pictures(folder)
    expect(1 <= len(made) <= 7 and b"not begun" in out and not err, made, out, err)
    expect_gone(at_work)
    r = batch(folder)
    expect(r.code == 0 and len(pictures(folder)) == 8, r)


def thrown_away(folder):
    for how in (signal.SIGTERM, signal.SIGHUP, None):
        documents(folder, 6, SLOW)
        p = begin(folder, "-j2", "--force")
        at_work = when_at_work(p)
        if how:
            p.send_signal(how)
        else:
            p.send_signal(signal.SIGINT)
            time.sleep(0.1)
            p.send_signal(signal.SIGINT)
        start = time.time()
        p.communicate(timeout=60)
        expect(p.returncode == -(how or signal.SIGINT), p.returncode)
        expect(time.time() - start < 30, "took long to stop")
        pictures(folder)
        expect_gone(at_work)


def ignored_signals_stay_ignored(folder):
    documents(folder, 3)
    p = begin(folder, preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    while p.poll() is None and not workers(p.pid):
        time.sleep(0.005)
    p.send_signal(signal.SIGHUP)
    p.communicate(timeout=60)
    expect(p.returncode == 0 and len(pictures(folder)) == 3, p.returncode)


def workers_die_with_the_batch(folder):
    documents(folder, 6, SLOW)
    p = begin(folder, "-j2")
    at_work = when_at_work(p, 2)
    p.kill()
    p.communicate()
    expect_gone(at_work)
    pictures(folder)


def shards_by_environment(folder):
    documents(folder, 6)
    made = []
    for i in range(3):
        r = batch(folder, env={"SLURM_ARRAY_TASK_ID": str(10 + 2 * i), "SLURM_ARRAY_TASK_MIN": "10", "SLURM_ARRAY_TASK_MAX": "14",
                               "SLURM_ARRAY_TASK_STEP": "2", "SLURM_ARRAY_TASK_COUNT": "3"})
        expect(r.code == 0 and r.out.startswith(b"shard %d/3 (SLURM_ARRAY_TASK_ID): " % (i + 1)), r)
        made.append(int(r.out.split(b": ")[1].split()[0]))
    expect(sum(made) == 6 and len(pictures(folder)) == 6, made)
    for env, args, text in (({"JOB_COMPLETION_INDEX": "0"}, ["--shard-count", "2"], b"shard 1/2 (JOB_COMPLETION_INDEX): "),
                            ({"JOB_COMPLETION_INDEX": "1", "CARTOUCHE_SHARDS": "2"}, [], b"shard 2/2 (JOB_COMPLETION_INDEX): "),
                            ({"AWS_BATCH_JOB_ARRAY_INDEX": "0", "AWS_BATCH_JOB_ARRAY_SIZE": "5"}, [], b"shard 1/5 "),
                            ({"JOB_COMPLETION_INDEX": "7"}, ["--shard", "2/2"], b"shard 2/2: ")):
        r = batch(folder, *args, env=env)
        expect(r.code == 0 and r.out.startswith(text), env, args, r)


def shards_that_are_nonsense(folder):
    documents(folder, 1)
    for env, args, text in (
            ({"JOB_COMPLETION_INDEX": "3"}, [], "JOB_COMPLETION_INDEX is 3, but not of how many"),
            ({"JOB_COMPLETION_INDEX": "3", "CARTOUCHE_SHARDS": "3"}, [], "there are 3 by CARTOUCHE_SHARDS"),
            ({"JOB_COMPLETION_INDEX": "x", "CARTOUCHE_SHARDS": "3"}, [], "JOB_COMPLETION_INDEX is 'x' (expected a whole number"),
            ({"SLURM_ARRAY_TASK_ID": "3", "JOB_COMPLETION_INDEX": "1"}, [], "are both set"),
            ({"SLURM_ARRAY_TASK_ID": "5", "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_MAX": "9",
              "SLURM_ARRAY_TASK_COUNT": "3"}, [], "no plain range"),
            ({}, ["--shard", "3/2"], "--shard: '3/2' (expected I/N"),
            ({}, ["--shard", "0/2"], "--shard: '0/2' (expected I/N"),
            ({}, ["--shard", "1/2x"], "--shard: '1/2x' (expected I/N"),
            ({}, ["--shard", "1/2", "--shard-count", "2"], "leave out --shard-count"),
            ({}, ["--shard-count", "2"], "nothing which one")):
        r = batch(folder, *args, env=env)
        expect(r.code == 2 and text in r.err and r.err.count("\n") == 1 and not os.path.exists(f"{folder}/out"), env, args, r)


def wrong_usage(folder):
    documents(folder, 1)
    for args, text in ((["batch", "docs"], "--out-dir FOLDER"), (["batch", "--out-dir", "out"], "needs a DOCUMENT"),
                       (["batch", "docs", "--out-dir", "out", "-j", "none"], "none"),
                       (["batch", "docs", "--out-dir", "out", "--size", "huge"], "huge"),
                       (["batch", "docs", "--out-dir", "out", "--title", "x"], "does not go with 'batch'"),
                       (["batch", "docs", "--out-dir", "out", "--into", "x"], "--merge-ledgers"),
                       (["batch", "a", "--merge-ledgers"], "--into FILE")):
        r = run(*args, cwd=folder)
        expect(r.code == 2 and text in r.err, args, r)
    r = run("batch", "missing", "--out-dir", "out", cwd=folder)
    expect(r.code == 1 and "missing" in r.err, r)


def on_a_terminal(folder, *args, keys=()):
    """What a terminal of 100 columns shows, with Ctrl-C pressed when the patterns of `keys` are."""
    try:
        pid, master = pty.fork()
    except OSError as none:
        raise Skip(f"no terminal can be had: {none}") from none
    if not pid:
        os.chdir(folder)
        os.environ["TERM"] = "xterm"
        os.execv(CARTOUCHE, [CARTOUCHE, "batch", "docs", "--out-dir", "out", *args])
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    out, keys = b"", list(keys)
    while True:
        if select.select([master], [], [], 0.05)[0]:
            try:
                more = os.read(master, 65536)
            except OSError:
                break
            out += more
        if keys and re.search(keys[0], out):
            keys.pop(0)
            os.write(master, b"\x03")
    return os.waitpid(pid, 0)[1], out


def the_bar(folder):
    # The bar comes after a second: enough of them for a machine ten times as fast.
    documents(folder, 16, SLOW)
    status, out = on_a_terminal(folder, "-j1")
    expect(status == 0, status, out)
    expect(re.search(rb"\[#+\.+\] [1-9]\d? of 16, \d+\.\d maps/s, \d+ s left\x1b\[K", out), out)
    expect(out.rstrip().split(b"\x1b[K")[-1].startswith(b"16 maps: 16 rendered"), out)


def keys_on_a_terminal(folder):
    documents(folder, 60, SLOW)
    # Two workers may end between two looks at them: the bar need not show every number.
    status, out = on_a_terminal(folder, "-j2", keys=[rb"\d of 60"])
    expect(os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGINT, status, out)
    expect(b"cartouche: stopping when the maps under way are done (again: now)" in out and b"not begun" in out, out)
    expect(1 <= len(pictures(folder)) <= 59, pictures(folder))


if __name__ == "__main__":
    for name in CLEAN:
        os.environ.pop(name, None)
    # Whoever starts the tests in the background may have them ignored, and what is ignored stays so.
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    main([all_of_a_folder, one_that_fails_stops_nothing, findings_name_the_document, the_log_is_json, a_crash_is_of_one_map,
          memory_is_limited, time_is_limited, many_workers, stopped_once, thrown_away, ignored_signals_stay_ignored,
          workers_die_with_the_batch, shards_by_environment, shards_that_are_nonsense, wrong_usage, the_bar, keys_on_a_terminal])
