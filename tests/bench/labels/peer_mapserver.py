#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Labels a set with MapServer: POSITION AUTO (eight places), marks as obstacles, nothing forced, nothing cut.

usage: peer_mapserver.py SET.json OUT.pdf RUNS     prints JSON
"""
import json
import os
import sys
import time


def document(the_set, labels, folder):
    w, h, k = the_set["width"], the_set["height"], the_set["m_per_pt"]
    fonts = os.path.join(folder, "mapserver-fonts.txt")
    with open(fonts, "w", encoding="utf-8") as f:
        f.write(f"source {the_set['font']}\n")
    # SIZE is for 96 dots an inch; the colour tells which label an outline is of.
    label = f'''LABEL TYPE TRUETYPE FONT "source" SIZE {the_set["text_pt"] * 0.75} COLOR [color] POSITION AUTO FORCE FALSE PARTIALS FALSE
 OFFSET 1 1 END''' if labels else ""
    source = f'CONNECTIONTYPE OGR CONNECTION "{the_set["metres"]}" PROJECTION "init=epsg:3857" END'
    dot = f'SYMBOL "dot" SIZE {the_set["mark_pt"]:.3f} COLOR 204 34 34'
    return f'''MAP SIZE {w} {h} EXTENT {-(w - 1) / 2 * k} {-(h - 1) / 2 * k} {(w - 1) / 2 * k} {(h - 1) / 2 * k} UNITS METERS
MAXSIZE 8192 IMAGECOLOR 255 255 255 FONTSET "{fonts}"
OUTPUTFORMAT NAME pdf DRIVER "CAIRO/PDF" MIMETYPE "application/pdf" EXTENSION "pdf" END IMAGETYPE pdf
PROJECTION "init=epsg:3857" END
SYMBOL NAME "dot" TYPE ELLIPSE FILLED TRUE POINTS 1 1 END END
LAYER NAME marks TYPE POINT STATUS DEFAULT {source} CLASS LABEL FORCE TRUE PRIORITY 10 STYLE {dot} END END END END
LAYER NAME texts TYPE POINT STATUS DEFAULT {source} LABELITEM "name" CLASS STYLE {dot} END {label} END END END'''


def render(mapscript, the_set, labels, out):
    m = mapscript.fromstring(document(the_set, labels, os.path.dirname(os.path.abspath(out))))
    start = time.process_time()
    image = m.draw()
    image.save(out)
    return time.process_time() - start


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        the_set = json.load(f)
    out, runs = sys.argv[2], int(sys.argv[3])
    config = out + ".conf"
    with open(config, "w", encoding="ascii") as f:
        f.write("CONFIG\nEND\n")
    os.environ["MAPSERVER_CONFIG_FILE"] = config
    import mapscript
    # The first starts what later ones have.
    render(mapscript, the_set, True, out)
    without = sorted(render(mapscript, the_set, False, out) for _ in range(runs))[runs // 2]
    with_labels = sorted(render(mapscript, the_set, True, out) for _ in range(runs))[runs // 2]
    print(json.dumps({"version": mapscript.MS_VERSION, "outlines": out, "seconds": max(0, with_labels - without)}))


main()
