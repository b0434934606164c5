"""make_icons.py OUT: draw styles/icons/shapes and styles/icons/cartouche.

Everything is built as filled areas on a 15 x 15 grid (y down) with shapely,
then written as one <path> whose circular runs are turned back into arcs.
Wants Debian python3-shapely. Prints the ink area of each icon.
"""
import math
import os
import sys

from shapely.affinity import rotate, scale, translate
from shapely.geometry import LineString, Point, Polygon, box
from shapely.ops import unary_union

OUT = sys.argv[1]
C = 7.5
RES = 48                                    # segments in a quarter circle


def disc(x, y, r):
    return Point(x, y).buffer(r, RES)


def ring(x, y, r, wall):
    return disc(x, y, r).difference(disc(x, y, r - wall))


def poly(*p):
    return Polygon(p)


def line(w, *p, cap="round", join="round"):
    return LineString(p).buffer(
        w / 2, RES, cap_style={"round": 1, "flat": 2, "square": 3}[cap],
        join_style={"round": 1, "mitre": 2, "bevel": 3}[join], mitre_limit=6)


def regular(n, r, turn=-90, ratio=None, x=C, y=C):
    m = 2 * n if ratio else n
    return Polygon([(x + (r if not ratio or i % 2 == 0 else r * ratio)
                     * math.cos(math.radians(turn + 360 * i / m)),
                     y + (r if not ratio or i % 2 == 0 else r * ratio)
                     * math.sin(math.radians(turn + 360 * i / m)))
                    for i in range(m)])


def sector(x, y, r0, r1, a0, a1):
    n = max(8, int(abs(a1 - a0) / 90 * RES))
    a = [math.radians(a0 + (a1 - a0) * i / n) for i in range(n + 1)]
    return Polygon([(x + r1 * math.cos(t), y + r1 * math.sin(t)) for t in a]
                   + [(x + r0 * math.cos(t), y + r0 * math.sin(t)) for t in reversed(a)])


def wave(x, y, r, w, a0, a1):
    """An arc of width w with round ends."""
    n = max(8, int(abs(a1 - a0) / 90 * RES))
    e = [(x + r * math.cos(math.radians(a)), y + r * math.sin(math.radians(a)))
         for a in (a0, a1)]
    return unary_union([sector(x, y, r - w / 2, r + w / 2, a0, a1),
                        disc(*e[0], w / 2), disc(*e[1], w / 2)])


def lens(x, top, bottom, half):
    """A pointed arch (ogive): tip at `top`, full half-width at `bottom`."""
    h = bottom - top
    r = (h * h + half * half) / (2 * half)
    side = disc(x + half - r, bottom, r).intersection(disc(x - half + r, bottom, r))
    return side.intersection(box(-20, top - 1, 40, bottom))


def mirror(g, x=C):
    return scale(g, -1, 1, origin=(x, 0))


def both(g, x=C):
    return unary_union([g, mirror(g, x)])


def soft(g, r=0.25):
    """Take the prickle off convex corners."""
    return g.buffer(-r, RES, join_style=2, mitre_limit=8).buffer(r, RES)


def join(*g):
    return unary_union(g)


# --- path writing ------------------------------------------------------------

TOL = 0.004


def circle3(a, b, c):
    d = 2 * (a[0] * (b[1] - c[1]) + b[0] * (c[1] - a[1]) + c[0] * (a[1] - b[1]))
    if abs(d) < 1e-9:
        return None
    s = [p[0] ** 2 + p[1] ** 2 for p in (a, b, c)]
    x = (s[0] * (b[1] - c[1]) + s[1] * (c[1] - a[1]) + s[2] * (a[1] - b[1])) / d
    y = (s[0] * (c[0] - b[0]) + s[1] * (a[0] - c[0]) + s[2] * (b[0] - a[0])) / d
    return x, y, math.hypot(a[0] - x, a[1] - y)


def arc(p):
    """The circle p[0..] runs along, if it is one (at most a half turn)."""
    k = circle3(p[0], p[len(p) // 2], p[-1])
    if not k or k[2] > 60:
        return None
    x, y, r = k
    turn = 0
    for q, s in zip(p, p[1:]):
        if abs(math.hypot(q[0] - x, q[1] - y) - r) > TOL:
            return None
        if abs(math.hypot((q[0] + s[0]) / 2 - x, (q[1] + s[1]) / 2 - y) - r) > TOL * 2:
            return None
        a = math.atan2(s[1] - y, s[0] - x) - math.atan2(q[1] - y, q[0] - x)
        a = (a + math.pi) % (2 * math.pi) - math.pi
        if turn and a * turn < 0:
            return None
        turn += a
    return (r, turn) if abs(turn) < math.pi * 1.01 and abs(turn) > 0.12 else None


def num(v):
    s = f"{v:.2f}".rstrip("0").rstrip(".")
    return "0" if s in ("-0", "") else s


def ring_path(pts):
    pts = list(pts)[:-1]
    # Start at the sharpest corner, so that no arc is cut in two.
    def bend(i):
        a, b, c = pts[i - 1], pts[i], pts[(i + 1) % len(pts)]
        t = math.atan2(c[1] - b[1], c[0] - b[0]) - math.atan2(b[1] - a[1], b[0] - a[0])
        return abs((t + math.pi) % (2 * math.pi) - math.pi)
    k = max(range(len(pts)), key=lambda i: (round(bend(i), 3), -i))
    pts = pts[k:] + pts[:k]
    pts.append(pts[0])
    out = [f"M{num(pts[0][0])} {num(pts[0][1])}"]
    i, n = 0, len(pts)
    while i < n - 1:
        best, j = None, i + 3
        while j < n:
            a = arc(pts[i:j + 1])
            if a:
                best = (j, *a)
            elif best or j > i + 8:
                break
            j += 1
        if best:
            j, r, turn = best
            out.append(f"A{num(r)} {num(r)} 0 0 {1 if turn > 0 else 0} "
                       f"{num(pts[j][0])} {num(pts[j][1])}")
            i = j
        else:
            i += 1
            if i < n - 1:
                out.append(f"L{num(pts[i][0])} {num(pts[i][1])}")
    return "".join(out) + "Z"


def write(folder, name, g):
    g = g.simplify(0.0004)
    polys = [g] if g.geom_type == "Polygon" else sorted(
        g.geoms, key=lambda p: (-p.area, p.bounds))
    d = "".join(ring_path(r.coords) for p in polys for r in (p.exterior, *p.interiors))
    x0, y0, x1, y1 = g.bounds
    assert x0 > -0.01 and y0 > -0.01 and x1 < 15.01 and y1 < 15.01, (name, g.bounds)
    os.makedirs(os.path.join(OUT, folder), exist_ok=True)
    with open(os.path.join(OUT, folder, name + ".svg"), "w") as f:
        f.write('<svg xmlns="http://www.w3.org/2000/svg" width="15" height="15" '
                f'viewBox="0 0 15 15"><path fill-rule="evenodd" d="{d}"/></svg>\n')
    c = g.centroid
    print(f"{folder}/{name:16} ink {g.area:5.1f}  centre {c.x:5.2f} {c.y:5.2f}  "
          f"box {x0:.2f} {y0:.2f} {x1:.2f} {y1:.2f}  path {len(d)}")


# --- shapes: one silhouette area ---------------------------------------------

A = 70.0


def fit(g):
    """Scale to area A, centroid to the middle of the grid."""
    k = math.sqrt(A / g.area)
    g = scale(g, k, k, origin=g.centroid)
    return translate(g, C - g.centroid.x, C - g.centroid.y)


def hollow(g, wall=1.7):
    """The same outline as the solid shape, with an even wall."""
    return g.difference(g.buffer(-wall, join_style=2, mitre_limit=20))


arm = (25.2 - math.sqrt(25.2 ** 2 - 4 * A)) / 2   # plus of span 12.6
plus = join(box(C - 6.3, C - arm / 2, C + 6.3, C + arm / 2),
            box(C - arm / 2, C - 6.3, C + arm / 2, C + 6.3))
R0 = math.sqrt(A / math.pi)
tri = fit(regular(3, 6))
square = fit(box(3, 3, 12, 12))
diamond = fit(regular(4, 6))
shapes = {
    "circle": disc(C, C, R0),
    "square": square,
    "diamond": diamond,
    "triangle": tri,
    "triangle-down": rotate(tri, 180, origin=(C, C)),
    "pentagon": fit(regular(5, 5)),
    "hexagon": fit(regular(6, 5, 0)),
    "star": fit(regular(5, 7, ratio=0.48)),
    "cross": plus,
    "x": rotate(plus, 45, origin=(C, C)),
    "ring": ring(C, C, R0, 1.7),
    "square-hollow": hollow(square),
    "diamond-hollow": hollow(diamond),
    "triangle-hollow": hollow(tri),
    "half-circle": fit(disc(C, C, 6).intersection(box(0, 0, 15, C))),
    "bar": fit(box(5, 0.8, 10, 14.2)),
}

# --- pictograms --------------------------------------------------------------


def rocket(x, top, bottom, half, fin=1.9):
    """An upright rocket, nose at `top`, fins down to `bottom`."""
    nose = top + 4.2 * half / 1.7
    body = join(lens(x, top, nose, half), box(x - half, nose - .01, x + half, bottom - .9))
    f = poly((x + half - .3, bottom - 5), (x + half + fin, bottom - 2.0),
             (x + half + fin, bottom), (x + half - .6, bottom - 1.3), (x, bottom - 1.3))
    return join(body, f, mirror(f, x))


def plane(x, y, k, turn=0):
    """An aircraft from above, nose up, about 14 k wide."""
    f = join(lens(0, -7, -3.4, 1.25), box(-1.25, -3.41, 1.25, 4.6),
             scale(lens(0, -7.1, -3.4, 1.25), 1, -1, origin=(0, -1.25)).intersection(box(-3, 0, 3, 8)))
    w = poly((0, -3.1), (1.2, -2.6), (7.1, 2.0), (7.1, 4.0), (1.2, 1.9), (0, 1.9))
    t = poly((0, 3.7), (.9, 3.6), (3.6, 5.7), (3.6, 7.1), (0, 6.3))
    g = soft(join(f, w, mirror(w, 0), t, mirror(t, 0)), 0.22)
    return translate(rotate(scale(g, k, k, origin=(0, 0)), turn, origin=(0, 0)), x, y)


def nuclear():
    return join(disc(C, C + .1, 1.5), *(sector(C, C + .1, 2.5, 7.1, a - 30, a + 30)
                                        for a in (90, 210, 330)))


def missile():
    r = soft(rocket(C, -2.2, 13.2, 1.85, 2.3), .2)
    flame = lens(C, -17.0, -14.0, 1.35)
    flame = scale(flame, 1, -1, origin=(0, 0))
    flame = translate(flame, 0, .1)
    return translate(rotate(join(r, flame), 45, origin=(C, C)), 0, 0)


def launch_pad():
    r = soft(rocket(9.6, .4, 12.1, 1.75, 1.7), .2)
    pad = soft(box(.6, 12.9, 14.4, 14.7))
    mast = box(2.0, 1.2, 3.8, 13)
    arms = join(box(2, 2.6, 7.0, 4.0), box(2, 6.1, 7.0, 7.5))
    return join(r, pad, soft(join(mast, arms), .2))


def reactor():
    waist, top, bot = 7.4, 5.2, 14.7
    cut = disc(C + 2.85 + 10.5, waist, 10.5)
    tower = soft(box(1.0, top, 14.0, bot).difference(join(cut, mirror(cut))))
    steam = join(disc(5.9, 2.9, 1.45), disc(8.3, 2.15, 1.85), disc(11.2, 1.95, 1.6),
                 box(5.9, 2.6, 11.2, 4.35).difference(box(10, 3.55, 12, 5)))
    return join(tower.difference(box(0, 12.1, 15, 12.9)), soft(steam, .3))


def mine():
    def tool(head):
        h = join(box(C - .95, 3, C + .95, 15.7), head)
        return rotate(soft(h, .25), 45, origin=(C, 8))
    hammer = box(C - 2.9, .9, C + 2.9, 4.1)
    pick = poly((C - 2.6, .9), (C + .8, .9), (C + 4.7, 3.7), (C + 4.7, 4.1), (C - 2.6, 4.1))
    return join(tool(hammer), mirror(tool(mirror(pick))))


def burst():
    long = (7.4, 5.9, 6.9, 6.2, 7.3, 5.8, 7.0, 6.3, 7.2, 5.9, 6.8)
    turn = (0, 2, -3, 2, -2, 3, -2, 2, -3, 3, -2)
    n = len(long)

    def star(k, short):
        p = []
        for i, (r, t) in enumerate(zip(long, turn)):
            a = math.radians(-90 + 360 * i / n + t)
            b = math.radians(-90 + 360 * (i + .5) / n)
            p += [(r * k * math.cos(a), r * k * math.sin(a)),
                  (short * math.cos(b), short * math.sin(b))]
        return translate(Polygon(p), C, C)
    return star(1, 4.0).difference(rotate(star(.42, 1.55), 12, origin=(C, C)))


def ship():
    hull = poly((.5, 8.8), (14.6, 8.8), (12.6, 13.2), (2.2, 13.2))
    house = join(box(1.8, 4.6, 5.8, 9), box(2.6, 2.0, 4.6, 4.8))
    load = join(box(6.6, 5.4, 9.1, 8.0), box(9.9, 5.4, 12.4, 8.0))
    return join(soft(join(hull, house)), soft(load, .2))


def ship_transfer():
    hull = poly((.2, 10.1), (7.15, 10.1), (5.2, 14.3), (1.0, 14.3))
    house = join(box(.8, 6.9, 2.9, 10.6), box(.8, 8.6, 4.3, 10.6))
    half = soft(join(hull, house), .2)
    bow = sector(C, 7.0, 3.75, 5.65, 196, 312)
    t = math.radians(312)
    x, y = C + 4.7 * math.cos(t), 7.0 + 4.7 * math.sin(t)
    head = rotate(poly((x - 2.4, y - .3), (x + 2.4, y - .3), (x, y + 3.2)), -38, origin=(x, y))
    return join(half, mirror(half), bow, soft(head, .15))


def anchor():
    eye = ring(C, 2.5, 2.1, 1.25)
    shank = box(C - .95, 4.3, C + .95, 14)
    stock = line(1.8, (4.4, 6.3), (10.6, 6.3))
    arms = sector(C, 8.2, 4.6, 6.5, 15, 165)
    fluke = poly((11.3, 10.9), (12.6, 7.6), (14.7, 10.9))
    return join(eye, shank, stock, arms, soft(fluke, .15), soft(mirror(fluke), .15))


def radar():
    # Dish facing up and to the right.
    x, y, r = 6.6, 6.9, 6.0
    dish = disc(x, y, r).intersection(rotate(box(x - 9, y, x + 9, y + 9), 45, origin=(x, y)))
    bowl = disc(x + 3.9, y - 3.9, 7.0)
    stem = line(1.3, (x - 1.5, y + 1.5), (x + 2.3, y - 2.3))
    feed = disc(x + 2.4, y - 2.4, 1.25)
    foot = poly((2.2, 14.7), (3.9, 9.5), (7.2, 11.5), (8.6, 14.7))
    waves = [wave(x + 2.4, y - 2.4, q, 1.4, -86, -4) for q in (3.3,)]
    return translate(join(soft(join(dish, foot), .25), stem, feed, *waves), .75, 0)


def airfield():
    strip = soft(box(.5, 11.6, 14.5, 14.6), .3)
    dashes = join(*(box(v, 12.65, v + 2.2, 13.55) for v in (1.9, 6.4, 10.9)))
    return join(strip.difference(dashes), plane(7.9, 5.25, .72, 45))


def cyber():
    case = soft(box(.5, .9, 14.5, 11.1), .9)
    glass = soft(box(2.0, 2.4, 13.0, 9.6), .2)
    bolt = poly((8.6, 3.2), (4.9, 6.7), (7.0, 6.7), (6.1, 8.8), (10.1, 5.3), (7.9, 5.3))
    stand = join(box(6.1, 11, 8.9, 12.8), soft(box(3.8, 12.5, 11.2, 14.2)))
    return join(case.difference(glass), bolt, stand)


def submarine():
    hull = join(disc(11.6, 9.6, 2.9), box(5.5, 6.7, 11.6, 12.5),
                poly((5.6, 6.7), (1.6, 9.0), (1.6, 10.2), (5.6, 12.5)))
    fins = poly((.5, 6.6), (2.0, 6.6), (3.2, 9.6), (2.0, 12.6), (.5, 12.6))
    sail = poly((6.6, 7), (7.1, 3.9), (10.2, 3.9), (10.2, 7))
    scope = join(box(8.2, 1.3, 9.5, 4.2), box(8.2, 1.3, 11.2, 2.5))
    return translate(soft(join(hull, fins, sail, scope), .2), 0, .55)


def factory():
    walls = poly((.7, 13.8), (.7, 1.2), (3.3, 1.2), (4.0, 8.2), (8.9, 5.3), (8.9, 8.2),
                 (14.3, 4.9), (14.3, 13.8))
    win = join(*(box(v, 9.9, v + 2.2, 12.1) for v in (2.6, 6.5, 10.4)))
    return soft(walls).difference(win)


def earthquake():
    return line(1.65, (.95, 8), (2.9, 8), (4.5, 4.3), (6.3, 12.2), (8.5, 1.4), (10.4, 13.6),
                (11.8, 6.2), (12.6, 8), (14.05, 8))


def capital():
    return join(ring(C, C, 7.1, 1.35), regular(5, 4.85, ratio=.46, y=C + .15))


def city():
    return join(ring(C, C, 6.0, 1.5), disc(C, C, 2.7))


icons = {
    "nuclear": nuclear, "missile": missile, "launch-pad": launch_pad,
    "reactor": reactor, "mine": mine, "test-explosion": burst, "ship": ship,
    "ship-transfer": ship_transfer, "port": anchor, "radar": radar,
    "airfield": airfield, "cyber": cyber, "aircraft": lambda: plane(C, 7.45, 1),
    "submarine": submarine, "factory": factory, "earthquake": earthquake,
    "capital": capital, "city": city,
}

for n, g in shapes.items():
    write("shapes", n, g)
for n, f in icons.items():
    write("cartouche", n, f())
