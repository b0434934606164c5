#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Write the built-in themes styles/*.json: one structure, four palettes.

usage: tools/make_themes.py [--check]   (with --check nothing is written, and what differs is told)
The numbers follow the cartographic brief: sizes here are style pixels (1 px = 0.75 pt).
"""
import json
import os
import sys

REGULAR, ITALIC, SEMI = "Source Sans 3 Regular", "Source Sans 3 Italic", "Source Sans 3 Semibold"
# GeoNames asks for it (CC BY 4.0), GSHHG and Natural Earth deserve it.
CREDIT = "Base map: Natural Earth, GSHHG, GeoNames."
SHAPES = ["circle", "square", "triangle", "diamond", "pentagon", "star", "cross", "triangle-down"]
HOLLOW = {"circle": "ring", "square": "square-hollow", "triangle": "triangle-hollow", "diamond": "diamond-hollow"}
# Okabe and Ito's colour-blind-safe set, strongest first.
OKABE_ITO = ["#D55E00", "#0072B2", "#007D5C", "#A8447F", "#B87A00", "#2F8FCE", "#5C4B8A", "#4A4A4A"]

PALETTES = {
    "briefing": dict(
        summary="quiet base, print first; for panel reports and briefings",
        water="#DCE6EC", land="#ECEAE4", highlight="#FBFAF7", coast="#8FA5B2", border="#8C8A85", casing="#F6F4EF",
        admin="#BDB9B0", river="#AFC6D4", lake="#DCE6EC", sea_text="#5E7F95", country_text="#6F6C66", place_text="#5C5954",
        place_dot="#77736C", ink="#1E1E1C", halo="#F8F6F2", mark_halo="#FFFFFF", palette=OKABE_ITO, paper="#FFFFFF",
        ink_soft="#666460", frame="#8A8883", accent="#B5451B", panel="#FFFFFF", single="#C8451B",
        ramp=["#FBE3C8", "#F6BE87", "#EC9250", "#D5622A", "#A63C16", "#6B220B"], no_data="#F6F4EF",
        hill_shadow="rgba(60,52,40,0.62)", hill_light="rgba(255,255,255,0.35)", hill_accent="rgba(60,52,40,0)",
        edition="#A11D6B", gone="#66635E", ghost="#B3AFA7",
        locator_land="#E4E1D9", locator_water="#F1F5F7", graticule="#9FAFB8", track="#7C3A12", range="#A5421B", link="#8F5533"),
    "news": dict(
        summary="stronger contrast and larger names; for newspapers and screens",
        water="#D3E3EE", land="#EFEDE8", highlight="#FFFFFF", coast="#86A3B8", border="#7D7B77", casing="#FFFFFF",
        admin="#C4C1BA", river="#A9C7DB", lake="#D3E3EE", sea_text="#4C7896", country_text="#5F5D59", place_text="#4B4946",
        place_dot="#5F5D59", ink="#111111", halo="#FFFFFF", mark_halo="#FFFFFF", palette=["#C4161C", "#005A9C", "#E08A00",
        "#2B7A4B", "#6A3D9A", "#1F9BB5", "#8C5A2B", "#3B3B3B"], paper="#FFFFFF", ink_soft="#5A5A5A", frame="#B9B9B9",
        accent="#C4161C", panel="#FFFFFF", single="#C4161C",
        ramp=["#FDE3DD", "#F8B9AC", "#EE8775", "#D94F45", "#AE1F26", "#740A17"], no_data="#F7F6F3",
        hill_shadow="rgba(50,48,46,0.6)", hill_light="rgba(255,255,255,0.4)", hill_accent="rgba(50,48,46,0)",
        edition="#111111", gone="#5F5D59", ghost="#B4B1AB",
        locator_land="#DEDBD5", locator_water="#F1F5F8", graticule="#AAB9C3", track="#8A1015", range="#B0151B", link="#8F2A2E"),
    "dark": dict(
        summary="light marks on a dark ground; for slides and screens",
        water="#16212B", land="#26313A", highlight="#34424D", coast="#4E6474", border="#8795A0", casing="#1E2931",
        admin="#4A5863", river="#3A5163", lake="#16212B", sea_text="#7C9DB5", country_text="#A3AFB8", place_text="#B4BEC6",
        place_dot="#93A0AA", ink="#F2F4F5", halo="#1B262F", mark_halo="#10181F", palette=["#FF9E4A", "#59B7F0", "#3FD0A0",
        "#F08CC4", "#F5D547", "#B79CF2", "#FF6F61", "#D9D9D9"], paper="#10181F", ink_soft="#A9B4BC", frame="#4E6474",
        accent="#FF9E4A", panel="#1B262F", single="#FF9E4A",
        ramp=["#5C4B38", "#7D5C3B", "#A36F3A", "#CC8136", "#F2A14A", "#FFD59B"], no_data="#26313A",
        hill_shadow="rgba(0,0,0,0.65)", hill_light="rgba(210,225,235,0.16)", hill_accent="rgba(0,0,0,0)",
        edition="#FFFFFF", gone="#A9B4BC", ghost="#66747F",
        locator_land="#3A4751", locator_water="#1B262F", graticule="#3C4E5B", track="#FFC48A", range="#F0A868", link="#DDB083"),
    "grey": dict(
        summary="photocopy-safe: classes differ by shape and lightness only",
        water="#E9E9E9", land="#F7F7F7", highlight="#FFFFFF", coast="#8E8E8E", border="#7A7A7A", casing="#FFFFFF",
        admin="#BEBEBE", river="#C4C4C4", lake="#E9E9E9", sea_text="#6A6A6A", country_text="#6A6A6A", place_text="#545454",
        place_dot="#6E6E6E", ink="#111111", halo="#FFFFFF", mark_halo="#FFFFFF", palette=["#111111", "#7D7D7D", "#404040",
        "#A0A0A0", "#2B2B2B", "#8C8C8C", "#565656", "#B0B0B0"], paper="#FFFFFF", ink_soft="#5C5C5C", frame="#8A8A8A",
        accent="#111111", panel="#FFFFFF", single="#111111",
        ramp=["#CECECE", "#B0B0B0", "#8E8E8E", "#6B6B6B", "#444444", "#1A1A1A"], no_data="#F7F7F7",
        hill_shadow="rgba(0,0,0,0.45)", hill_light="rgba(255,255,255,0.4)", hill_accent="rgba(0,0,0,0)",
        edition="#111111", gone="#565656", ghost="#B0B0B0",
        locator_land="#DADADA", locator_water="#F6F6F6", graticule="#B0B0B0", track="#333333", range="#4C4C4C", link="#4A4A4A"),
}


def zoomed(*stops):
    return ["interpolate", ["linear"], ["zoom"], *[x for s in stops for x in s]]


# Over imagery lines are light on a dark casing, names white with a dark edge.
IMAGE_WATER, IMAGE_LAND = "#3A4C58", "#5B6157"
IMAGE_LINE, IMAGE_INK, IMAGE_HALO = "#FFFFFF", "#FFFFFF", "rgba(16,24,31,0.75)"


def over(paint):
    return {"paint": paint}


def variable_anchors(dx, dy):
    """Imhof's order: right and a little above is best, then right below, left above ..."""
    return ["left", [dx, -0.25], "bottom-left", [dx * 0.6, -dy * 0.6], "top-left", [dx * 0.6, dy * 0.6],
            "right", [-dx, -0.25], "bottom-right", [-dx * 0.6, -dy * 0.6], "top-right", [-dx * 0.6, dy * 0.6],
            "bottom", [0, -dy], "top", [0, dy]]


def base_layers(p):
    line = dict(type="line", layout={"line-join": "round", "line-cap": "round"})
    # Where an image ends, lines and names of its kind go on over dark ground.
    yield dict(id="water", type="background", metadata={"cartouche:over-imagery": over({"background-color": IMAGE_WATER})}, paint={"background-color": p["water"]})
    yield dict(id="land", type="fill", source="land", metadata={"cartouche:over-imagery": over({"fill-color": IMAGE_LAND})}, paint={"fill-color": p["land"]})
    yield dict(id="subject-country", type="fill", source="countries", metadata={"cartouche:part": "highlight", "cartouche:over-imagery": False},
               paint={"fill-color": p["highlight"]})
    yield dict(id="imagery", type="raster", source="base-imagery", metadata={"cartouche:part": "imagery"}, paint={"raster-fade-duration": 0})
    yield dict(id="shade", type="fill", source="data", metadata={"cartouche:role": "shade", "cartouche:no-data": p["no_data"]},
               paint={"fill-color": p["ramp"][2]})
    # Shadows only, and hardly any light: over a tint it works as ink that multiplies.
    yield dict(id="hillshade", type="hillshade", source="base-relief", metadata={"cartouche:part": "hillshade", "cartouche:over-imagery": {
                   "paint": {"hillshade-exaggeration": 0.3}}},
               paint={"hillshade-exaggeration": 0.5, "hillshade-illumination-direction": 315, "hillshade-illumination-anchor": "viewport",
                      "hillshade-shadow-color": p["hill_shadow"], "hillshade-highlight-color": p["hill_light"],
                      "hillshade-accent-color": p["hill_accent"]})
    yield dict(id="lakes", type="fill", source="lakes", metadata={"cartouche:over-imagery": False}, paint={"fill-color": p["lake"]})
    yield dict(id="rivers", **line, source="rivers", metadata={"cartouche:part": "rivers", "cartouche:over-imagery": False}, minzoom=3.8,
               filter=["<=", ["coalesce", ["get", "scalerank"], 0], ["step", ["zoom"], 3, 4.5, 5, 5.5, 8, 7, 12]],
               paint={"line-color": p["river"], "line-width": zoomed((4, 0.35), (7, 0.6), (10, 1.1))})
    yield dict(id="area", type="fill", source="data", metadata={"cartouche:role": "area"},
               paint={"fill-color": p["single"], "fill-opacity": 0.45})
    yield dict(id="admin1", **line, source="admin1", metadata={"cartouche:part": "admin1", "cartouche:over-imagery": over({"line-color": IMAGE_LINE, "line-opacity": 0.55})}, minzoom=4.9,
               paint={"line-color": p["admin"], "line-width": 0.4, "line-dasharray": [6, 4]})
    yield dict(id="border-casing", **line, source="borders", metadata={"cartouche:boundary": "casing", "cartouche:over-imagery": over(
        {"line-color": "#10181F", "line-opacity": 0.45})},
               filter=["all", ["!=", ["get", "class"], "other"], ["!=", ["get", "claim"], 1]],
               paint={"line-color": p["casing"], "line-opacity": 0.7, "line-width": zoomed((1, 1.0), (4, 2.0), (8, 2.6))})
    width = zoomed((0.5, 0.4), (4, 0.8), (8, 1.0))
    light = over({"line-color": IMAGE_LINE})
    yield dict(id="border-zone", **line, source="borders", minzoom=4.5, metadata={"cartouche:boundary": "zone", "cartouche:over-imagery": over({"line-color": IMAGE_LINE, "line-opacity": 0.5})},
               filter=["any", ["==", ["get", "class"], "other"], ["==", ["get", "claim"], 1]],
               paint={"line-color": p["admin"], "line-width": 0.5, "line-dasharray": [2, 2]})
    yield dict(id="border", **line, source="borders", metadata={"cartouche:boundary": "international", "cartouche:over-imagery": light},
               filter=["all", ["!", ["in", ["get", "class"], ["literal", ["disputed", "indefinite", "ceasefire", "other"]]]],
                       ["!=", ["get", "claim"], 1]],
               paint={"line-color": p["border"], "line-width": width})
    for kind, label, dash in (("disputed", "Disputed boundary", [4, 2.5]), ("ceasefire", "Ceasefire or demarcation line", [4, 2.5]),
                              ("indefinite", "Indefinite boundary", [0.2, 2.4])):
        yield dict(id="border-" + kind, **line, source="borders", filter=["all", ["==", ["get", "class"], kind], ["!=", ["get", "claim"], 1]],
                   metadata={"cartouche:boundary": kind, "cartouche:over-imagery": light,
                             "cartouche:legend": {"label": label, "heading": "", "minzoom": 3.2}},
                   paint={"line-color": p["border"], "line-width": width, "line-dasharray": dash})
    yield dict(id="coast", **line, source="coast", metadata={"cartouche:over-imagery": over({"line-color": IMAGE_LINE, "line-opacity": 0.8})},
               paint={"line-color": p["coast"], "line-width": zoomed((0, 0.25), (3, 0.4), (7, 0.5))})


def data_layers(p):
    round_ = {"line-join": "round", "line-cap": "round"}
    yield dict(id="area-edge", type="line", source="data", metadata={"cartouche:role": "area-edge"},
               layout=round_, paint={"line-color": p["single"], "line-width": 0.9})
    yield dict(id="shade-edge", type="line", source="data", metadata={"cartouche:role": "shade-edge"},
               layout=round_, paint={"line-color": p["casing"], "line-width": 0.5})
    yield dict(id="line", type="line", source="data", metadata={"cartouche:role": "line"},
               layout=round_, paint={"line-color": p["single"], "line-width": 1.4})
    yield from edition_areas(p)
    yield dict(id="sector", type="fill", source="data", metadata={"cartouche:role": "sector"},
               paint={"fill-color": p["range"], "fill-opacity": 0.13})
    yield dict(id="sector-edge", type="line", source="data", metadata={"cartouche:role": "sector-edge"},
               layout={"line-join": "round"}, paint={"line-color": p["range"], "line-width": 0.8, "line-opacity": 0.9})
    yield dict(id="ring-fill", type="fill", source="data", metadata={"cartouche:role": "ring-fill"},
               paint={"fill-color": p["single"], "fill-opacity": 0.06})
    yield dict(id="ring", type="line", source="data", metadata={"cartouche:role": "ring"},
               layout={"line-join": "round"}, paint={"line-color": p["single"], "line-width": 0.8, "line-dasharray": [3, 2]})
    yield dict(id="range-ring", type="line", source="data", metadata={"cartouche:role": "range-ring"},
               layout={"line-join": "round"}, paint={"line-color": p["range"], "line-width": 0.9})
    yield from edition_links(p)
    yield dict(id="link", type="line", source="data", metadata={"cartouche:role": "link"},
               layout={"line-join": "round"}, paint={"line-color": p["link"], "line-width": 1.1})
    yield dict(id="track", type="line", source="data", metadata={"cartouche:role": "track", "cartouche:arrow": True},
               layout={"line-join": "round"}, paint={"line-color": p["track"], "line-width": 0.9, "line-opacity": 0.8})
    yield dict(id="bubble", type="circle", source="data", metadata={"cartouche:role": "bubble"},
               layout={}, paint={"circle-color": p["single"], "circle-opacity": 1, "circle-radius": 6,
                      "circle-stroke-color": p["mark_halo"], "circle-stroke-width": 0.8})
    yield from edition_bubbles(p)
    yield dict(id="dot", type="circle", source="data", metadata={"cartouche:role": "dot"},
               paint={"circle-color": p["single"], "circle-opacity": 0.8, "circle-radius": zoomed((1, 1.8), (5, 2.6), (9, 4)),
                      "circle-stroke-color": p["mark_halo"], "circle-stroke-width": 0.5})


def base_labels(p):
    label = {"cartouche:part": "labels", "cartouche:over-imagery": over({"text-color": IMAGE_INK, "text-halo-color": IMAGE_HALO})}
    sea = {"cartouche:part": "labels", "cartouche:over-imagery": over({"text-color": "#CFE3F2", "text-halo-color": IMAGE_HALO})}
    place = {"cartouche:part": "labels", "cartouche:over-imagery": over(
        {"icon-color": IMAGE_INK, "text-color": IMAGE_INK, "text-halo-color": IMAGE_HALO, "icon-halo-color": IMAGE_HALO, "icon-halo-width": 0.8})}
    water = ["step", ["zoom"], 1, 2.5, 2, 4, 4, 5.5, 5, 7, 9]
    name, rank = ["coalesce", ["get", "name"], ""], ["coalesce", ["get", "scalerank"], 99]
    # "Amnok (Yalu)": the name in brackets is the one in use abroad.
    inside = ["slice", name, ["+", ["index-of", "(", name], 1], ["-", ["length", name], 1]]
    yield dict(id="river-names", type="symbol", source="rivers", metadata={"cartouche:part": "river-names", "cartouche:over-imagery": sea["cartouche:over-imagery"]},
               minzoom=4.2, filter=["<=", rank, ["step", ["zoom"], 2, 5, 5, 6, 8, 8, 12]],
               layout={"symbol-placement": "line", "symbol-spacing": 560, "text-field": ["case", ["in", "(", name], inside, name],
                       "text-font": [ITALIC], "text-letter-spacing": 0.06, "text-size": zoomed((4, 8.2), (8, 9.6)), "text-offset": [0, -0.72],
                       "text-max-angle": 38, "text-padding": 2.5, "symbol-sort-key": rank},
               paint={"text-color": p["sea_text"], "text-halo-color": p["land"], "text-halo-width": 0.9})
    yield dict(id="sea-names", type="symbol", source="seas", metadata=sea, minzoom=0.6,
               filter=["<=", ["get", "scalerank"], water],
               layout={"text-field": ["get", "name"], "text-font": [ITALIC], "text-max-width": 6, "text-letter-spacing": 0.08,
                       "text-size": ["interpolate", ["linear"], ["zoom"], 1, ["match", ["get", "scalerank"], 0, 11, 9],
                                     5, ["match", ["get", "scalerank"], [0, 1, 2], 13.5, [3, 4], 10.5, 9]],
                       "symbol-sort-key": ["get", "scalerank"], "text-padding": 4},
               paint={"text-color": p["sea_text"], "text-halo-color": p["water"], "text-halo-width": 1})
    yield dict(id="country-names", type="symbol", source="countries", metadata=label, minzoom=0.6, maxzoom=8.6,
               filter=["<=", ["coalesce", ["get", "labelrank"], 9], ["step", ["zoom"], 2, 1.5, 2, 2.5, 3, 3.2, 4, 4, 6, 5, 12]],
               layout={"text-field": ["get", "name"], "text-font": [REGULAR], "text-transform": "uppercase",
                       "text-letter-spacing": 0.16, "text-max-width": 7,
                       "text-size": ["interpolate", ["linear"], ["zoom"], 1, ["match", ["get", "labelrank"], [1, 2], 9.5, 8],
                                     6, ["match", ["get", "labelrank"], [1, 2, 3], 14.5, 12]],
                       "symbol-sort-key": ["coalesce", ["get", "labelrank"], 9], "text-padding": 4},
               paint={"text-color": p["country_text"], "text-halo-color": p["land"], "text-halo-width": 1.2})
    yield dict(id="places", type="symbol", source="places", metadata=place, minzoom=2.8,
               filter=["any",
                       ["all", ["==", ["get", "capital"], 1],
                        ["<=", ["get", "scalerank"], ["step", ["zoom"], 1, 3.6, 3, 4.6, 12]]],
                       ["<=", ["get", "scalerank"], ["step", ["zoom"], -1, 3.8, 0, 4.4, 1, 5, 2, 5.7, 3, 6.4, 5, 7, 7, 7.8, 9, 8.6, 12]]],
               layout={"icon-image": ["match", ["get", "capital"], 1, "city", "circle"],
                       "icon-size": ["match", ["get", "capital"], 1, 0.62, 0.3], "icon-padding": 1,
                       "text-field": ["get", "name"], "text-font": [REGULAR], "text-size": 8.8, "text-max-width": 8, "text-justify": "auto",
                       "text-variable-anchor-offset": variable_anchors(0.45, 0.5),
                       "symbol-sort-key": ["-", ["get", "scalerank"], ["*", 3, ["get", "capital"]]], "text-padding": 2},
               paint={"icon-color": p["place_dot"], "text-color": p["place_text"], "text-halo-color": p["halo"],
                      "text-halo-width": 1.1})


def range_labels(p):
    yield dict(id="range-label", type="symbol", source="data", metadata={"cartouche:role": "range-label"},
               layout={"symbol-placement": "line-center", "symbol-spacing": 60, "text-font": [SEMI], "text-size": 8.8,
                       "text-padding": 1.5, "text-max-angle": 45, "text-letter-spacing": 0.02},
               paint={"text-color": p["range"], "text-halo-color": p["halo"], "text-halo-width": 1.3})


EDITION = {"new": 2.4, "changed": 1.0}  # widths of rings and edges: told apart in black and white as well


def edition_meta(role, edition, **more):
    return {"cartouche:role": role, "cartouche:edition": edition, **more}


def edition_areas(p):
    """Under marks and names: edges of areas, a casing of lines, rings of bubbles, ways from old places."""
    for kind, width in EDITION.items():
        legend = {"cartouche:legend": {}}
        # Hairlines of the ground part the edge from fills as dark (or light) as itself.
        yield dict(id=kind + "-area-casing", type="line", source="data", metadata=edition_meta("edition-area", kind),
                   layout={"line-join": "round"}, paint={"line-color": p["mark_halo"], "line-width": width + 1.6})
        yield dict(id=kind + "-area", type="line", source="data", metadata=edition_meta("edition-area", kind, **legend),
                   layout={"line-join": "round"}, paint={"line-color": p["edition"], "line-width": width})
        yield dict(id=kind + "-line", type="line", source="data", metadata=edition_meta("edition-line", kind, **legend),
                   layout={"line-join": "round", "line-cap": "round"},
                   paint={"line-color": p["edition"], "line-width": width / 2, "line-gap-width": 3.4})
    yield dict(id="removed-area", type="line", source="data", metadata=edition_meta("edition-area", "removed", **{"cartouche:legend": {}}),
               layout={"line-join": "round"}, paint={"line-color": p["gone"], "line-width": 1.1, "line-dasharray": [2.5, 2]})
    yield dict(id="removed-line", type="line", source="data", metadata=edition_meta("edition-line", "removed", **{"cartouche:legend": {}}),
               layout={"line-join": "round"}, paint={"line-color": p["gone"], "line-width": 1.1, "line-dasharray": [2.5, 2]})


def edition_links(p):
    for kind, width in EDITION.items():
        yield dict(id=kind + "-link", type="line", source="data", metadata=edition_meta("edition-link", kind, **{"cartouche:legend": {}}),
                   layout={"line-join": "round"}, paint={"line-color": p["edition"], "line-width": width * 0.75, "line-gap-width": 3.6})
    yield dict(id="removed-link", type="line", source="data",
               metadata=edition_meta("edition-link", "removed", **{"cartouche:legend": {}, "cartouche:arrow": True}),
               layout={"line-join": "round"}, paint={"line-color": p["gone"], "line-width": 1.1, "line-dasharray": [2.5, 2]})


def edition_bubbles(p):
    for kind, width in EDITION.items():
        yield dict(id=kind + "-bubble", type="circle", source="data", metadata=edition_meta("edition-bubble", kind, **{"cartouche:legend": {}}),
                   paint={"circle-radius": 2.4, "circle-color": p["edition"], "circle-opacity": 0, "circle-stroke-color": p["edition"],
                          "circle-stroke-width": width})
    yield dict(id="removed-bubble", type="circle", source="data", metadata=edition_meta("edition-bubble", "removed"),
               paint={"circle-radius": 0, "circle-color": p["gone"], "circle-opacity": 0.12, "circle-stroke-color": p["gone"],
                      "circle-stroke-width": 0.8})


def edition_marks(p):
    """Round the marks and under them."""
    yield dict(id="move", type="line", source="data", metadata=edition_meta("move", "moved", **{"cartouche:legend": {}, "cartouche:arrow": True}),
               layout={"line-join": "round"}, paint={"line-color": p["edition"], "line-width": 0.9})
    yield dict(id="moved-from", type="symbol", source="data", metadata=edition_meta("moved-from", "moved"),
               layout={"icon-image": "circle", "icon-size": 0.68, "icon-allow-overlap": True, "icon-padding": 0.5},
               paint={"icon-color": p["ghost"], "icon-halo-color": p["mark_halo"], "icon-halo-width": 0.8})
    for kind, width in EDITION.items():
        yield dict(id=kind + "-mark", type="circle", source="data", metadata=edition_meta("edition-mark", kind, **{"cartouche:legend": {}}),
                   paint={"circle-radius": 7.4, "circle-color": p["mark_halo"], "circle-opacity": 0.9, "circle-stroke-color": p["edition"],
                          "circle-stroke-width": width})


def ghosts(p, text, paint):
    """What is gone: pale, named in grey italics, crossed out."""
    yield dict(id="removed-area-name", type="symbol", source="data", metadata=edition_meta("edition-area", "removed", **{"cartouche:as-mark": True}),
               layout={**text, "text-font": [ITALIC]}, paint={**paint, "text-color": p["gone"]})
    yield dict(id="removed-mark", type="symbol", source="data", metadata=edition_meta("edition-mark", "removed", **{"cartouche:as-mark": True, "cartouche:legend": {}}),
               layout={"icon-image": "circle", "icon-size": 1, "icon-allow-overlap": True, "icon-padding": 0.5, "text-optional": True, **text,
                       "text-font": [ITALIC], "text-variable-anchor-offset": variable_anchors(0.72, 0.68)},
               paint={"icon-color": p["ghost"], "icon-halo-color": p["mark_halo"], "icon-halo-width": 0.8, **paint, "text-color": p["gone"]})
    yield dict(id="removed-cross", type="symbol", source="data", metadata=edition_meta("edition-mark", "removed", **{"cartouche:legend": {"over": True}}),
               layout={"icon-image": "x", "icon-size": 0.62, "icon-allow-overlap": True, "icon-ignore-placement": True},
               paint={"icon-color": p["gone"], "icon-halo-color": p["mark_halo"], "icon-halo-width": 0.5})


def mark_layers(p):
    on_image = over({"text-color": IMAGE_INK, "text-halo-color": IMAGE_HALO, "text-halo-width": 1.5})
    text = {"text-font": [SEMI], "text-size": 10, "text-max-width": 9, "text-line-height": 1.1, "text-justify": "auto", "text-padding": 1}
    paint = {"text-color": p["ink"], "text-halo-color": p["halo"], "text-halo-width": 1.3}
    yield from edition_marks(p)
    yield from ghosts(p, text, paint)
    yield dict(id="area-label", type="symbol", source="data", metadata={"cartouche:role": "area-label", "cartouche:over-imagery": on_image},
               layout=dict(text), paint=paint)
    yield dict(id="bubble-label", type="symbol", source="data", metadata={"cartouche:role": "bubble-label", "cartouche:leader": True, "cartouche:over-imagery": on_image},
               layout={**text, "text-variable-anchor": ["left", "right", "bottom", "top", "bottom-left", "top-left",
                                                        "bottom-right", "top-right"], "text-radial-offset": 0.5}, paint=paint)
    yield dict(id="mark", type="symbol", source="data", metadata={"cartouche:role": "mark", "cartouche:leader": True, "cartouche:over-imagery": on_image},
               layout={"icon-image": "circle", "icon-size": 1, "icon-allow-overlap": True, "icon-padding": 0.5,
                       "text-optional": True, **text, "text-variable-anchor-offset": variable_anchors(0.72, 0.68)},
               paint={"icon-color": p["single"], "icon-halo-color": p["mark_halo"], "icon-halo-width": 0.8, **paint})


def theme(name, p):
    base = ["land", "countries", "lakes", "rivers", "admin1", "borders", "coast", "seas", "places"]
    sources = {n: {"type": "geojson", "data": "base:" + n} for n in base}
    sources["data"] = {"type": "geojson", "data": {"type": "FeatureCollection", "features": []}}
    sources["base-imagery"] = {"type": "raster", "url": "bundled://imagery", "tileSize": 256}
    sources["base-relief"] = {"type": "raster-dem", "url": "bundled://relief", "tileSize": 256}
    page = {k.replace("_", "-"): p[k] for k in ("paper", "ink", "ink_soft", "accent", "panel", "locator_land", "locator_water")}
    page.update({"frame-line": p["frame"], "graticule": p["graticule"], "locator-box": p["accent"], "font": REGULAR, "font-bold": SEMI})
    return {"version": 8, "name": "Cartouche " + name,
            "metadata": {"cartouche:summary": p["summary"], "cartouche:credit": CREDIT, "cartouche:palette": p["palette"], "cartouche:shapes": SHAPES,
                         "cartouche:hollow": HOLLOW, "cartouche:ramp": p["ramp"], "cartouche:page": page},
            "glyphs": "bundled://{fontstack}/{range}", "sprite": "bundled://icons", "sources": sources,
            "layers": [*base_layers(p), *data_layers(p), *base_labels(p), *range_labels(p), *mark_layers(p)]}


def main():
    check, different = sys.argv[1:] == ["--check"], 0
    if sys.argv[1:] and not check:
        sys.exit("usage: tools/make_themes.py [--check]")
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    for name, colours in PALETTES.items():
        path, text = f"styles/{name}.json", json.dumps(theme(name, colours), indent=1, ensure_ascii=False) + "\n"
        if not check:
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
            continue
        with open(path, encoding="utf-8") as f:
            lines, made = f.read().splitlines(), text.splitlines()
        if lines != made:
            first = next((i for i, (a, b) in enumerate(zip(lines, made), 1) if a != b), min(len(lines), len(made)) + 1)
            print(f"{path}:{first}: not what tools/make_themes.py writes: change that, then run it")
            different = 1
    sys.exit(different)


if __name__ == "__main__":
    main()
