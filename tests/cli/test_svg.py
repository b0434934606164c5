#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""SVG: well-formed, named, text as text, at the places of the PDF and with the looks of the PNG."""
import glob
import json
import html
import os
import re
import shutil
import statistics
import subprocess
import xml.etree.ElementTree as ET

from harness import BUILD, ROOT, Skip, expect, main, read, run, write
from odd_style import NAMES, STYLE, STYLE_VIEW

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
INK = "{http://www.inkscape.org/namespaces/inkscape}"
MAPS = sorted(glob.glob(os.path.join(ROOT, "maps", "*.yaml")))
OUTPUTS = {}


def draw(source, folder, *options):
    """The map as SVG, PNG and PDF; the same three files for every test that asks for the same map."""
    key = (source, *options)
    if key not in OUTPUTS:
        stem = os.path.join(BUILD, "svg", f"{len(OUTPUTS)}-{os.path.basename(source).rsplit('.', 1)[0]}")
        os.makedirs(os.path.dirname(stem), exist_ok=True)
        r = run("render", source, "-q", *options, *(x for e in ("svg", "png", "pdf") for x in ("-o", f"{stem}.{e}")))
        expect(r.code == 0, source, r)
        OUTPUTS[key] = stem
    return OUTPUTS[key]


def odd_style(folder):
    path = write(os.path.join(BUILD, "svg-odd.json"), json.dumps(STYLE))
    return draw(path, folder, *STYLE_VIEW)


def every_map(folder):
    return [draw(m, folder) for m in MAPS] + [odd_style(folder)]


def fonts_only_ours(folder):
    conf = write(os.path.join(folder, "fonts.conf"), f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{os.path.join(ROOT, "styles", "fonts")}</dir><cachedir>{folder}/cache</cachedir></fontconfig>""")
    return {"FONTCONFIG_FILE": conf}


def well_formed_and_named(folder):
    for stem in every_map(folder):
        root = ET.parse(stem + ".svg").getroot()
        expect(root.tag == SVG + "svg" and root.get("role") == "img", stem, root.attrib)
        w, h = (float(root.get(k)[:-2]) for k in ("width", "height"))
        expect(root.get("width").endswith("pt") and root.get("viewBox") == f"0 0 {w:g} {h:g}".replace("+", ""),
               stem, root.attrib)
        ids = [e.get("id") for e in root.iter() if e.get("id")]
        expect(len(ids) == len(set(ids)), stem, "ids twice:", [i for i in ids if ids.count(i) > 1][:5])
        refs = {m for e in root.iter() for v in e.attrib.values() for m in re.findall(r"url\(#([^)]*)\)", v)}
        refs |= {v[1:] for e in root.iter() for v in [e.get(XLINK + "href", "")] if v.startswith("#")}
        expect(refs and refs <= set(ids), stem, "dangling:", refs - set(ids))
        layers = [g for g in root.iter(SVG + "g") if g.get(INK + "groupmode") == "layer"]
        expect(layers and all(g.get(INK + "label") and g.get("id") for g in layers), stem)
        for e in root.iter():
            for k in ("x", "y", "r", "width", "stroke-width", "font-size", "textLength"):
                expect(re.fullmatch(r"-?(\d*\.)?\d+(pt)?", e.get(k, "0")), stem, k, e.get(k))
        for d in (e.get("d") for g in layers for e in g.iter(SVG + "path")):
            expect(re.fullmatch(r"(M[-\d. ]+(l[-\d. ]+|L[-\d. ]+)*(h0)?z?)*", d), stem, d[:200])
    root = ET.parse(draw(MAPS[0], folder) + ".svg").getroot()
    expect(root.find(SVG + "title").text and root.get("aria-labelledby").startswith("title"), root.attrib)


def features_have_elements(folder):
    root = ET.parse(odd_style(folder) + ".svg").getroot()
    by_id = {e.get("id"): e for e in root.iter() if e.get("id")}
    for i in range(1, len(NAMES) + 1):
        for name, tag in ((f"ring-{i}", "use"), (f"icons-{i}", "use"), (f"names-{i}-name", "text")):
            expect(name in by_id and by_id[name].tag == SVG + tag, name, sorted(by_id))
        expect("".join(by_id[f"names-{i}-name"].itertext()) == NAMES[i - 1], i)
    icon = by_id["icons-1"]
    expect(by_id[icon.get(XLINK + "href")[1:]].tag == SVG + "symbol" and "rotate(30)" in icon.get("transform"), icon.attrib)


def texts_are_text(folder):
    stem = draw(os.path.join(ROOT, "maps", "dprk-facilities.yaml"), folder)
    root = ET.parse(stem + ".svg").getroot()
    texts = [" ".join("".join(t.itertext()).split()) for t in root.iter(SVG + "text")]
    for words in ("Nuclear, missile and port facilities in the DPRK", "Institute of Atomic Energy", "NORTH KOREA"):
        expect(words in texts, words, texts)
    halos = [e for e in root.iter() if e.get("paint-order")]
    expect(halos and all(e.get("stroke") and e.get("stroke-linejoin") == "round" for e in halos))
    # All that the PDF says, and nothing more.
    pdf = subprocess.run(["pdftotext", "-bbox", stem + ".pdf", "-"], stdout=subprocess.PIPE, check=True).stdout
    want = sorted(html.unescape("".join(re.findall(r">([^<]*)</word>", pdf.decode()))).replace(" ", ""))
    got = sorted(c for c in "".join(texts) if not c.isspace())
    expect("".join(want).replace("\u2009", "").replace("\u00a0", "") == "".join(got), "".join(want), "".join(got))


def outlines_on_request(folder):
    out = os.path.join(folder, "o.svg")
    source = os.path.join(BUILD, "svg-odd.json")
    odd_style(folder)
    r = run("render", source, "-q", *STYLE_VIEW, "--outline-text", "-o", out)
    expect(r.code == 0, r)
    root = ET.parse(out).getroot()
    labels = [g.get("aria-label") for g in root.iter(SVG + "g") if g.get("role") == "img"]
    expect(not list(root.iter(SVG + "text")) and set(NAMES) <= set(labels), labels)
    alike(out, odd_style(folder) + ".png", folder)


def pieces(element, size=None, family=None):
    """Each stretch of a text element that has a place: its words, place, size and font."""
    size = element.get("font-size") or size
    family = (element.get("font-family") or family, element.get("font-weight"), element.get("font-style"))
    if element.get("x") and (element.text or "").strip():
        yield element.text, float(element.get("x")), float(element.get("y")), float(size), family
    for child in element:
        yield from pieces(child, size, family[0])


def places_agree_with_pdf(folder):
    """First letters and baselines to 0.1 pt. A PDF tells boxes, so baselines are as far below their tops
    as each font has it, which is the same for all its texts."""
    checked = 0
    for m in MAPS:
        stem = draw(m, folder)
        done = subprocess.run(["pdftotext", "-bbox", stem + ".pdf", "-"], stdout=subprocess.PIPE, check=True, text=True)
        words = [(float(x), float(y), w.replace("&amp;", "&")) for x, y, w in re.findall(
            r'<word xMin="([\d.-]+)" yMin="([\d.-]+)"[^>]*>([^<]*)</word>', done.stdout)]
        below = {}
        for text in ET.parse(stem + ".svg").getroot().iter(SVG + "text"):
            if text.get("transform") or text.find(f"{SVG}tspan[@rotate]") is not None:
                continue
            for said, x, y, size, font in pieces(text):
                first = said.split()[0]
                near = [(abs(wx - x), (y - wy) / size) for wx, wy, w in words
                        if (first.startswith(w) or w.startswith(first)) and 0 < y - wy < 1.5 * size]
                expect(near, m, said, "is not in the PDF near", x, y)
                expect(min(near)[0] < 0.1, m, said, "is", min(near)[0], "pt from where the PDF has it")
                below.setdefault(font, []).append((min(near)[1] * size, size, said))
                checked += 1
        for font, v in below.items():
            ascent = statistics.median(b / s for b, s, _ in v)
            expect(0.7 < ascent < 1.2, m, font, ascent)
            for b, s, said in v:
                expect(abs(b - ascent * s) < 0.1, m, said, "has a baseline", b - ascent * s, "pt off")
    expect(checked > 200, "only", checked)


def compare_tool():
    tool, source = os.path.join(BUILD, "golden", "compare"), os.path.join(ROOT, "tests", "golden", "compare.c")
    if not os.path.exists(tool) or os.path.getmtime(tool) < os.path.getmtime(source):
        os.makedirs(os.path.dirname(tool), exist_ok=True)
        flags = subprocess.run(["pkg-config", "--cflags", "--libs", "spng"], stdout=subprocess.PIPE, check=True, text=True)
        subprocess.run(["cc", "-std=c17", "-O2", source, "-o", tool, *flags.stdout.split()], check=True)
    return tool


def alike(svg, png, folder):
    """As the golden maps are compared: how many of the pixels have nothing like them next to where they are. At most
    0.4 %: rsvg-convert stretches the page to whole pixels, by up to a quarter of one."""
    size = read(png)[16:24]
    w, h = int.from_bytes(size[:4], "big"), int.from_bytes(size[4:], "big")
    got = os.path.join(folder, "rsvg.png")
    r = run("-w", w, "-h", h, "-o", got, svg, env=fonts_only_ours(folder), program="rsvg-convert")
    expect(r.code == 0, svg, r)
    r = run(png, got, os.path.join(BUILD, "svg", os.path.basename(svg) + ".diff.png"), program=compare_tool())
    differ = re.match(rb"([\d.]+)% differ", r.out)
    expect(r.code == 0 or (differ and float(differ.group(1)) <= 0.4), svg, "differs from the PNG:", r)


def looks_like_the_png(folder):
    if not shutil.which("rsvg-convert"):
        raise Skip("no rsvg-convert")
    for stem in every_map(folder):
        alike(stem + ".svg", stem + ".png", folder)


def same_bytes_wherever(folder):
    source = os.path.join(BUILD, "svg-odd.json")
    want = read(odd_style(folder) + ".svg")
    out = os.path.join(folder, "b.svg")
    r = run("render", source, "-q", *STYLE_VIEW, "-o", out, cwd=folder,
            env={"TZ": "Asia/Pyongyang", "LC_ALL": "de_DE.UTF-8", "HOME": folder})
    expect(r.code == 0 and read(out) == want, r)
    r = run("render", source, "-q", *STYLE_VIEW, "-o", "-", "--format", "svg")
    expect(r.code == 0 and r.out == want, r.code, len(r.out), len(want))


def hostile_words_stay_words(folder):
    out = os.path.join(folder, "h.svg")
    title = "a<b & \"c\" ]]> --> \x01\x0b &lt; '"
    r = run("render", os.path.join(folder, "sites.csv"), "-q", "--title", title, "-o", out)
    expect(r.code == 0, r)
    root = ET.parse(out).getroot()
    expect(root.find(SVG + "title").text == title.replace("\x01", "").replace("\x0b", ""), root.find(SVG + "title").text)
    expect(any("<b & \"c\"" in "".join(t.itertext()) for t in root.iter(SVG + "text")))


main([well_formed_and_named, features_have_elements, texts_are_text, outlines_on_request, places_agree_with_pdf,
      looks_like_the_png, same_bytes_wherever, hostile_words_stay_words])
