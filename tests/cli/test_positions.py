#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Places in an SVG, counted anew from the file by cs2cs and GeodSolve; the counting itself must find forgeries."""
import os
import re
import shutil
import subprocess
import sys

from harness import ROOT, Skip, expect, main, read, run, write

CHECKER = os.path.join(ROOT, "tools", "check_positions.py")
# lon, lat, radius in m, bearing, km: over 180, near a pole, and plain ones.
PLACES = [(125.75, 39.8, 200000, 95, 900), (179.6, -17.2, 400000, 80, 1500), (-178.9, 52.1, 300000, 260, 700),
          (31.2, 30.1, 150000, 10, 400), (12.5, 78.9, 500000, 350, 1800), (-70.3, -33.4, 250000, 200, 1000),
          (2.35, 48.85, 100000, 45, 600), (166.7, -77.8, 600000, 120, 800)]
VIEWS = ["{ bbox: [-180, -85, 180, 85], projection: '+proj=eqearth +lon_0=150' }",
         "{ bbox: [-180, -85, 180, 85], projection: '+proj=robin', rotation: 17 }",
         "{ bbox: [-180, -85, 180, 85], projection: '+proj=igh' }",
         "{ bbox: [-180, -85, 180, 85], projection: '+proj=wintri +lon_0=60' }",
         "{ bbox: [-180, -80, 180, 80], projection: 'EPSG:3395', rotation: -30 }",
         "{ center: [150, 20], scale: 60000000, projection: globe, rotation: 25 }",
         "{ center: [0, 90], scale: 50000000, projection: 'EPSG:3995' }",
         "{ center: [20, -88], scale: 40000000, projection: 'EPSG:3031', rotation: 100 }",
         "{ center: [126, 39.5], scale: 5000000, projection: utm, rotation: 10 }",
         "{ center: [3, 48], scale: 6000000, projection: 'EPSG:2154' }",
         "{ center: [4, 48], scale: 9000000, projection: 'EPSG:3035', rotation: 45 }",
         "{ center: [14, 49], scale: 9000000, projection: 'EPSG:5514' }",
         "{ center: [179.9, -17], scale: 9000000, projection: 'EPSG:3832' }"]


def need():
    for name in ("cs2cs", "projinfo", "GeodSolve"):
        if not shutil.which(name):
            raise Skip(f"{name} is not installed (proj-bin, geographiclib-tools)")


def draw(folder, view):
    rows = "".join(f"p{i},{','.join(str(v) for v in p)}\n" for i, p in enumerate(PLACES))
    write(os.path.join(folder, "places.csv"), "name,lon,lat,radius,bearing,km\n" + rows)
    write(os.path.join(folder, "doc.yaml"), "data:\n  sites: { path: places.csv, stack: none, uncertainty: radius, "
          "tracks: { bearing: bearing, distance_km: km } }\n"
          f"view: {view}\npage: {{ size: 800x700, bare: true }}\nbase: {{ labels: false }}\n")
    svg = os.path.join(folder, "out.svg")
    done = run("render", "doc.yaml", "-o", svg, cwd=folder)
    expect(done.code == 0, view, done.err)
    return svg


def check(folder, svg, *more):
    options = more or ("--marks", "sites-mark", "--rings", "sites-ring:radius", "--tracks", "sites-track:bearing:km")
    return subprocess.run([sys.executable, CHECKER, svg, os.path.join(folder, "places.csv"), *options],
                          capture_output=True, text=True)


def test_places(folder):
    need()
    for view in VIEWS:
        done = check(folder, draw(folder, view))
        expect(done.returncode == 0, view, done.stdout, done.stderr)


def forged(folder, pattern, by, *more):
    svg = draw(folder, VIEWS[0])
    text = read(svg)
    if isinstance(text, bytes):
        text = text.decode()
    changed, n = re.subn(pattern, by, text, count=1)
    expect(n == 1, "nothing to forge:", pattern)
    write(svg, changed)
    return check(folder, svg, *more)


def test_forgeries(folder):
    need()
    done = forged(folder, r'(id="sites-mark-3"[^>]* x=")([\d.]+)', lambda m: f"{m[1]}{float(m[2]) + 0.06:.2f}")
    expect(done.returncode == 1 and "sites-mark-3" in done.stdout, "a mark moved by 0.06 pt:", done.stdout)
    done = forged(folder, r'id="sites-mark-3"', 'id="sites-mark-99"')
    expect(done.returncode == 1, "a mark of no row:", done.stdout)
    done = forged(folder, r'(id="sites-ring-\d+" d="M)([\d.]+)', lambda m: f"{m[1]}{float(m[2]) + 0.8:.2f}")
    expect(done.returncode == 1 and "sites-ring" in done.stdout, "a ring moved by 0.8 pt:", done.stdout)
    done = forged(folder, r'(to-crs="-?)(\d)', lambda m: m[1] + str((int(m[2]) + 1) % 10))
    expect(done.returncode == 1, "a map moved on the ground:", done.stdout)
    done = forged(folder, r"<cartouche:map[^>]*/>", "")
    expect(done.returncode == 2, "a map that is nowhere:", done.stdout)


main([test_places, test_forgeries])
