# SPDX-License-Identifier: MIT
"""Label points of oceans, seas, gulfs and straits, from the table base_seas.csv."""
import csv
import os

from shapely.geometry import Point

from make_base_fgb import read, write

HERE = os.path.dirname(os.path.abspath(__file__))
FIELDS = [("name", str), ("name_alt", str), ("scalerank", int)]


def rows():
    """Rows of (point, attributes); scalerank runs from 0 for oceans to 6 for bays."""
    with open(os.path.join(HERE, "base_seas.csv"), encoding="utf-8", newline="") as table:
        return [(Point(float(r["lon"]), float(r["lat"])), r) for r in csv.DictReader(table)]


def on_land(found, out):
    """Names of the label points that fall on land at 10m, for the reader to correct."""
    land = [g for g, _ in read(os.path.join(out, "land_10m.fgb"))]
    return [row["name"] for point, row in found if any(g.intersects(point) for g in land)]


def make(npm, scratch, out):
    """The one file."""
    found = rows()
    for name in on_land(found, out):
        print("label point on land: %s" % name)
    write(os.path.join(out, "seas_10m.fgb"), "point", FIELDS, found)
