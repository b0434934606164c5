# SPDX-License-Identifier: MIT
"""A style with what maps have only now and then: scripts that run both ways, ramps, blurs, patterns, turned and curved
names."""


def point(name, lon, lat):
    return {"type": "Feature", "properties": {"n": name}, "geometry": {"type": "Point", "coordinates": [lon, lat]}}


NAMES = ["Yongbyon / 녕변 & <b>", "مرحبا بالعالم 123", "שלום! (תל אביב)", "Haifa חיפה 12 km", "a  b   c"]
STYLE = {
    "version": 8,
    "sources": {
        "p": {"type": "geojson", "data": {"type": "FeatureCollection", "features": [
            point(n, -25 + 35 * (i % 2), 35 - 10 * (i // 2)) for i, n in enumerate(NAMES)]}},
        "l": {"type": "geojson", "lineMetrics": True, "data": {
            "type": "Feature", "properties": {"n": "Sea of Tranquillity"},
            "geometry": {"type": "LineString", "coordinates": [[-25, 0], [-10, 4], [5, 0], [25, 3], [38, -3]]}}},
        "a": {"type": "geojson", "data": {"type": "Feature", "properties": {}, "geometry": {
            "type": "Polygon", "coordinates": [[[-25, -25], [5, -25], [5, -12], [-25, -12], [-25, -25]],
                                               [[-15, -22], [-5, -22], [-5, -16], [-15, -16], [-15, -22]]]}}}},
    "layers": [
        {"id": "sea", "type": "background", "paint": {"background-color": "#dce6ec"}},
        {"id": "area", "type": "fill", "source": "a", "paint": {"fill-color": "#c33", "fill-opacity": 0.5}},
        {"id": "tiles", "type": "fill", "source": "a",
         "paint": {"fill-pattern": "rocket", "fill-translate": [200, 0]}},
        {"id": "ramp", "type": "line", "source": "l", "layout": {"line-cap": "round", "line-join": "round"},
         "paint": {"line-width": 9, "line-offset": -20, "line-opacity": 0.6, "line-gradient":
                   ["interpolate", ["linear"], ["line-progress"], 0, "blue", 0.4, "lime", 1, "red"]}},
        {"id": "dots", "type": "line", "source": "l", "layout": {"line-cap": "round"},
         "paint": {"line-width": 3, "line-dasharray": [0, 2], "line-color": "#333", "line-offset": 12}},
        {"id": "glow", "type": "circle", "source": "p",
         "paint": {"circle-radius": 14, "circle-blur": 0.6, "circle-color": "#f80", "circle-opacity": 0.7}},
        {"id": "ring", "type": "circle", "source": "p",
         "paint": {"circle-radius": 5, "circle-color": "#fff", "circle-opacity": 0.4, "circle-stroke-width": 3,
                   "circle-stroke-color": "#050", "circle-stroke-opacity": 0.5}},
        {"id": "icons", "type": "symbol", "source": "p",
         "layout": {"icon-image": "rocket", "icon-size": 2, "icon-rotate": 30, "icon-allow-overlap": True,
                    "icon-offset": [-20, 0]},
         "paint": {"icon-color": "#a00", "icon-halo-color": "#fff", "icon-halo-width": 2}},
        {"id": "curved", "type": "symbol", "source": "l",
         "layout": {"symbol-placement": "line-center", "text-field": ["get", "n"], "text-size": 16,
                    "text-font": ["Source Sans 3 Semibold"]},
         "paint": {"text-halo-color": "#fff", "text-halo-width": 2, "text-color": "#036"}},
        {"id": "names", "type": "symbol", "source": "p",
         "layout": {"text-field": ["get", "n"], "text-font": ["Source Sans 3 Regular"], "text-size": 17,
                    "text-anchor": "left", "text-offset": [1, 0], "text-allow-overlap": True},
         "paint": {"text-halo-color": "#fff", "text-halo-width": 2}},
        {"id": "turned", "type": "symbol", "source": "p",
         "layout": {"text-field": "turned", "text-font": ["Source Sans 3 Italic"], "text-size": 13,
                    "text-rotate": 20, "text-anchor": "top", "text-offset": [0, 1.5],
                    "text-letter-spacing": 0.3, "text-allow-overlap": True}}],
}
STYLE_VIEW = ["--bare", "--bbox", "-32,-28,45,40", "--size", "720x720"]
