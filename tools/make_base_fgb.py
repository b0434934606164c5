# SPDX-License-Identifier: MIT
"""Reads vector files into shapely geometries and writes FlatGeobuf files, through GDAL."""
import os

from osgeo import ogr, osr
from shapely import wkb
from shapely.geometry import MultiLineString, MultiPolygon
from shapely.geometry.polygon import orient
from shapely.ops import transform
from shapely.validation import make_valid

ogr.UseExceptions()
osr.UseExceptions()

KINDS = {"point": ogr.wkbPoint, "line": ogr.wkbLineString, "lines": ogr.wkbMultiLineString,
         "polygon": ogr.wkbMultiPolygon}
TYPES = {str: ogr.OFTString, int: ogr.OFTInteger, float: ogr.OFTReal}
INDEX_FROM = 64     # below this many features an index costs more than it saves
GRID = 2 ** 20      # vertices snap to 2^-20 degree (0.1 m): zero low bits make the files compress well


def read(path, layer=0, where=None):
    """All features of a layer that have a geometry, as (geometry, attributes)."""
    source = ogr.Open(path)
    features = source.GetLayer(layer)
    features.SetAttributeFilter(where)
    rows = [(f.GetGeometryRef(), f.items(), f) for f in features]
    return [(wkb.loads(bytes(g.ExportToWkb())), a) for g, a, _ in rows if g is not None]


def snap(x, y):
    """One coordinate pair on the file grid."""
    return round(x * GRID) / GRID, round(y * GRID) / GRID


def snapped(geometry):
    """The geometry with its vertices on the file grid."""
    return transform(lambda xs, ys: tuple(zip(*(snap(x, y) for x, y in zip(xs, ys)))), geometry)


def polygons(geometry):
    """The polygons in any geometry, lines and points left out."""
    if geometry.geom_type == "Polygon":
        return [] if geometry.is_empty else [geometry]
    return [p for g in getattr(geometry, "geoms", []) for p in polygons(g)]


def lines(geometry):
    """The lines in any geometry."""
    if geometry.geom_type in ("LineString", "LinearRing"):
        return [] if geometry.is_empty else [geometry]
    return [p for g in getattr(geometry, "geoms", []) for p in lines(g)]


def clean_polygon(geometry):
    """A valid multipolygon on the grid, exterior rings counter-clockwise, or None when nothing is left."""
    geometry = snapped(geometry)
    if not geometry.is_valid:
        geometry = make_valid(geometry)
    parts = [orient(p, 1.0) for p in polygons(geometry) if p.area > 0]
    return MultiPolygon(parts) if parts else None


def clean_line(geometry):
    """The line on the grid without repeated vertices, or None when nothing is left."""
    coords = list(snapped(geometry).coords)
    kept = coords[:1] + [b for a, b in zip(coords, coords[1:]) if a != b]
    return type(geometry)(kept) if len(kept) > 1 else None


def clean_lines(geometry):
    """The multiline without empty parts, or None when nothing is left."""
    parts = [p for p in map(clean_line, geometry.geoms) if p is not None]
    return MultiLineString(parts) if parts else None


CLEAN = {"point": snapped, "line": clean_line, "lines": clean_lines, "polygon": clean_polygon}


def write(path, kind, fields, rows):
    """Writes rows of (geometry, attributes); fields is a list of (name, type) in column order."""
    rows = [(CLEAN[kind](g), a) for g, a in rows]
    rows = [(g, a) for g, a in rows if g is not None]
    if os.path.exists(path):
        os.unlink(path)
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(4326)
    index = "YES" if len(rows) >= INDEX_FROM else "NO"
    store = ogr.GetDriverByName("FlatGeobuf").CreateDataSource(path)
    name = os.path.splitext(os.path.basename(path))[0]
    layer = store.CreateLayer(name, srs, KINDS[kind], ["SPATIAL_INDEX=" + index])
    for field, of in fields:
        layer.CreateField(ogr.FieldDefn(field, TYPES[of]))
    for geometry, attributes in rows:
        layer.CreateFeature(feature_of(layer, fields, geometry, attributes))
    layer = store = None
    print("%-20s %6d features %9d bytes" % (name, len(rows), os.path.getsize(path)), flush=True)


def feature_of(layer, fields, geometry, attributes):
    """One OGR feature; an attribute that is None or absent stays null."""
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(ogr.CreateGeometryFromWkb(geometry.wkb))
    for field, of in fields:
        value = attributes.get(field)
        if value is not None and value != "":
            feature.SetField(field, of(value))
    return feature

