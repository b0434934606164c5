#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Marks that share a place: the key `stack`, what each mode prints, what is refused. Judged by the page's text."""
import re
import shutil
import subprocess

from harness import Skip, expect, main, read, run, write

HEAD = "name,kind,date,lat,lon\n"
DEEP = HEAD + "".join(f"Event {i},{'sure' if i % 4 else 'unsure'},2018-{i % 12 + 1:02d}-05,38.5,125.5\n" for i in range(1, 13)) + \
    "Alone,sure,2018-01-01,39.5,126.5\n"
SAME = HEAD + "Port,a,2018-02-01,38.5,125.5\nPort,a,2018-01-01,38.5,125.5\nPort,a,,38.5,125.5\nInland,a,2019-01-01,39.5,126.5\n"


def words(folder, rows, entry, *args):
    """The page's text, one line a printed line."""
    if not shutil.which("pdftotext"):
        raise Skip("pdftotext is not installed")
    write(f"{folder}/e.csv", rows)
    write(f"{folder}/d.yaml", f"data:\n  e: {{ path: e.csv, label: name{entry} }}\nbase: {{ labels: false }}\n")
    r = run("render", "d.yaml", "-o", "d.pdf", *args, cwd=folder)
    expect(r.code == 0, r)
    done = subprocess.run(["pdftotext", "-raw", f"{folder}/d.pdf", "-"], capture_output=True, check=True)
    return [re.sub(r"\s+", " ", line).strip() for line in done.stdout.decode().splitlines()], r


def counted(folder):
    for entry in (", stack: count", "", ", stack: auto", ", stack: { show: count, near: false }"):
        text, _ = words(folder, DEEP, entry)
        expect("12" in text and "Event 1" in text and "and 10 more" in text and "Alone" in text, entry, text)
        expect("Several at one place (number)" in text and "n" in text, entry, text)
    text, _ = words(folder, SAME, "")
    # One name for all of them, and how many.
    expect(text.count("Port") == 1 and "3" in text, text)


def looks_are_counted_apart(folder):
    text, _ = words(folder, DEEP, ", class: kind")
    numbers = " ".join(text).split()
    expect("9" in numbers and "3" in numbers and "12" not in " ".join(text).replace("Event 12", "").split(), text)


def not_stacked(folder):
    text, _ = words(folder, DEEP, ", stack: none")
    expect(not any("Several" in t or "more" in t for t in text), text)
    # A dozen names round one mark: some have no room, and are told of.
    far = HEAD + "".join(f"N{i},a,2018-01-01,{38 + i / 10},125.5\n" for i in range(9))
    text, _ = words(folder, far, "")
    expect(not any("Several" in t for t in text), text)


def fanned(folder):
    # Room on all sides.
    text, r = words(folder, DEEP + "South,sure,2018-01-01,37.5,124.5\n", ", stack: fan")
    expect("Spread around one place" in text and not any("more" in t for t in text), text)
    expect(all(re.search(rf"\bEvent {i}\b", " ".join(text)) for i in range(1, 13)), text, r)


def too_deep_for_a_fan(folder):
    rows = HEAD + "".join(f"E,a,2018-01-01,38.5,125.5\n" for _ in range(80)) + "Alone,a,2018-01-01,39.5,126.5\n"
    text, r = words(folder, rows, ", stack: fan")
    expect("80" in text and "d.yaml:2: note: data 'e': 80 marks at one place" in r.err and "CT-L411" in r.err, r)


def listed(folder):
    text, _ = words(folder, DEEP, ", stack: list")
    at = [text.index(f"5 {month} 2018 Event {i}") for month, i in (("Jan", 12), ("Feb", 1), ("Mar", 2), ("Dec", 11))]
    expect(at == sorted(at), text)
    expect("Several at one place (number), listed" in text, text)
    # A label that has the date is not dated again; equal lines stand once.
    write(f"{folder}/e.csv", SAME)
    text, _ = words(folder, SAME.replace("Port", "Port of 2018-02-01"), ", stack: list")
    expect("Port of 2018-02-01 \u00d72" in text and "1 Jan 2018 Port of 2018-02-01" in text, text)
    text, _ = words(folder, SAME.replace("2018-02-01", "2018-01-01"), ", stack: list")
    expect("1 Jan 2018 Port \u00d72" in text, text)


def near_ones(folder):
    # A quarter of a mark apart on the page.
    rows = HEAD + "A,a,2018-01-01,38.5,125.5\nB,a,2018-01-02,38.5,125.51\nFar,a,2018-01-01,45.5,132\n"
    text, _ = words(folder, rows, ", stack: count")
    expect("2" in text, text)
    for entry in ("", ", stack: { show: count, near: false }"):
        text, _ = words(folder, rows, entry)
        expect("2" not in text, entry, text)


def counts_of_the_legend_stay(folder):
    write(f"{folder}/e.csv", DEEP)
    write(f"{folder}/d.yaml", "data:\n  e: { path: e.csv, class: kind, stack: count }\nlegend: { counts: true }\n")
    r = run("render", "d.yaml", "-o", "d.pdf", cwd=folder)
    if not shutil.which("pdftotext"):
        raise Skip("pdftotext is not installed")
    done = subprocess.run(["pdftotext", "-raw", f"{folder}/d.pdf", "-"], capture_output=True, check=True)
    text = re.sub(r"[ \u00a0]+", " ", done.stdout.decode())
    expect(r.code == 0 and "sure 10" in text and "unsure 3" in text, r, text)


def many_are_left_alone(folder):
    rows = HEAD + "".join(f",a,2018-01-01,{38.5 + i % 50 / 50},{125.5 + i % 40 / 40}\n" for i in range(2400))
    text, _ = words(folder, rows, "")
    expect(not any("Several" in t for t in text), text)
    text, _ = words(folder, rows, ", stack: count")
    expect("Several at one place (number)" in text, text)


def styles_are_not_stacked(folder):
    points = ",".join('{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[125.5,38.5]}}' for _ in "abc")
    write(f"{folder}/s.json", '{"version":8,"sources":{"p":{"type":"geojson","data":{"type":"FeatureCollection","features":['
          + points + ']}}},"layers":[{"id":"p","type":"symbol","source":"p","layout":{"icon-image":"circle","text-field":"x"}}]}')
    r = run("render", "s.json", "-o", "s.pdf", "--center", "125.5,38.5", "--zoom", "5", cwd=folder)
    if r.code == 0 and shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", "-raw", f"{folder}/s.pdf", "-"], capture_output=True, check=True)
        expect(not re.search(rb"\b3\b", done.stdout) and b"Several" not in done.stdout, done.stdout)
    expect(r.code == 0, r)


def the_same_bytes(folder):
    write(f"{folder}/e.csv", DEEP)
    for mode in ("count", "fan", "list"):
        write(f"{folder}/d.yaml", f"data:\n  e: {{ path: e.csv, class: kind, label: name, stack: {mode} }}\n")
        for name in ("a.png", "b.png"):
            r = run("render", "d.yaml", "-o", name, "--size=500x400", cwd=folder)
            expect(r.code == 0, r)
        expect(read(f"{folder}/a.png") == read(f"{folder}/b.png"), mode)


def what_is_refused(folder):
    for entry, said in (("stack: pile", "'stack' must be count, fan, list, none or auto, not 'pile'"),
                        ("stack: { near: false }", "'stack' needs 'show' (count, fan, list, none or auto)"),
                        ("stack: { show: fan, near: maybe }", "'near'"),
                        ("stack: { show: fan, far: true }", "'far'"),
                        ("stack: [fan]", "'stack'"),
                        ("stack: count, size: date", "'stack: count' and 'size' exclude each other")):
        write(f"{folder}/d.yaml", f"data:\n  s: {{ path: sites.csv, {entry} }}\n")
        r = run("render", "d.yaml", "-o", "x.png", cwd=folder)
        expect(r.code == 1 and "d.yaml:2:" in r.err and said in r.err, entry, r)
    write(f"{folder}/d.yaml", "data:\n  s: { path: sites.csv, size: date, stack: none }\n")
    expect(run("render", "d.yaml", "-o", "x.png", "--size=300x200", cwd=folder).code == 0)


if __name__ == "__main__":
    main([counted, looks_are_counted_apart, not_stacked, fanned, too_deep_for_a_fan, listed, near_ones,
          counts_of_the_legend_stay, many_are_left_alone, styles_are_not_stacked, the_same_bytes, what_is_refused])
