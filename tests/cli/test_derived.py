#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Rings, sectors, tracks and links in documents: what is drawn where, and what is said of rows that cannot be."""
import math
import re
import subprocess

from harness import expect, main, read, run, write

PLACES = "id,name,lat,lon\nA,Alpha,10,170\nB,Béta,12,-175\nC,Gamma,-5,178\nD,Delta,,\nE,Alpha,20,175\n"
AEQD = 'view: { center: [178, 5], scale: "1:40000000", projection: "+proj=aeqd +lat_0=5 +lon_0=178" }\n'
SQUARE = "page: { size: 600x600, bare: true }\nbase: { labels: false }\n"


def render(folder, data, more="", *args):
    write(f"{folder}/d.yaml", f"data:\n{data}{AEQD}{SQUARE}{more}")
    r = run("render", "d.yaml", "-o", "d.svg", *args, cwd=folder)
    return r, read(f"{folder}/d.svg").decode() if r.code == 0 else ""


def group(svg, name):
    """The inside of the group of that layer."""
    at = re.search(rf'<g[^>]*\bid="{re.escape(name)}"[^>]*>', svg)
    if not at:
        return ""
    depth, i = 1, at.end()
    for m in re.finditer(r"<g[ >]|</g>", svg[i:]):
        depth += 1 if m.group(0) != "</g>" else -1
        if depth == 0:
            return svg[i:i + m.start()]
    return ""


def subpaths(text):
    """The polylines of all paths, in the page's units."""
    out = []
    for d in re.findall(r'\bd="([^"]*)"', text):
        x = y = 0.0
        line = []
        tokens = re.findall(r"[a-zA-Z]|-?\d*\.?\d+(?:e-?\d+)?", d)
        i, c = 0, ""
        while i < len(tokens):
            if tokens[i].isalpha():
                c = tokens[i]
                i += 1
                if c in "zZ":
                    line.append(line[0])
                    continue
            if c in "Mm" and line:
                out.append(line)
                line = []
            if c in "Hh":
                x = float(tokens[i]) + (x if c == "h" else 0)
                i += 1
            elif c in "Vv":
                y = float(tokens[i]) + (y if c == "v" else 0)
                i += 1
            else:
                rel = c.islower()
                x, y = float(tokens[i]) + (x if rel else 0), float(tokens[i + 1]) + (y if rel else 0)
                i += 2
            line.append((x, y))
            c = {"M": "L", "m": "l"}.get(c, c)
        if line:
            out.append(line)
    return out


def width_of(svg):
    return float(re.search(r'viewBox="0 0 ([\d.]+)', svg).group(1))


def rings_are_circles(folder):
    # In this projection a ring round its centre is a circle of its true length.
    write(f"{folder}/s.csv", "name,lat,lon\nMiddle,5,178\n")
    r, svg = render(folder, "  s: { path: s.csv, rings: { radii_km: [500, 2000], label: '{km} km' } }\n")
    expect(r.code == 0, r)
    mid = width_of(svg) / 2
    pt = mid / 300 * (4.0 / 3)  # the page's units a point: 600 px are 450 pt
    seen = set()
    for line in subpaths(group(svg, "s-range-ring")):
        for x, y in line:
            km = math.hypot(x - mid, y - mid) / pt * 4e7 * 0.0254 / 72 / 1000
            near = min((500, 2000), key=lambda k: abs(k - km))
            seen.add(near)
            expect(abs(km - near) < 0.002 * near + 3, "a ring's vertex at", km)
    expect(seen == {500, 2000}, seen)
    expect("500" in svg and "2000" in svg.replace("\u2009", "").replace("\u202f", ""), "names of rings")


def ring_parts_under_its_name(folder):
    write(f"{folder}/s.csv", "name,lat,lon\nMiddle,5,178\n")
    _, named = render(folder, "  s: { path: s.csv, rings: 2000 }\n")
    _, bare = render(folder, "  s: { path: s.csv, rings: { radii_km: 2000, label: false } }\n")

    def length(svg):
        return sum(math.dist(a, b) for line in subpaths(group(svg, "s-range-ring")) for a, b in zip(line, line[1:]))

    gap = (length(bare) - length(named)) / width_of(named) * 600
    expect(25 < gap < 70, "the gap under the name is", gap, "px")
    expect("s-range-label" in named and "s-range-label" not in bare, "label layers")


FLOWS = "from,to,tons\nA,B,10\nA,B,20\nB,A,5\nA,C,40\nbeta,C,1\n"


def links_are_bundled(folder):
    write(f"{folder}/p.csv", PLACES)
    write(f"{folder}/f.csv", FLOWS)
    places = "  p: { path: p.csv }\n"
    links = "  f: { path: f.csv, links: { from: from, to: to, places: p, key: name, width: tons } }\n"
    write(f"{folder}/f.csv", FLOWS.replace("A,", "Alpha,").replace(",A,", ",Alpha,").replace("B,", "Béta,")
          .replace(",C", ",Gamma"))
    r, svg = render(folder, places + links)
    expect(r.code == 0, r)
    expect("CT-D304" in r.err and "names several places" in r.err, r)
    strokes = re.findall(r'stroke-width="([\d.]+)"', group(svg, "f-link"))
    # Alpha-Béta 30, Alpha-Gamma 40, Béta-Alpha 5, Béta-Gamma 1 (found without case and accent).
    widths = sorted({float(w) for w in strokes})
    expect(len(widths) == 4, widths)
    expect(abs(widths[-1] / widths[-2] - 40 / 30) < 0.02, "widths as the sums", widths)


def both_ways_are_seen(folder):
    write(f"{folder}/p.csv", PLACES)
    write(f"{folder}/f.csv", "from,to\nA,B\nB,A\n")
    r, svg = render(folder, "  p: { path: p.csv }\n  f: { path: f.csv, links: { from: from, to: to, places: p, arrow: false } }\n")
    expect(r.code == 0, r)
    lines = [line for line in subpaths(group(svg, "f-link")) if len(line) > 1]
    expect(len(lines) == 2, "lines", len(lines))
    px = width_of(svg) / 600
    ends = [(line[0], line[-1]) for line in lines]
    # One goes where the other comes from; they are apart all along, and end before the marks' middles.
    there = math.dist(ends[0][0], ends[1][1]) < 20 * px and math.dist(ends[0][1], ends[1][0]) < 20 * px
    expect(there, ends)
    a, b = lines
    m = a[len(a) // 2]
    apart = min(math.hypot(m[0] - p[0] - t * (q[0] - p[0]), m[1] - p[1] - t * (q[1] - p[1]))
                for p, q in zip(b, b[1:]) for t in [k / 50 for k in range(51)])
    expect(1.5 * px < apart < 6 * px, "apart by", apart / px, "px")


def arrows_end_at_marks(folder):
    write(f"{folder}/p.csv", PLACES)
    write(f"{folder}/f.csv", "from,to\nA,C\n")
    tips = []
    for icon_size in (1, 3):
        r, svg = render(folder, f"  p: {{ path: p.csv, class: {{ column: id, values: {{ C: {{ size: {icon_size} }} }} }} }}\n"
                        "  f: { path: f.csv, links: { from: from, to: to, places: p } }\n")
        expect(r.code == 0, r)
        heads = [line for line in subpaths(group(svg, "f-link")) if line[0] == line[-1] and len(line) == 4]
        expect(len(heads) == 1, "heads", heads)
        tips.append(heads[0][0])
    # The larger the mark, the earlier the arrow's point: by its radius, about 5 px a size.
    px = width_of(svg) / 600
    expect(6 * px < math.dist(*tips) < 18 * px, math.dist(*tips) / px)


def rows_that_cannot_be_linked(folder):
    write(f"{folder}/p.csv", PLACES)
    write(f"{folder}/f.csv", "from,to\nA,B\nA,Bx\n,B\nA,D\nC,C\n")
    r, _ = render(folder, "  p: { path: p.csv }\n  f: { path: f.csv, links: { from: from, to: to, places: p, key: id } }\n")
    expect(r.code == 0, r)
    for code, line in (("CT-D301", 3), ("CT-D302", 4), ("CT-D303", 5), ("CT-D305", 6)):
        expect(re.search(rf"f\.csv:{line}: warning: .*\[{code}\]", r.err), code, r)
    expect("'Bx'" in r.err and "(B)" in r.err, "the value and the nearest", r)
    r, _ = render(folder, "  p: { path: p.csv }\n  f: { path: f.csv, links: { from: from, to: to, places: p, key: id } }\n",
                  "", "--strict")
    expect(r.code == 1, r)


def documents_that_are_wrong(folder):
    write(f"{folder}/p.csv", PLACES)
    write(f"{folder}/f.csv", "from,to\nA,B\n")
    cases = (("rings: { label: x }", "either 'radii_km' or 'column'"),
             ("rings: [500, -1]", "a radius must be a number of kilometres"),
             ("rings: 30000", "almost half the way round"),
             ("rings: { column: nosuch }", "has no column 'nosuch'"),
             ("rings: { radii_km: 5, label: '{nmae}' }", "did you mean 'name'?"),
             ("sectors: { radius_km: 5 }", "either 'from' and 'to' or 'bearing' and 'width_deg'"),
             ("sectors: { radius_km: 5, from: 1, to: 2, bearing: 3 }", "either 'from' and 'to'"),
             ("tracks: { bearing: id }", "'tracks' needs"),
             ("links: { from: id }", "'links' needs 'from' and 'to'"),
             ("links: { from: id, to: name, places: q }", "no data of that name"),
             ("links: { from: id, to: name, widht: 3 }", "did you mean 'width'?"),
             ("links: { from: id, to: name, key: nme }", "no column 'nme'"),
             ("links: { from: id, to: name, width: { column: lat, range: [5, 1] } }", "two rising widths"))
    for entry, said in cases:
        r, _ = render(folder, f"  p: {{ path: p.csv, {entry} }}\n")
        expect(r.code == 1 and said in r.err and "d.yaml" in r.err, entry, r)
    r, _ = render(folder, "  p: { path: p.csv }\n  f: { path: f.csv, links: { from: from, to: to, places: pp } }\n")
    expect(r.code == 1 and "did you mean 'p'?" in r.err, r)


def odd_cells_are_told(folder):
    write(f"{folder}/s.csv", "name,lat,lon,km\na,5,178,500\nb,6,178,far\nc,7,178,\nd,8,178,25000\n")
    r, _ = render(folder, "  s: { path: s.csv, rings: km }\n")
    expect(r.code == 0 and r.err.count("CT-D306") == 2 and "s.csv:3:" in r.err and "s.csv:5:" in r.err, r)


def legend_tells(folder):
    write(f"{folder}/p.csv", PLACES)
    write(f"{folder}/f.csv", "from,to,tons\nA,B,10\nA,C,400\n")
    text = ("data:\n  p: { path: p.csv, heading: Ports, rings: [300, 90000e-1, 1200], sectors: { from: 0, to: 90, radius_km: 800, label: Beam } }\n"
            "  f: { path: f.csv, links: { from: from, to: to, places: p, label: Coal, width: { column: tons, label: Tonnes } } }\n" + AEQD)
    write(f"{folder}/d.yaml", text.replace("90000e-1", "700"))
    r = run("render", "d.yaml", "-o", "d.pdf", cwd=folder)
    expect(r.code == 0, r)
    words = subprocess.run(["pdftotext", "-raw", f"{folder}/d.pdf", "-"], capture_output=True, check=True).stdout.decode()
    words = re.sub(r"\s+", " ", words)
    for said in ("Distance 300, 700 and 1200 km", "Beam", "Coal", "Tonnes", "200", "Ports"):
        expect(said in words.replace("\u2009", "").replace("\u202f", ""), said, words)


def no_false_dot(folder):
    write(f"{folder}/s.csv", "name,lat,lon,m\nsure,5,178,10\nunsure,8,170,400000\n")
    # A star has no hollow form, and may not stand in the middle of its ring all the same.
    r, svg = render(folder, "  s: { path: s.csv, icon: star, uncertainty: m }\n")
    expect(r.code == 0, r)
    marks = group(svg, "s-mark")
    uses = re.findall(r'<use[^>]*href="#([^"]+)"', marks)
    expect(len(set(uses)) == 2, "the one in the ring looks otherwise", uses)


if __name__ == "__main__":
    main([rings_are_circles, ring_parts_under_its_name, links_are_bundled, both_ways_are_seen, arrows_end_at_marks,
          rows_that_cannot_be_linked, documents_that_are_wrong, odd_cells_are_told, legend_tells, no_false_dot])
