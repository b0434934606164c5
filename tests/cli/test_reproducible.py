#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The same inputs give the same bytes: again, elsewhere, in another locale and time zone, with other threads and clocks."""
import glob
import os
import shutil
import subprocess

from harness import BUILD, ROOT, SITES, expect, main, read, run, write


def locale_folder():
    """German, made here when the machine has the sources: its decimal comma shows who formats by the locale."""
    path = os.path.join(BUILD, "locale")
    if shutil.which("localedef") and os.path.isdir("/usr/share/i18n/locales"):
        os.makedirs(path, exist_ok=True)
        subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8", f"{path}/de_DE.UTF-8"], stderr=subprocess.DEVNULL)
    return path


def surroundings():
    yield {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8", "LOCPATH": locale_folder(), "TZ": "Asia/Pyongyang"}
    yield {"LC_ALL": "C", "TZ": "America/St_Johns", "HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent"}
    yield {"LC_ALL": "tr_TR.UTF-8", "TZ": "UTC", "OMP_NUM_THREADS": "1", "GDAL_NUM_THREADS": "1", "MALLOC_PERTURB_": "165"}


def same_everywhere(folder, args, make):
    made = []
    for i, env in enumerate([{}, {}, *surroundings()]):
        where = os.path.join(folder, f"run{i}" + "/deeper" * (i % 3))
        os.makedirs(where)
        make(where)
        r = run("render", *args, "-o", "o.png", "-o", "o.pdf", cwd=where, env=env)
        expect(r.code == 0, env, r)
        made.append((read(f"{where}/o.png"), read(f"{where}/o.pdf"), r.err))
    for i, (png, pdf, err) in enumerate(made[1:], 1):
        expect(png == made[0][0], f"PNG of run {i} differs ({len(png)} and {len(made[0][0])} bytes)")
        expect(pdf == made[0][1], f"PDF of run {i} differs ({len(pdf)} and {len(made[0][1])} bytes)")
        expect(err == made[0][2], f"messages of run {i} differ")


def data_file(folder):
    same_everywhere(folder, ["sites.csv", "--size", "800x600"], lambda d: write(f"{d}/sites.csv", SITES))


def all_kinds_of_themes(folder):
    for style in ("news", "dark", "grey"):
        os.mkdir(f"{folder}/{style}")
        same_everywhere(f"{folder}/{style}", ["sites.csv", "--size", "600x400", "--style", style],
                        lambda d: write(f"{d}/sites.csv", SITES))


def sample_documents(folder):
    for path in sorted(glob.glob(f"{ROOT}/maps/*.yaml"))[:2]:
        here = os.path.join(folder, os.path.basename(path))
        os.mkdir(here)
        same_everywhere(here, [path], lambda d: None)


def linked_tree(folder):
    """A tree elsewhere, another name for the document's folder."""
    os.mkdir(f"{folder}/tree")
    for name in ("layers", "styles", "maps"):
        os.symlink(f"{ROOT}/{name}", f"{folder}/tree/{name}")
    documents = sorted(glob.glob(f"{ROOT}/maps/*.yaml"))
    if not documents:
        return
    name = os.path.basename(documents[0])
    a = run("render", documents[0], "-o", f"{folder}/a.pdf", "--quiet")
    b = run("render", f"{folder}/tree/maps/{name}", "-o", f"{folder}/b.pdf", "--quiet", env={"CARTOUCHE_SHARE": f"{folder}/tree"})
    expect(a.code == 0 and b.code == 0, a, b)
    expect(read(f"{folder}/a.pdf") == read(f"{folder}/b.pdf"), name, "differs in a linked tree")


if __name__ == "__main__":
    main([data_file, all_kinds_of_themes, sample_documents, linked_tree])
