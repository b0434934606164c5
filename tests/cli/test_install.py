#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""make install: what is installed runs by itself, and programs build against it both ways."""
import os
import re
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

# Catalogue, manifests and a batch whose workers are this program.
NIGHT = r"""
#include <cartouche.h>
#include <stdio.h>
#include <string.h>
static int versions, findings;
static void on_change(void *user, const struct ct_change *c) {
  printf("%d %s %s %zu\n", c->kind, c->data, c->id, c->nfields);
}
static void on_version(void *user, const struct ct_catalog_version *v) { versions++; }
static void on_event(void *user, const struct ct_batch_event *e) { findings += e->state == CT_BATCH_FINDING; }
static bool import(const char *share, const char *file, const char *day, struct ct_err *err) {
  const struct ct_catalog_import request = {
      .files = &file, .nfiles = 1, .into = "c.gpkg", .layer = "sites", .id = "name", .recorded = day, .complete = true};
  struct ct_catalog_summary s;
  struct ct_job *job = ct_job_new(share);
  bool ok = job && ct_catalog_import(job, &request, &s, err);
  ct_job_free(job);
  if (ok) printf("import %zu %zu %zu %zu\n", s.added, s.changed, s.moved, s.removed);
  return ok;
}
static bool history(const char *share, struct ct_err *err) {
  struct ct_differences d = {.fn = on_change};
  struct ct_job *job = ct_job_new(share);
  bool ok = job && ct_catalog_diff(job, "c.gpkg", NULL, "2019-01-01", NULL, &d, err) &&
            ct_catalog_log(job, "c.gpkg", NULL, "Sohae", on_version, NULL, err) &&
            ct_job_add_output(job, "then.csv", NULL, err) &&
            ct_catalog_export(job, "c.gpkg", NULL, "2019-01-01", err);
  ct_job_free(job);
  printf("versions %d\n", versions);
  return ok;
}
static bool manifest(const char *share, const char *data, const char *file, struct ct_err *err) {
  struct ct_job *job = ct_job_new(share);
  bool ok = job && ct_job_add_input(job, data, err) && ct_job_set_manifest(job, file, err) && ct_job_render(job, err);
  ct_job_free(job);
  return ok;
}
static bool batch(const char *share, struct ct_err *err) {
  const char *const worker[] = {"/proc/self/exe", "--worker", share, NULL};
  struct ct_batch_summary s = {0};
  struct ct_batch *b = ct_batch_new(share);
  bool ok = b && ct_batch_set(b, "out-dir", "own", err) && ct_batch_set(b, "workers", "2", err) &&
            ct_batch_add_input(b, "docs", err) && ct_batch_set_worker(b, worker, err);
  if (ok) ct_batch_on_event(b, on_event, NULL);
  ok = ok && ct_batch_run(b, false, &s, err);
  printf("batch %zu %zu %zu %d\n", s.done, s.unchanged, s.failed, findings);
  ct_batch_free(b);
  return ok;
}
int main(int argc, char **argv) {
  struct ct_err err = {0};
  if (argc == 3 && strcmp(argv[1], "--worker") == 0) return ct_batch_work(argv[2], 0, 1, &err) ? 0 : 1;
  const char *share = argv[1];
  struct ct_differences d = {.fn = on_change};
  bool ok = import(share, "a/sites.csv", "2019-01-01", &err) && import(share, "b/sites.csv", "2019-02-01", &err) &&
            history(share, &err) && manifest(share, "a/sites.csv", "a.json", &err) &&
            manifest(share, "b/sites.csv", "b.json", &err) &&
            ct_manifest_diff("a.json", "b.json", &d, &err) && batch(share, &err) &&
            batch(share, &err);
  if (!ok) fprintf(stderr, "%s\n", err.message);
  return ok ? 0 : 1;
}
"""
# What has become of the sites: one added, one changed, one moved, one removed.
CHANGES = ["0 sites Sinpo 0", "1 sites Nampo 1", "2 sites Sohae 1", "3 sites Songnim 0"]


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
    batches(folder, top)
    exports(top)
    flags = library(folder, top)
    night(folder, top, flags)
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
    return shared


def batches(folder, top):
    """Workers are found however the command was called."""
    os.makedirs(f"{folder}/docs")
    for name, where in (("east", "lon > 127"), ("west", "lon < 127")):
        write(f"{folder}/docs/{name}.yaml", f"title: {name}\ndata: {{ s: {{ path: ../sites.csv, where: \"{where}\" }} }}\n"
                                            "page: { size: 300x200 }\n")
    os.makedirs(f"{folder}/links")
    os.symlink(f"{top}/bin/cartouche", f"{folder}/links/mapper")
    shutil.copytree(top, f"{folder}/other place")
    calls = [[f"{top}/bin/cartouche"], [f"{folder}/links/mapper"], [f"{folder}/other place/bin/cartouche"],
             ["bash", "-c", f'exec -a nobody "{top}/bin/cartouche" "$@"', "-"],
             ["bash", "-c", f'PATH="{folder}/links:$PATH"; mapper "$@"', "-"]]
    for i, call in enumerate(calls):
        shell(*call, "batch", "docs", "--out-dir", f"out{i}", "-j2", cwd=folder)
        for name in ("east", "west"):
            expect(read(f"{folder}/out{i}/{name}.png") == read(f"{folder}/out0/{name}.png"), call, "draws another map")
    one = run("render", "docs/east.yaml", "-o", "one.png", cwd=folder)
    expect(one.code == 0 and read(f"{folder}/one.png") == read(f"{folder}/out0/east.png"), "a batch draws another map", one)


def exports(top):
    header = read(f"{top}/include/cartouche.h").decode()
    declared = {n for n in re.findall(r"\b(ct_[a-z_]+)\(", header) if not n.endswith("_fn")}
    table = shell("nm", "-D", "--defined-only", f"{top}/lib/libcartouche.so")
    shown = {line.split()[2] for line in table.splitlines()}
    expect(len(declared) > 40 and declared == shown, "declared and exported differ in", declared ^ shown)


def night(folder, top, flags):
    later = SITES.replace("Songnim,port,38.733,125.633,2017-12-21\n", "Sinpo,port,40.033,128.183,2019-01-01\n")
    later = later.replace("Nampo,port", "Nampo,harbour").replace("39.660,124.705", "39.670,124.705")
    for name, text in (("a", SITES), ("b", later)):
        os.mkdir(f"{folder}/{name}")
        write(f"{folder}/{name}/sites.csv", text)
    write(f"{folder}/night.c", NIGHT)
    shell("cc", "-Wall", "-Werror", "night.c", "-o", "night", *flags, cwd=folder)
    told = shell("./night", f"{top}/share/cartouche", cwd=folder,
                 env={**os.environ, "LD_LIBRARY_PATH": f"{top}/lib"}).splitlines()
    wanted = ["import 10 0 0 0", "import 1 1 1 1", *CHANGES, "versions 2", *CHANGES, "batch 2 0 0 0", "batch 0 2 0 0"]
    expect(sorted(told) == sorted(wanted), "the program tells", told)
    expect(read(f"{folder}/then.csv").count(b"\n") == 11, read(f"{folder}/then.csv"))
    for name in ("east", "west"):
        expect(read(f"{folder}/own/{name}.png") == read(f"{folder}/out0/{name}.png"), name, "of the program's batch differs")


if __name__ == "__main__":
    main([installed])
