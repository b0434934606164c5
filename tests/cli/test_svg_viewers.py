#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""SVG in other people's programs: Chromium, Inkscape and librsvg show the picture that the PNG is, and what an editor
does to it (take a layer away, change a name) comes out right. A program that is not installed is passed over."""
import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET

from harness import BUILD, ROOT, Skip, expect, main, read, run, write
from odd_style import STYLE, STYLE_VIEW

SVG = "{http://www.w3.org/2000/svg}"
INK = "{http://www.inkscape.org/namespaces/inkscape}"
GOLDEN = os.path.join(ROOT, "tests", "golden")
# Stacks and leaders, callouts, areas that are elements of their own (also of one
# colour, side by side), a globe's horizon, tracks with arrowheads; and
# the odd style: curved names, scripts, patterns, ramps, icons.
CASES = {name: [os.path.join(GOLDEN, name, "doc.yaml"), "--dpi", "96"]
         for name in ("stacks", "callouts", "areas", "world-shaded", "globe", "tracks")}
DRAWN = {}


def need(program):
    if not shutil.which(program):
        raise Skip(f"no {program}")


def stem_of(name):
    return os.path.join(BUILD, "viewers", name)


def draw(name):
    """The case as PNG and SVG, drawn once."""
    if name not in DRAWN:
        stem = stem_of(name)
        os.makedirs(os.path.dirname(stem), exist_ok=True)
        if name == "odd":
            args = [write(stem + ".json", json.dumps(STYLE)), *STYLE_VIEW]
        else:
            args = CASES[name]
        r = run("render", *args, "-q", "-o", stem + ".png", "-o", stem + ".svg")
        expect(r.code == 0, name, r)
        DRAWN[name] = stem
    return DRAWN[name]


def size_of(png):
    head = read(png)[16:24]
    return int.from_bytes(head[:4], "big"), int.from_bytes(head[4:], "big")


def surroundings(folder):
    """Our fonts and no others, and a home that nobody has set up."""
    conf = write(os.path.join(folder, "fonts.conf"), f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{os.path.join(ROOT, "styles", "fonts")}</dir><cachedir>{folder}/cache</cachedir></fontconfig>""")
    return {"FONTCONFIG_FILE": conf, "HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_CACHE_HOME": folder}


def rsvg(svg, png, size, folder):
    return run("-w", size[0], "-h", size[1], "-o", png, svg, env=surroundings(folder), program="rsvg-convert")


def inkscape(svg, png, size, folder):
    return run("--export-type=png", f"--export-filename={png}", "-w", size[0], "-h", size[1], svg,
               env=surroundings(folder), program="inkscape")


def chromium(svg, png, size, folder):
    return run("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1",
               f"--user-data-dir={folder}/chromium", f"--window-size={size[0]},{size[1]}", f"--screenshot={png}",
               "file://" + svg, env=surroundings(folder), program="chromium")


VIEWERS = {"chromium": chromium, "inkscape": inkscape, "rsvg-convert": rsvg}


def compare_tool():
    tool, source = os.path.join(BUILD, "golden", "compare"), os.path.join(GOLDEN, "compare.c")
    if not os.path.exists(tool) or os.path.getmtime(tool) < os.path.getmtime(source):
        os.makedirs(os.path.dirname(tool), exist_ok=True)
        flags = subprocess.run(["pkg-config", "--cflags", "--libs", "spng"], stdout=subprocess.PIPE, check=True, text=True)
        subprocess.run(["cc", "-std=c17", "-O2", source, "-o", tool, *flags.stdout.split()], check=True)
    return tool


def differing(png, other, diff):
    """The share, in per cent, of pixels that have nothing like them next to where they are."""
    r = run(png, other, diff, program=compare_tool())
    found = re.match(rb"([\d.]+)% differ", r.out)
    expect(r.code == 0 or found, r)
    return float(found.group(1)) if found else 0.0


def shown_alike(viewer, folder):
    need(viewer)
    for name in ["odd", *CASES]:
        stem = draw(name)
        got = f"{stem}.{viewer}.png"
        if os.path.exists(got):
            os.remove(got)
        r = VIEWERS[viewer](stem + ".svg", got, size_of(stem + ".png"), folder)
        expect(os.path.exists(got), viewer, name, r)
        share = differing(stem + ".png", got, f"{stem}.{viewer}.diff.png")
        print(f"  {viewer}: {name}: {share:.2f} % of the pixels differ")
        # Programs stretch the page to whole pixels, and smooth edges in their own ways.
        expect(share <= 0.3, viewer, "shows", name, "otherwise:", share, "% of the pixels, see", got)


def chromium_shows_the_png(folder):
    shown_alike("chromium", folder)


def inkscape_shows_the_png(folder):
    shown_alike("inkscape", folder)


def librsvg_shows_the_png(folder):
    shown_alike("rsvg-convert", folder)


# ---- Edits


def edit(svg, actions, folder):
    r = run(f"--actions={actions}", svg, env=surroundings(folder), program="inkscape")
    expect(r.code == 0 and "unknown type" not in r.err, actions, r)
    return r


def boxes(svg, folder):
    """What Inkscape says of all elements: id -> x, y, width, height in pixels."""
    r = run("--query-all", svg, env=surroundings(folder), program="inkscape")
    rows = [line.split(",") for line in r.out.decode().splitlines() if line.count(",") == 4]
    return {row[0]: [float(x) for x in row[1:]] for row in rows}


def labelled(root, label):
    found = [g for g in root.iter(SVG + "g") if g.get(INK + "label") == label]
    expect(len(found) == 1, "layers called", label, len(found))
    return found[0]


def layers_are_layers(folder):
    """Inkscape's own list of layers holds all of ours; one of them is taken away by its name and nothing else is."""
    need("inkscape")
    stem = draw("stacks")
    root = ET.parse(stem + ".svg").getroot()
    ours = {g.get("id") for g in root.iter(SVG + "g") if g.get(INK + "groupmode") == "layer"}
    listed = edit(stem + ".svg", "select-all:layers;select-list", folder).out.decode()
    top = {g.get("id") for g in root if g.tag == SVG + "g"}
    expect(top and all(re.search(rf"\b{re.escape(i)}\b", listed) for i in top), "layers", top, "in", listed[:2000])
    marks = labelled(root, "counted-mark")
    expect(marks.get("id") in ours)
    out = os.path.join(folder, "without.svg")
    edit(stem + ".svg", f"select-by-id:{marks.get('id')};delete;export-filename:{out};export-plain-svg;export-do", folder)
    left = {e.get("id") for e in ET.parse(out).getroot().iter() if e.get("id")}
    gone = {e.get("id") for e in marks.iter() if e.get("id")}
    kept = {e.get("id") for e in root.iter() if e.get("id")} - gone
    expect(gone and not gone & left, "still there:", sorted(gone & left)[:5])
    expect(kept <= left, "lost with it:", sorted(kept - left)[:5])


def new_words_need_no_more(folder):
    """A name that is changed is as wide as its new words are, and so is its halo, where that is a copy."""
    need("inkscape")
    stem = draw("odd")
    before = boxes(stem + ".svg", folder)
    tree = ET.parse(stem + ".svg")
    text = next(e for e in tree.getroot().iter(SVG + "text") if e.get("id") == "names-5-name")
    was = "".join(text.itertext())
    text.text = was + was
    out = os.path.join(folder, "changed.svg")
    tree.write(out, encoding="utf-8")
    after = boxes(out, folder)
    wide, now = before["names-5-name"][2], after["names-5-name"][2]
    expect(1.7 * wide < now < 2.3 * wide, "from", wide, "to", now)
    same = [i for i in before if i.startswith("ring") and before[i] != after.get(i)]
    expect(not same, "moved with it:", same)
    png = os.path.join(folder, "changed.png")
    r = inkscape(out, png, size_of(stem + ".png"), folder)
    expect(os.path.exists(png), r)
    share = differing(f"{stem}.png", png, os.path.join(folder, "d.png"))
    expect(0 < share < 1, "the words alone change:", share, "%")


def features_are_where_they_say(folder):
    """Inkscape finds every mark of the data where the SVG says, in its own pixels (96 an inch)."""
    need("inkscape")
    stem = draw("stacks")
    found, checked = boxes(stem + ".svg", folder), 0
    for use in ET.parse(stem + ".svg").getroot().iter(SVG + "use"):
        if not use.get("id") or not use.get("x") or use.get("id") not in found:
            continue
        x, y, w, h = found[use.get("id")]
        px, py = float(use.get("x")) * 96 / 72, float(use.get("y")) * 96 / 72
        expect(x - 1 <= px <= x + w + 1 and y - 1 <= py <= y + h + 1, use.get("id"), found[use.get("id")], px, py)
        checked += 1
    expect(checked > 30, "only", checked)


main([chromium_shows_the_png, inkscape_shows_the_png, librsvg_shows_the_png, layers_are_layers, new_words_need_no_more,
      features_are_where_they_say])
