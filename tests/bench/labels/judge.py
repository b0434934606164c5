# SPDX-License-Identifier: MIT
"""One judge for all: what was placed, what overlaps, how far names stand from their marks."""
import math

TOUCH_PT = 0.1  # boxes this far into each other only touch


def boxes_of(labels, rows, ink):
    """What the letters of each label cover."""
    out = []
    for l in labels:
        if "ink" in l:
            out.append(tuple(l["ink"]))
            continue
        left, top, right, bottom, advance = ink.extents(rows[l["i"]]["name"])
        # The program's own width, less the white at both ends.
        out.append((l["x0"] + left, l["base"] + top, l["x1"] - (advance - right), l["base"] + bottom))
    return out


def overlap(a, b):
    return min(a[2], b[2]) - max(a[0], b[0]) > TOUCH_PT and min(a[3], b[3]) - max(a[1], b[1]) > TOUCH_PT


def distance(box, x, y):
    return math.hypot(max(box[0] - x, 0, x - box[2]), max(box[1] - y, 0, y - box[3]))


def pairs_near(boxes, cell=40):
    """Pairs of boxes that share a cell, each once."""
    cells, seen = {}, set()
    for i, b in enumerate(boxes):
        for cx in range(int(b[0] // cell), int(b[2] // cell) + 1):
            for cy in range(int(b[1] // cell), int(b[3] // cell) + 1):
                for k in cells.setdefault((cx, cy), []):
                    if (k, i) not in seen:
                        seen.add((k, i))
                        yield k, i
                cells[cx, cy].append(i)


def cross(a, b):
    """Do two segments x0, y0, x1, y1 cross?"""
    side = lambda p, q, r: (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
    p, q, r, s = a[:2], a[2:], b[:2], b[2:]
    return side(p, q, r) * side(p, q, s) < 0 and side(r, s, p) * side(r, s, q) < 0


def crossings(leaders):
    return sum(cross(a, b) for i, a in enumerate(leaders) for b in leaders[:i])


def judge(the_set, labels, ink, leaders=()):
    """Numbers of one result. `clean` are the labels left when, of every fault, the label at fault is struck out."""
    rows, w, h = the_set["rows"], the_set["width"], the_set["height"]
    r = the_set["mark_pt"] / 2
    labels = sorted(labels, key=lambda l: l["i"])
    boxes = boxes_of(labels, rows, ink)
    bad, texts, marks = set(), 0, 0
    for i, k in pairs_near(boxes):
        if overlap(boxes[i], boxes[k]):
            texts += 1
            if i not in bad:
                bad.add(k)
    discs = [(p["x"] - r, p["y"] - r, p["x"] + r, p["y"] + r) for p in rows]
    n = len(boxes)
    for i, k in pairs_near(boxes + discs):
        if i < n <= k and distance(boxes[i], rows[k - n]["x"], rows[k - n]["y"]) < r - TOUCH_PT:
            marks += 1
            bad.add(i)
    cut = {i for i, b in enumerate(boxes) if b[0] < -TOUCH_PT or b[1] < -TOUCH_PT or b[2] > w + TOUCH_PT or b[3] > h + TOUCH_PT}
    away = [distance(b, rows[l["i"]]["x"], rows[l["i"]]["y"]) - r for l, b in zip(labels, boxes)]
    inks = [ink.extents(rows[l["i"]]["name"]) for l in labels]
    widths = [(b[2] - b[0]) / (e[2] - e[0]) for b, e in zip(boxes, inks)]
    return {"wanted": len(rows), "placed": n, "clean": n - len(bad | cut), "text_overlaps": texts, "mark_overlaps": marks,
            "cut": len(cut), "crossings": crossings(leaders), "displacement_pt": sum(away) / n if n else 0,
            "width_ratio": sum(widths) / n if n else 0}
