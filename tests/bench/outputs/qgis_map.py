#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The benchmark's map with QGIS. usage: qgis_map.py DATADIR POINTS.gpkg OUT(.png|.pdf|.svg)"""
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import (QgsApplication, QgsCategorizedSymbolRenderer, QgsCoordinateReferenceSystem, QgsFillSymbol,
                       QgsLayoutExporter, QgsLayoutItemMap, QgsLayoutSize, QgsMarkerSymbol, QgsPrintLayout, QgsProject,
                       QgsRectangle, QgsRendererCategory, QgsVectorLayer)
from qgis.PyQt.QtGui import QColor

COLORS = {"launch": "#d7301f", "test": "#7a0177", "transfer": "#2166ac", "cyber": "#1a9850"}


def areas(path, name, look):
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    layer.renderer().setSymbol(QgsFillSymbol.createSimple(look))
    return layer


def marks(path):
    layer = QgsVectorLayer(path, "incidents", "ogr")
    look = {"name": "circle", "size": "1.3", "outline_color": "#ffffff", "outline_width": "0.13"}
    layer.setRenderer(QgsCategorizedSymbolRenderer(
        "type", [QgsRendererCategory(k, QgsMarkerSymbol.createSimple({**look, "color": v}), k)
                 for k, v in COLORS.items()]))
    layer.setOpacity(0.8)
    return layer


def export(layout, out):
    exporter = QgsLayoutExporter(layout)
    if out.endswith(".pdf"):
        settings = QgsLayoutExporter.PdfExportSettings()
        settings.forceVectorOutput = True
        return exporter.exportToPdf(out, settings)
    if out.endswith(".svg"):
        settings = QgsLayoutExporter.SvgExportSettings()
        settings.forceVectorOutput = True
        return exporter.exportToSvg(out, settings)
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 96
    return exporter.exportToImage(out, settings)


def main():
    folder, points, out = sys.argv[1:4]
    app = QgsApplication([], False)
    app.initQgis()
    project = QgsProject.instance()
    crs = QgsCoordinateReferenceSystem("EPSG:3857")
    project.setCrs(crs)
    world = folder + "/world_map.gpkg"
    layers = [marks(points),
              areas(world, "states_provinces", {"style": "no", "outline_color": "#bbbbbb", "outline_width": "0.1"}),
              areas(world, "countries", {"color": "#f4f1ea", "outline_color": "#888888", "outline_width": "0.2"})]
    for layer in layers:
        project.addMapLayer(layer)
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    page = layout.pageCollection().page(0)
    page.setPageSize(QgsLayoutSize(423.3, 317.5))
    item = QgsLayoutItemMap(layout)
    item.attemptSetSceneRect(page.rect())
    item.setLayers(layers)
    item.setCrs(crs)
    item.zoomToExtent(QgsRectangle(6679169, -637000, 16697923, 6877065))
    item.setBackgroundColor(QColor("#cfe3f0"))
    layout.addLayoutItem(item)
    ok = export(layout, out) == QgsLayoutExporter.Success
    app.exitQgis()
    sys.exit(0 if ok else 1)


main()
