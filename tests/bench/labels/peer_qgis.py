#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Labels a set with QGIS' own engine: places around each point or in order, marks as obstacles, no partial labels.

usage: peer_qgis.py SET.json HOW RUNS     prints JSON; HOW is around (places on a ring) or ordered (twelve places)
"""
import json
import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import (Qgis, QgsApplication, QgsCoordinateReferenceSystem, QgsLabelingEngineSettings, QgsMapRendererSequentialJob,
                       QgsMapSettings, QgsMarkerSymbol, QgsPalLayerSettings, QgsRectangle, QgsSingleSymbolRenderer,
                       QgsTextFormat, QgsUnitTypes, QgsVectorLayer, QgsVectorLayerSimpleLabeling)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QFont, QFontDatabase

FINE = 4  # device pixels a point: what Qt rounds is a quarter of a point then


def label_settings(the_set, family, how):
    s = QgsPalLayerSettings()
    s.fieldName, s.isExpression = "name", False
    text = QgsTextFormat()
    font = QFont(family)
    font.setHintingPreference(QFont.PreferNoHinting)
    text.setFont(font)
    text.setSize(the_set["text_pt"])
    text.setSizeUnit(QgsUnitTypes.RenderPoints)
    s.setFormat(text)
    gap, r = the_set["gap_pt"], the_set["mark_pt"] / 2
    s.distUnits = QgsUnitTypes.RenderPoints
    if how == "ordered":
        s.placement = QgsPalLayerSettings.OrderedPositionsAroundPoint
        s.predefinedPositionOrder = [
            getattr(QgsPalLayerSettings, k) for k in
            ("TopRight", "MiddleRight", "BottomRight", "TopLeft", "MiddleLeft", "BottomLeft", "TopMiddle", "BottomMiddle",
             "TopSlightlyRight", "BottomSlightlyRight", "TopSlightlyLeft", "BottomSlightlyLeft")]
        s.offsetType = QgsPalLayerSettings.FromSymbolBounds
        s.dist = gap
    else:
        s.placement = QgsPalLayerSettings.AroundPoint
        s.dist = r + gap
    s.displayAll = False
    s.fitInPolygonOnly = False
    s.priority = 0
    obstacles = s.obstacleSettings()
    obstacles.setIsObstacle(True)
    obstacles.setFactor(2)
    s.setObstacleSettings(obstacles)
    return s


def map_settings(the_set, how, labels):
    family = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(the_set["font"]))[0]
    layer = QgsVectorLayer(the_set["metres"], "points", "ogr")
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    symbol = QgsMarkerSymbol.createSimple({"name": "circle", "color": "#cc2222", "outline_style": "no",
                                           "size": f"{the_set['mark_pt'] * 25.4 / 72:.4f}", "size_unit": "MM"})
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(label_settings(the_set, family, how)))
    layer.setLabelsEnabled(labels)
    ms = QgsMapSettings()
    w, h, k = the_set["width"], the_set["height"], the_set["m_per_pt"]
    ms.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    ms.setOutputSize(QSize(w * FINE, h * FINE))
    ms.setOutputDpi(72 * FINE)
    ms.setExtent(QgsRectangle(-w / 2 * k, -h / 2 * k, w / 2 * k, h / 2 * k))
    ms.setLayers([layer])
    engine = QgsLabelingEngineSettings()
    engine.setFlag(QgsLabelingEngineSettings.UsePartialCandidates, False)
    engine.setFlag(QgsLabelingEngineSettings.UseAllLabels, False)
    engine.setPlacementVersion(QgsLabelingEngineSettings.PlacementEngineVersion2)
    ms.setLabelingEngineSettings(engine)
    return ms, layer


def render(the_set, how, labels, picture=None):
    ms, layer = map_settings(the_set, how, labels)
    job = QgsMapRendererSequentialJob(ms)
    start = time.process_time()
    job.start()
    job.waitForFinished()
    seconds = time.process_time() - start
    if picture:
        job.renderedImage().save(picture)
    results = job.takeLabelingResults() if labels else None
    return seconds, results.allLabels() if results else [], layer


def place(the_set, label, of_feature):
    """As the judge takes it: QGIS puts the baseline a descent above the lower edge of its box."""
    k, w, h = the_set["m_per_pt"], the_set["width"], the_set["height"]
    b = label.labelRect
    x0, x1 = b.xMinimum() / k + w / 2, b.xMaximum() / k + w / 2
    top, bottom = h / 2 - b.yMaximum() / k, h / 2 - b.yMinimum() / k
    return {"i": of_feature[label.featureId], "x0": x0, "x1": x1, "box": [x0, top, x1, bottom], "base": bottom - 0.28 * the_set["text_pt"]}


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        the_set = json.load(f)
    how, runs = sys.argv[2], int(sys.argv[3])
    app = QgsApplication([], False)
    app.initQgis()
    picture = sys.argv[4] if len(sys.argv) > 4 else None
    # The first starts what later ones have.
    render(the_set, how, True)
    without = sorted(render(the_set, how, False)[0] for _ in range(runs))[runs // 2]
    got = [render(the_set, how, True, picture) for _ in range(runs)]
    seconds, labels, layer = sorted(got, key=lambda g: g[0])[runs // 2]
    of_feature = {f.id(): f["i"] for f in layer.getFeatures()}
    out = [place(the_set, l, of_feature) for l in labels if not l.isUnplaced]
    print(json.dumps({"version": Qgis.QGIS_VERSION.split("-")[0], "labels": out, "seconds": max(0, seconds - without)}))
    sys.stdout.flush()
    # Qt's teardown without a screen may crash; all is said.
    os._exit(0)


main()
