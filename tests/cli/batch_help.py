# SPDX-License-Identifier: MIT
"""What the tests of batches share: small documents, and a second opinion on ledgers."""
import hashlib
import json
import os
import sqlite3

import harness


def style():
    """The theme of briefings without base map and texts: quick to draw."""
    with open(os.path.join(harness.ROOT, "styles", "briefing.json"), encoding="utf-8") as f:
        theme = json.load(f)
    mark = next(layer for layer in theme["layers"] if layer["id"] == "mark")
    theme["layers"] = [{"id": "paper", "type": "background", "paint": {"background-color": "#f4f1e8"}}, mark]
    theme["sources"] = {"data": theme["sources"]["data"]}
    return theme


def write_documents(folder, n, data="sites.csv", extra=""):
    """n documents in folder/docs that show folder's data."""
    docs = os.path.join(folder, "docs")
    os.makedirs(docs, exist_ok=True)
    harness.write(os.path.join(folder, "plain.json"), json.dumps(style()))
    for i in range(1, n + 1):
        write_document(folder, f"map{i:02}", f"Map {i}", data, extra)
    return docs


def write_document(folder, name, title, data="sites.csv", extra=""):
    return harness.write(os.path.join(folder, "docs", name + ".yaml"),
                         f"title: {title}\nas_of: 2019-09-05\nstyle: ../plain.json\n"
                         f"data: {{ sites: {{ path: ../{data} }} }}\n"
                         f"view: {{ bbox: [124, 37, 131, 43] }}\npage: {{ size: 160x120, bare: true }}\n{extra}")


def batch(*args, **options):
    return harness.run("batch", *args, **options)


def events(result):
    """Of a run with --json: by map, and the summary."""
    lines = [json.loads(line) for line in result.out.decode().splitlines()]
    maps = {e["map"]: e for e in lines if e["event"] == "map"}
    summary = [e for e in lines if e["event"] == "summary"]
    return maps, summary[0] if summary else None


def digest(path):
    try:
        return hashlib.sha256(harness.read(path)).hexdigest()
    except FileNotFoundError:
        return None


def outputs(folder):
    """Name to digest of what is in a folder of maps, but for what begins with a dot."""
    return {n: digest(os.path.join(folder, n)) for n in sorted(os.listdir(folder)) if not n.startswith(".")}


def ledger_of(out, name=".cartouche-ledger.sqlite"):
    return os.path.join(out, name)


def expect_agreement(out, ledger=None):
    """Ledger and files agree: every file of a map is as recorded, or, of a map that is being written, is as it was
    before or as it is to be; and there are no other files."""
    path = ledger or ledger_of(out)
    found = outputs(out)
    if not os.path.exists(path):
        harness.expect(not found, "files without a ledger:", found)
        return {}
    db = sqlite3.connect(path, timeout=20)
    ok = db.execute("PRAGMA integrity_check").fetchone()[0]
    harness.expect(ok == "ok", "integrity:", ok)
    if not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        harness.expect(not found, "files without a ledger:", found)
        return {}
    states = dict(db.execute("SELECT n, state FROM map"))
    known = set()
    for name, of, was, becomes in db.execute("SELECT path, map, was, becomes FROM writing").fetchall():
        harness.expect(states[of] == "writing", name, "is being written by a map that is", states[of])
        harness.expect(found.get(name) in (was, becomes), name, "is", found.get(name), "not", was, "or", becomes)
        known.add(name)
    for name, of, sha in db.execute("SELECT path, map, sha256 FROM output").fetchall():
        if states[of] == "writing":
            harness.expect(name in known or found.get(name) == sha, name, "of a map under way is neither old nor new")
        else:
            harness.expect(found.get(name) == sha, name, "is", found.get(name), "and recorded as", sha, states[of])
        known.add(name)
    harness.expect(set(found) <= known, "files that the ledger does not know:", set(found) - known)
    db.close()
    return states
