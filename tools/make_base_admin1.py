# SPDX-License-Identifier: MIT
"""Boundaries of states and provinces, from Natural Earth."""
import os

from shapely.geometry import box

from make_base_cut import merged, pieces
from make_base_fgb import lines, read, write
from make_base_gshhg import WINDOW
from make_base_world import natural_earth

FIELDS = [("adm0_a3", str), ("name_l", str), ("name_r", str), ("scalerank", int), ("min_zoom", float)]
THIN = 0.005        # degrees of simplification outside the window of level h
KEPT = "featurecla IN ('Admin-1 boundary', 'Admin-1 region boundary')"


def rows():
    """Rows of (line, attributes); lines of statistical areas are left out."""
    near, out = box(*WINDOW["h"]), []
    for geometry, row in read(natural_earth("10m", "admin_1_states_provinces_lines"), where=KEPT):
        kept = {field: row[field] for field, _ in FIELDS}
        for line in merged(lines(geometry)):
            line = line.simplify(0.001 if line.intersects(near) else THIN, False)
            out += [(piece, kept) for piece in pieces(line)]
    return out


def make(npm, scratch, out):
    """The one file."""
    write(os.path.join(out, "admin1_10m.fgb"), "line", FIELDS, rows())
