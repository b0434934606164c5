#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The examples in docs/: every block of yaml and json is a document or style that renders."""
import os
import re

from harness import ROOT, expect, main, run

DOCS = os.path.join(ROOT, "docs")


def blocks(name):
    with open(os.path.join(DOCS, name), encoding="utf-8") as f:
        return re.findall(r"^```(yaml|json)\n(.*?)^```", f.read(), flags=re.M | re.S)


def examples_render(folder):
    os.symlink(os.path.join(ROOT, "layers"), os.path.join(folder, "layers"))
    os.mkdir(os.path.join(folder, "docs"))
    n = 0
    for name in sorted(os.listdir(DOCS)):
        for kind, text in blocks(name) if name.endswith(".md") else []:
            path = os.path.join(folder, "docs", f"example{n}.{kind}")
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
            for out in (f"example{n}.png", f"example{n}.pdf"):
                r = run("render", path, "-o", out, cwd=folder)
                expect(r.code == 0, name, r)
                expect(os.path.getsize(os.path.join(folder, out)) > 5000, name, "an empty picture")
            n += 1
    expect(n >= 2, "no examples found")


if __name__ == "__main__":
    main([examples_render])
