#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Wrong usage of catalogues and batches is told in one line; a worker that never begins holds up nothing."""
import os
import shutil
import sqlite3

from harness import CARTOUCHE, SITES, Skip, expect, main, run, write


def one_line(folder, code, wanted, *args):
    r = run(*args, cwd=folder)
    err = r.err if isinstance(r.err, str) else r.err.decode()
    expect(r.code == code and wanted in err and err.count("\n") == 1, args, r)


def wrong_usage(folder):
    write(f"{folder}/a.csv", "id,name,lat,lon\n1,Alpha,39.1,127.1\n")
    write(f"{folder}/m.yaml", "title: t\ndata: { s: a.csv }\n")
    expect(run("catalog", "import", "a.csv", "--into", "c.gpkg", "--recorded", "2020-01-01", "-q", cwd=folder).code == 0)
    os.symlink("c.gpkg", f"{folder}/link.gpkg")
    one_line(folder, 2, "--as-of: 'soon' is not a date", "catalog", "export", "c.gpkg", "-o", "x.csv", "--as-of", "soon")
    one_line(folder, 2, "'x' is no table", "catalog", "export", "c.gpkg", "-o", "x")
    one_line(folder, 2, "'map.png' is no table", "catalog", "export", "c.gpkg", "-o", "map.png")
    one_line(folder, 2, "later than --to", "catalog", "diff", "c.gpkg", "--from", "2021", "--to", "2020")
    one_line(folder, 1, "is the catalogue itself", "catalog", "import", "link.gpkg", "--into", "c.gpkg")
    one_line(folder, 1, "no column '' for --id (it has", "catalog", "import", "a.csv", "--into", "n.gpkg", "--id", "")
    one_line(folder, 1, "a.csv: is no ledger (", "batch", "--merge-ledgers", "a.csv", "--into", "l.sqlite")
    one_line(folder, 1, "has a '{' that is not closed", "batch", "m.yaml", "--out-dir", "o", "--name", "{stem")
    # Of another catalogue what is current is taken, and none of its bookkeeping.
    expect(run("catalog", "import", "c.gpkg", "--into", "copy.gpkg", "-q", cwd=folder).code == 0)
    db = sqlite3.connect(f"{folder}/copy.gpkg")
    names = [name for _, name, *_ in db.execute("PRAGMA table_info(features_history)")]
    expect(names[-4:] == ["id", "name", "lat", "lon"] and db.execute("SELECT id FROM ct_feature").fetchall() == [("1",)], names)
    db.close()


def ids_are_no_dates(folder):
    write(f"{folder}/a.csv", "id,name,lat,lon\n2017-09-15-49,A,39.1,127.1\n2017-09-15-50,B,39.2,127.2\n")
    r = run("check", "a.csv", cwd=folder)
    expect(r.code == 0 and "0 warnings" in str(r.out) and "CT-D16" not in str(r.out) + str(r.err), r)
    expect(run("catalog", "import", "a.csv", "--into", "c.gpkg", "-q", cwd=folder).code == 0)
    db = sqlite3.connect(f"{folder}/c.gpkg")
    expect(db.execute("SELECT count(*) FROM features_history WHERE ct_happened NOT NULL").fetchone() == (0,), "dates")
    db.close()


def stopped_before_it_begins(folder):
    """The child is stopped between fork and exec: its time runs all the same."""
    strace = shutil.which("strace")
    if not strace:
        raise Skip("strace is not there")
    import subprocess
    write(f"{folder}/m.yaml", f"title: t\ndata: {{ s: {SITES} }}\n")
    stop = ["-f", "-q", "-o", "trace", "-e", "trace=dup2,execve", "-e", "inject=dup2:signal=SIGSTOP:when=2"]
    p = subprocess.run([strace, *stop, CARTOUCHE, "batch", "m.yaml", "--out-dir", "o", "--timeout", "1"], cwd=folder,
                       capture_output=True, text=True, timeout=60)
    with open(f"{folder}/trace") as f:
        trace = f.read()
    if "Operation not permitted" in p.stderr:
        raise Skip("strace may not trace here")
    expect("stopped by SIGSTOP" in trace and trace.count("execve(") == 1, "it was not stopped before exec", trace[-500:])
    expect(p.returncode == 1 and "m.yaml: error: not done after 1 s" in p.stderr, p)


if __name__ == "__main__":
    main([wrong_usage, ids_are_no_dates, stopped_before_it_begins])
