#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs that are cut short: killed, interrupted, out of room. No half files; none of ours left but by SIGKILL."""
import os
import signal
import subprocess
import time

from harness import CARTOUCHE, expect, main, read, run, write

ENDS = {"png": b"IEND\xaeB`\x82", "pdf": b"%%EOF", "svg": b"</svg>", "jpg": b"\xff\xd9"}


def documents(folder):
    write(f"{folder}/map.yaml", "data: { sites: { path: sites.csv, label: name } }\npage: { size: 400x300 }\nbase: { labels: false }\n")
    write(f"{folder}/atlas.yaml", "data: { sites: { path: sites.csv, label: name } }\npage: { size: 400x300 }\nbase: { labels: false }\n"
          "atlas: { over: sites, scale: '1:3000000' }\n")
    os.mkdir(f"{folder}/out")


def made(folder):
    return sorted(os.listdir(f"{folder}/out"))


def when_it_has_begun(folder, args):
    """The process, once it has a file in the making."""
    p = subprocess.Popen([CARTOUCHE, "render", *args, "-q"], cwd=folder, stderr=subprocess.DEVNULL)
    while p.poll() is None and not made(folder):
        time.sleep(0.002)
    return p


def signals_leave_nothing(folder):
    documents(folder)
    cut = 0
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        for args in (["atlas.yaml", "-o", "out/{page}.png"], ["map.yaml", "-o", "out/map.png", "-o", "out/map.pdf"]):
            p = when_it_has_begun(folder, args)
            p.send_signal(number)
            p.wait()
            cut += p.returncode == -number
            expect(p.returncode in (0, -number), number, args, p.returncode)
            expect(not [f for f in made(folder) if f.endswith(".tmp")], number, args, made(folder))
            for f in made(folder):
                os.remove(f"{folder}/out/{f}")
    expect(cut >= 3, "runs ended before they were interrupted")


def ignored_signals_stay_ignored(folder):
    documents(folder)
    code = subprocess.run(["/bin/sh", "-c", 'trap "" HUP; "$0" render map.yaml -o out/map.png -q & kill -HUP $!; wait $!', CARTOUCHE],
                          cwd=folder).returncode
    expect(code == 0 and made(folder) == ["map.png"], code, made(folder))


def killed_runs_leave_whole_files(folder):
    documents(folder)
    for args in (["atlas.yaml", "-o", "out/{page}.svg"], ["atlas.yaml", "-o", "out/atlas.pdf"], ["map.yaml", "-o", "out/map.jpg"]):
        p = when_it_has_begun(folder, args)
        time.sleep(0.01)
        p.kill()
        p.wait()
        for f in made(folder):
            kind = f.rsplit(".", 1)[1]
            expect(kind == "tmp" or read(f"{folder}/out/{f}").rstrip().endswith(ENDS[kind]), args, "half a file:", f)
            os.remove(f"{folder}/out/{f}")


def files_may_be_too_large(folder):
    documents(folder)
    for args in (["map.yaml", "-o", "out/map." + kind] for kind in ("png", "pdf", "svg", "jpg", "webp", "tif")):
        limited(folder, args)
    limited(folder, ["atlas.yaml", "-o", "out/{page}.png"])
    limited(folder, ["map.yaml", "-o", "out/map.png", "--world-file"])


def limited(folder, args):
    done = subprocess.run(["/bin/sh", "-c", 'ulimit -f 2; exec "$0" render "$@" -q', CARTOUCHE, *args], cwd=folder,
                          stderr=subprocess.PIPE)
    expect(done.returncode == 1 and b"File too large" in done.stderr and done.stderr.count(b"\n") == 1, args, done)
    expect(not made(folder), args, "left behind:", made(folder))


def the_folder_may_vanish(folder):
    documents(folder)
    p = when_it_has_begun(folder, ["atlas.yaml", "-o", "out/{page}.png"])
    os.rename(f"{folder}/out", f"{folder}/gone")
    expect(p.wait() in (0, 1), p.returncode)
    if p.returncode == 0:
        return  # all was written already
    os.mkdir(f"{folder}/out")
    expect(not made(folder), made(folder))


def names_of_files(folder):
    """Rows' names in paths stay in the folder, whatever they are."""
    documents(folder)
    names = ["../up", "/etc/x", "a/b\\c", "..", ".", "dot.", "new\\nline", "\x01\x7fcontrol", "long " * 2000, "con", "\u202eabc", "é\u0301", "  "]
    rows = "".join(f'"{n}",{39 + i / 10},{126 + i / 10}\n' for i, n in enumerate(names))
    write(f"{folder}/odd.csv", "name,lat,lon\n" + rows)
    write(f"{folder}/latin.csv", b"name,lat,lon\n\xff\xfe\xe9,39,126\nB\xe4r,40,127\n")
    for data in ("odd", "latin"):
        write(f"{folder}/odd.yaml", f"data: {{ odd: {{ path: {data}.csv, label: name }} }}\npage: {{ size: 300x200 }}\n"
              "base: { labels: false }\natlas: { over: odd, scale: '1:9000000' }\n")
        before = sorted(os.listdir(folder))
        r = run("render", "odd.yaml", "-q", "-o", "out/{page}-{name}.png", cwd=folder)
        if r.code == 0:
            expect(len(made(folder)) == (len(names) if data == "odd" else 2) + 1, made(folder))
        else:
            expect(r.code == 1 and r.err.count("\n") == 1 and not made(folder), r, made(folder))
        expect(sorted(os.listdir(folder)) == before, os.listdir(folder))
        for f in made(folder):
            os.remove(f"{folder}/out/{f}")


if __name__ == "__main__":
    main([signals_leave_nothing, ignored_signals_stay_ignored, killed_runs_leave_whole_files, files_may_be_too_large,
          the_folder_may_vanish, names_of_files])
