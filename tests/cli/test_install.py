#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""make install: what is installed runs by itself, and programs build against it both ways."""
import os
import shutil
import subprocess

from harness import BUILD, ROOT, SITES, Skip, expect, main, read, run, write

PROGRAM = r"""
#include <cartouche.h>
#include <stdio.h>
int main(int argc, char **argv) {
  struct ct_err err = {0};
  struct ct_job *job = ct_job_new(argv[1]);
  bool ok = argc == 4 && job && ct_job_add_input(job, argv[2], &err) && ct_job_set(job, "size", "400x300", &err) &&
            ct_job_add_output(job, argv[3], NULL, &err) && ct_job_render(job, &err);
  if (!ok) fprintf(stderr, "%s\n", err.message);
  ct_job_free(job);
  return ok ? 0 : 1;
}
"""


def shell(*args, **more):
    # A make above this one has no say in those below.
    env = {k: v for k, v in more.pop("env", os.environ).items() if k not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    done = subprocess.run(args, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env, **more)
    expect(done.returncode == 0, " ".join(args), done.stdout[-2000:])
    return done.stdout


def install(folder):
    shell("make", "-s", f"B={os.environ.get('B', 'build')}", "install", f"DESTDIR={folder}/root", "PREFIX=/opt/cartouche",
          cwd=ROOT)
    return f"{folder}/root/opt/cartouche"


def installed(folder):
    top = install(folder)
    for path in ("bin/cartouche", "lib/libcartouche.a", "lib/libcartouche.so", "include/cartouche.h",
                 "lib/pkgconfig/cartouche.pc", "share/man/man1/cartouche.1", "share/bash-completion/completions/cartouche",
                 "share/cartouche/styles/briefing.json", "share/cartouche/layers"):
        expect(os.path.exists(f"{top}/{path}"), path, "is not installed")
    command(folder, top)
    moved(folder, top)
    library(folder, top)
    shell("make", "-s", "uninstall", f"DESTDIR={folder}/root", "PREFIX=/opt/cartouche", cwd=ROOT)
    left = [f for _, _, files in os.walk(f"{folder}/root") for f in files]
    expect(not left, "uninstall leaves", left)


def command(folder, top):
    r = run("render", "sites.csv", "-o", "p.png", "--size", "400x300", program=f"{top}/bin/cartouche", cwd=folder)
    expect(r.code == 0, r)
    r = run("render", "sites.csv", "-o", "q.png", "--size", "400x300", cwd=folder)
    expect(read(f"{folder}/p.png") == read(f"{folder}/q.png"), "the installed command draws another map")


def moved(folder, top):
    shutil.move(top, f"{folder}/moved")
    r = run("styles", program=f"{folder}/moved/bin/cartouche", cwd="/")
    expect(r.code == 0 and b"briefing" in r.out, r)
    shutil.move(f"{folder}/moved", top)


def library(folder, top):
    write(f"{folder}/p.c", PROGRAM)
    env = {**os.environ, "PKG_CONFIG_PATH": f"{top}/lib/pkgconfig", "PKG_CONFIG_SYSROOT_DIR": ""}
    pc = read(f"{top}/lib/pkgconfig/cartouche.pc").decode().replace("prefix=/opt", f"prefix={folder}/root/opt", 1)
    write(f"{top}/lib/pkgconfig/cartouche.pc", pc)
    shared = shell("pkg-config", "--cflags", "--libs", "cartouche", env=env).split()
    expect("-lgdal" not in shared, "a program need not link what the library links:", shared)
    private = shell("pkg-config", "--print-requires-private", "cartouche", env=env).split()
    static = [f"{top}/lib/libcartouche.a", f"-I{top}/include", *shell("pkg-config", "--libs", *private).split(), "-lm"]
    for name, flags in (("shared", shared), ("static", static)):
        shell("cc", "-Wall", "-Werror", "p.c", "-o", name, *flags, cwd=folder)
        shell(f"./{name}", f"{top}/share/cartouche", "sites.csv", f"{name}.png", cwd=folder,
              env={**os.environ, "LD_LIBRARY_PATH": f"{top}/lib"})
        expect(read(f"{folder}/{name}.png") == read(f"{folder}/p.png"), name, "program draws another map")
    needed = shell("readelf", "-d", f"{folder}/shared")
    expect("libcartouche.so.0" in needed, needed)


if __name__ == "__main__":
    main([installed])
