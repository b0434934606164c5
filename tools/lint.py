#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""House rules that compilers do not know: who includes whom, file sizes, codes listed, what the library must not do.

usage: lint.py      prints `file:line: what is wrong`, exit 1 when there is any
"""
import glob
import os
import re
import sys

STAGES = ["load", "doctor", "select", "project", "style", "label", "paint", "page", "write", "export", "batch", "catalog"]
SHARED = {"base", "model", "coord", "expr", "text", "draw", "edition"}
# Which rooms a room may include.
MAY = {
    "base": {"base"},
    "model": {"base", "model"},
    "coord": {"base", "model", "coord"},
    "expr": {"base", "model", "expr"},
    "text": {"base", "model", "text"},
    "draw": {"base", "model", "text", "draw"},
    "doc": {"base", "model", "doc"},
    "edition": {"base", "model", "coord", "edition"},
    "cli": set(),
}
MAY.update({s: SHARED | {s} for s in STAGES})
# The hall calls the stages: its rooms may include every other room but cli, and of the hall itself these.
HALL = {
    "cache": set(),
    "sources": {"cache"},
    "job": {"cache", "sources"},
    "render": {"cache", "sources", "job"},
    "check": {"sources", "job", "render"},
    "catalog": {"sources", "job", "check"},
    "batch": {"job"},
    "api": {"cache", "job", "render", "check", "catalog"},
}
MAY.update({f"hall/{room}": {f"hall/{other}" for other in others | {room}} | SHARED | set(STAGES) | {"doc"}
            for room, others in HALL.items()})
# Foreign headers, and the rooms whose .c files may include them.
FOREIGN = [
    (r"(gdal|ogr|cpl|gnm|vrt)\w*\.h", {"load", "project", "export", "write"}),
    (r"(proj|geodesic)\w*\.h", {"project", "coord", "doctor"}),
    (r"sqlite3\w*\.h", {"batch", "catalog", "load"}),
    (r"libfyaml.*", {"base"}),
    (r"openssl/evp\.h", {"base"}),
    (r"(pango/.*|glib.*|fontconfig/.*|ft2build\.h|freetype.*|hb.*)", {"text"}),
    (r"(cairo.*)", {"text", "draw", "write"}),
    (r"librsvg/.*", {"draw"}),
    (r"unicode/.*", {"expr", "text"}),
    (r"(spng|libdeflate|png|zlib)\.h", {"write", "draw", "load"}),
    (r"(jpeglib\.h|webp/\w+\.h)", {"write"}),
]
STANDARD = re.compile(
    r"(assert|complex|ctype|errno|fenv|float|inttypes|limits|locale|math|setjmp|signal|stdalign|stdarg|stdatomic|"
    r"stdbool|stddef|stdint|stdio|stdlib|string|strings|time|wchar|wctype|dirent|fcntl|malloc|sched|ftw|glob|libgen|poll|pthread|"
    r"unistd|spawn|iconv|sys/\w+|emmintrin|immintrin|arm_neon)\.h")
# What only src/cli may do. The library never prints, exits, or asks the machine about itself.
FORBIDDEN = re.compile(
    r"\b(printf|puts|putchar|perror|exit|_exit|abort|getenv|secure_getenv|setenv|setlocale|time|clock|clock_gettime|"
    r"gettimeofday|localtime|localtime_r|mktime|rand|srand|random|system|popen|strtok|gets|sprintf)\s*\(")
# Where the rule has its exceptions: no memory; the seconds in a report; time limits of a batch; a child that is no worker yet.
EXCEPT = {("src/base/arena.c", "abort"), ("src/label/label.c", "clock_gettime"), ("src/batch/seconds.c", "clock_gettime"),
          ("src/batch/pool_worker.c", "_exit")}
MAX_CODE_LINES = 500
CODE_TABLE = "| code | severity | says | do |"
CODE = re.compile(r"\bCT-[A-Z]\d+\b")
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')

problems = []


def say(path, line, text):
    problems.append(f"{path}:{line}: {text}")


def strip(text):
    """Comments and the insides of strings blanked, lines kept."""
    def blank(m):
        s = m.group(0)
        if s[0] == "/":
            return "".join(c if c == "\n" else " " for c in s)
        return s[0] + " " * (len(s) - 2) + s[-1]
    return re.sub(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text, flags=re.S)


def room_of(path):
    """src/label/pin.c is in the room label, src/hall/render/cut.c in hall/render."""
    parts = path.split("/")[1:-1]
    return "/".join(parts[:2 if parts[:1] == ["hall"] else 1])


def check_own_include(path, number, room, name):
    if name == "cartouche.h":
        return
    other = room_of(f"src/{name}") or None
    if room == "cli":
        if other or not os.path.exists(f"src/cli/{name}"):
            say(path, number, f"the command is built against cartouche.h alone, not '{name}'")
    elif other not in MAY.get(room, set()):
        say(path, number, f"'{room}' may not include '{name}' (allowed: {', '.join(sorted(MAY.get(room, [])))})")


def check_foreign_include(path, number, room, name):
    if STANDARD.fullmatch(name) or (room == "cli" and name == "cartouche.h"):
        return
    for pattern, rooms in FOREIGN:
        if not re.fullmatch(pattern, name):
            continue
        if room not in rooms:
            say(path, number, f"<{name}> belongs in {', '.join(sorted(rooms))}, not in '{room}'")
        elif path.endswith(".h"):
            say(path, number, f"<{name}>: foreign headers stay in .c files")
        return
    say(path, number, f"<{name}> is in no list of tools/lint.py")


def check_includes(path, text, room):
    first = None
    for number, line in enumerate(text.splitlines(), 1):
        m = INCLUDE.match(line)
        if not m:
            continue
        first = first or m[2]
        if m[1] == '"':
            check_own_include(path, number, room, m[2])
        else:
            check_foreign_include(path, number, room, m[2])
    own = path[:-2] + ".h"
    if path.endswith(".c") and os.path.exists(own) and os.path.basename(first or "") != os.path.basename(own):
        say(path, 1, f"includes its own header first ('{os.path.basename(own)}')")


def check_library(path, code):
    for number, line in enumerate(code.splitlines(), 1):
        for m in FORBIDDEN.finditer(line):
            before = line[:m.start()].rstrip()
            if before.endswith((".", "->")) or (path, m[1]) in EXCEPT:
                continue
            say(path, number, f"{m[1]}() is not for the library")
        if re.search(r"\b(stdout|stderr)\b", line):
            say(path, number, "the library never prints")
        if re.search(r"\btypedef\s+(struct|union)\s+(?!_)\w*\s*(\{|\w+;)", line):
            say(path, number, "no struct typedefs")


def check_shape(path, text, code):
    lines = text.splitlines()
    generated = any("Generated by" in line for line in lines[:6])
    if not lines or "SPDX-License-Identifier: MIT" not in lines[0]:
        say(path, 1, "the first line names the licence (SPDX-License-Identifier: MIT)")
    if len(lines) < 2 or not re.match(r"(//|/\*) \S", lines[1]):
        say(path, 2, "the second line says in one sentence what this is")
    if "\t" in text:
        say(path, text[:text.index("\t")].count("\n") + 1, "a tab")
    n = sum(1 for line in code.splitlines() if line.strip())
    if n > MAX_CODE_LINES and not generated:
        say(path, 1, f"{n} lines of code (at most {MAX_CODE_LINES}: split it by subject)")


def listed_codes(path):
    """Codes of the tables, which have one form. Each stands once; tables, and codes within them, are in order."""
    listed = set()
    last = first = ""
    with open(path, encoding="utf-8") as f:
        lines = f.read().splitlines()
    for number, line in enumerate(lines, 1):
        if re.match(r"\|\s*code\b", line):
            last = ""
            if line != CODE_TABLE:
                say(path, number, f"tables of codes begin '{CODE_TABLE}'")
        if not (m := re.match(r"\|\s*`?(CT-[A-Z]\d+)", line)):
            continue
        # The first table is of codes that stop an input, whatever their letter.
        before = last or ("" if first == "CT-D001" else first)
        if m[1] in listed:
            say(path, number, f"{m[1]} is listed twice")
        elif m[1] < before:
            say(path, number, f"{m[1]} stands behind {before}")
        first = first if last else m[1]
        last = m[1]
        listed.add(m[1])
    return listed


def check_codes(sources):
    listed = listed_codes("docs/diagnostics.md")
    used = {}
    for path, text in sources.items():
        for number, line in enumerate(text.splitlines(), 1):
            for code in CODE.findall(line):
                if not line.lstrip().startswith(("//", "/*", "*")):
                    used.setdefault(code, (path, number))
    for code, (path, number) in sorted(used.items()):
        if code not in listed:
            say(path, number, f"{code} is not listed in docs/diagnostics.md")
    for code in sorted(listed - set(used)):
        say("docs/diagnostics.md", 1, f"{code} is listed but not used in src/")


def main():
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    sources = {}
    for path in sorted(glob.glob("src/**/*.[ch]", recursive=True)):
        with open(path, encoding="utf-8") as f:
            text = sources[path] = f.read()
        code, room = strip(text), room_of(path)
        check_includes(path, text, room)
        check_shape(path, text, code)
        if room != "cli":
            check_library(path, code)
    for path in sorted(glob.glob("tests/*/*.[ch]")):
        with open(path, encoding="utf-8") as f:
            text = f.read()
        check_shape(path, text, strip(text))
    check_codes(sources)
    for p in problems:
        print(p)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
