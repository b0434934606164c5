#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The examples in docs/: blocks of yaml and json are documents or styles that render; commands print what is said."""
import os
import re

import subprocess

from harness import BUILD, ROOT, expect, main, run, write

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
            # Of an atlas the picture looked at is the index.
            for out in (f"example{n}.png", f"example{n}.pdf"):
                pattern = "{name}-" + out if "\natlas:" in text and out.endswith("png") else out
                r = run("render", path, "-o", pattern, cwd=folder)
                expect(r.code == 0, name, r)
                if pattern != out:
                    os.rename(os.path.join(folder, "index-" + out), os.path.join(folder, out))
                expect(os.path.getsize(os.path.join(folder, out)) > 5000, name, "an empty picture")
            n += 1
    expect(n >= 2, "no examples found")


def as_pattern(text):
    """What a block shows: "..." at the end of a line, or in it, is any text; alone on a line, any lines."""
    lines = [".*\n" if t == "..." else ".*".join(map(re.escape, t.split("..."))) + "\n" for t in text.splitlines()]
    return "".join(f"(?:{t})*" if t == ".*\n" else t for t in lines)


def commands_print(folder):
    """```csv NAME (or yaml NAME) makes a file; ```console has commands after `$ `, each followed by what it prints."""
    env = {**os.environ, "PATH": f"{BUILD}:{os.environ['PATH']}"}
    n = 0
    for name in sorted(os.listdir(DOCS)):
        if not name.endswith(".md"):
            continue
        with open(os.path.join(DOCS, name), encoding="utf-8") as f:
            found = re.findall(r"^```(csv|yaml(?= )|console) ?(.*?)\n(.*?)^```", f.read(), flags=re.M | re.S)
        for kind, file, text in found:
            if kind != "console":
                os.makedirs(os.path.dirname(os.path.join(folder, file)), exist_ok=True)
                write(os.path.join(folder, file), text)
                continue
            for command, wanted in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, flags=re.M):
                done = subprocess.run(command, shell=True, cwd=folder, env=env, stdout=subprocess.PIPE,
                                      stderr=subprocess.STDOUT)
                out = done.stdout.decode("utf-8").replace("\r\n", "\n")
                expect(re.fullmatch(as_pattern(wanted), out), name, command, "prints", out, "and not", wanted)
                n += 1
    expect(n >= 4, "no commands found")


if __name__ == "__main__":
    main([examples_render, commands_print])
