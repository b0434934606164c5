#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The benchmark's map with Mapnik. usage: mapnik_map.py DATADIR POINTS(.shp|.gpkg) OUT(.png|.pdf|.svg)"""
import sys

import mapnik

COLORS = {"launch": "#d7301f", "test": "#7a0177", "transfer": "#2166ac", "cyber": "#1a9850"}


def source(path, layer):
    if path.endswith(".shp"):
        return f'<Parameter name="type">shape</Parameter><Parameter name="file">{path}</Parameter>'
    return (f'<Parameter name="type">ogr</Parameter><Parameter name="file">{path}</Parameter>'
            f'<Parameter name="layer">{layer}</Parameter>')


def layer(style, path, name):
    return (f'<Layer name="{style}" srs="epsg:4326"><StyleName>{style}</StyleName>'
            f"<Datasource>{source(path, name)}</Datasource></Layer>")


def main():
    folder, points, out = sys.argv[1:4]
    rules = "".join(
        f"<Rule><Filter>[type]='{k}'</Filter><MarkersSymbolizer width=\"5\" height=\"5\" fill=\"{v}\" stroke=\"#fff\""
        ' stroke-width="0.5" opacity="0.8" allow-overlap="true"/></Rule>' for k, v in COLORS.items())
    xml = ('<Map srs="epsg:3857" background-color="#cfe3f0">'
           '<Style name="c"><Rule><PolygonSymbolizer fill="#f4f1ea"/><LineSymbolizer stroke="#888" stroke-width="0.7"/>'
           '</Rule></Style><Style name="s"><Rule><LineSymbolizer stroke="#bbb" stroke-width="0.4"/></Rule></Style>'
           f'<Style name="p">{rules}</Style>'
           f'{layer("c", folder + "/countries.shp", "countries")}{layer("s", folder + "/states.shp", "states")}'
           f'{layer("p", points, "incidents")}</Map>')
    m = mapnik.Map(1600, 1200)
    mapnik.load_map_from_string(m, xml)
    m.zoom_to_box(mapnik.Box2d(6679169, -637000, 16697923, 6877065))
    mapnik.render_to_file(m, out)


main()
