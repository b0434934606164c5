#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Labels a set with Mapnik: a list of places for each text, marks drawn before as obstacles.

usage: peer_mapnik.py SET.json OUT.pdf PLACES RUNS     prints JSON; PLACES is 8 or many
"""
import json
import os
import sys
import time

import mapnik

ALIGN = {-1: "left", 0: "middle", 1: "right"}
VALIGN = {-1: "top", 0: "middle", 1: "bottom"}


def attributes(place):
    sx, sy, dx, dy = place
    return f'horizontal-alignment="{ALIGN[sx]}" vertical-alignment="{VALIGN[sy]}" dx="{dx:.2f}" dy="{dy:.2f}"'


def document(the_set, places, labels):
    text = ""
    if labels:
        rest = "".join(f"<Placement {attributes(p)}/>" for p in places[1:])
        text = (f'<Style name="text"><Rule><TextSymbolizer face-name="Source Sans 3 Regular" size="{the_set["text_pt"]}" '
                f'placement-type="list" avoid-edges="true" margin="0" minimum-padding="0" {attributes(places[0])}>'
                f'[name]{rest}</TextSymbolizer></Rule></Style>')
    return f'''<Map srs="epsg:3857" background-color="#fff">
<Style name="mark"><Rule><MarkersSymbolizer width="{the_set["mark_pt"]:.3f}" height="{the_set["mark_pt"]:.3f}" fill="#c22"
 stroke-width="0" allow-overlap="true"/></Rule></Style>{text}
<Layer name="p" srs="epsg:3857"><StyleName>mark</StyleName>{'<StyleName>text</StyleName>' if labels else ''}
<Datasource><Parameter name="type">geojson</Parameter><Parameter name="file">{the_set["metres"]}</Parameter></Datasource>
</Layer></Map>'''


def render(the_set, places, labels, out):
    m = mapnik.Map(the_set["width"], the_set["height"])
    mapnik.load_map_from_string(m, document(the_set, places, labels))
    w, h, k = the_set["width"], the_set["height"], the_set["m_per_pt"]
    m.zoom_to_box(mapnik.Box2d(-w / 2 * k, -h / 2 * k, w / 2 * k, h / 2 * k))
    start = time.process_time()
    mapnik.render_to_file(m, out)
    return time.process_time() - start


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        the_set = json.load(f)
    out, runs = sys.argv[2], int(sys.argv[4])
    mapnik.register_fonts(os.path.dirname(the_set["font"]))
    places = the_set["places"][sys.argv[3]]
    # The first starts what later ones have.
    render(the_set, places, True, out)
    without = sorted(render(the_set, places, False, out) for _ in range(runs))[runs // 2]
    with_labels = sorted(render(the_set, places, True, out) for _ in range(runs))[runs // 2]
    print(json.dumps({"version": mapnik.mapnik_version_string(), "pdf": out, "seconds": max(0, with_labels - without)}))


main()
