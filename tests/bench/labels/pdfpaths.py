# SPDX-License-Identifier: MIT
"""Paths of a PDF that Cairo wrote, in page points with y down: what is filled and what is stroked."""
import re
import zlib

STREAM = re.compile(rb"<<([^>]*?(?:<<.*?>>[^>]*?)?)>>\s*stream\r?\n", re.S)
TOKEN = re.compile(rb"[-+]?(?:\d+\.?\d*|\.\d+)|/[^\s/\[\]<>()]+|[A-Za-z*'\"]+|\[|\]|<[0-9A-Fa-f\s]*>|\((?:\\.|[^\\)])*\)", re.S)
NO_PAGES = (b"/Image", b"/CMap", b"/ObjStm", b"/Length1", b"/XRef", b"/FontFile")
NUMBER = re.compile(rb"[-+.\d]")


def streams_of(path):
    """Contents of the streams that hold pages and groups, in the file's order."""
    with open(path, "rb") as f:
        data = f.read()
    for m in STREAM.finditer(data):
        end = data.find(b"endstream", m.end())
        head, body = m.group(1), data[m.end():end]
        if any(kind in head for kind in NO_PAGES):
            continue
        if b"FlateDecode" in head:
            try:
                body = zlib.decompressobj().decompress(body)
            except zlib.error:
                continue
        if re.search(rb"\b(re|m|l|h|f\*?|S)\s", body[:4000]):
            yield body


def times(a, b):
    """Matrix a, then b."""
    return (a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
            a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5])


class Reader:
    """Plays one stream; `paths` are (operator, fill colour, line width, subpaths)."""

    def __init__(self, height):
        self.ctm, self.fill, self.line_width = (1, 0, 0, -1, 0, height), (0, 0, 0), 1
        self.saved, self.subpaths, self.paths = [], [], []

    def point(self, x, y):
        a, b, c, d, e, f = self.ctm
        return a * x + c * y + e, b * x + d * y + f

    def paint(self, how):
        if self.subpaths:
            scale = abs(self.ctm[0] * self.ctm[3] - self.ctm[1] * self.ctm[2]) ** 0.5
            self.paths.append((how, self.fill, self.line_width * scale, self.subpaths))
        self.subpaths = []

    def do(self, op, v):
        if op == b"q":
            self.saved.append((self.ctm, self.fill, self.line_width))
        elif op == b"Q" and self.saved:
            self.ctm, self.fill, self.line_width = self.saved.pop()
        elif op == b"cm" and len(v) == 6:
            self.ctm = times(v, self.ctm)
        elif op in (b"rg", b"g") and v:
            self.fill = tuple(v) if len(v) == 3 else (v[0],) * 3
        elif op == b"w" and v:
            self.line_width = v[0]
        elif op == b"m" and len(v) == 2:
            self.subpaths.append([self.point(*v)])
        elif op in (b"l", b"c", b"v", b"y") and self.subpaths:
            self.subpaths[-1] += [self.point(*v[k:k + 2]) for k in range(0, len(v) - 1, 2)]
        elif op == b"re" and len(v) == 4:
            x, y, w, h = v
            self.subpaths.append([self.point(*p) for p in ((x, y), (x + w, y), (x + w, y + h), (x, y + h))])
        elif op in (b"f", b"f*", b"F", b"B", b"b", b"S", b"s"):
            self.paint("S" if op in (b"S", b"s") else "f")
        elif op == b"n":
            self.subpaths = []


def paths_of(path, height):
    out = []
    for body in streams_of(path):
        reader, values = Reader(height), []
        for token in TOKEN.findall(body):
            if NUMBER.match(token):
                values.append(float(token))
            elif token[:1].isalpha():
                reader.do(token, values)
                values = []
        out += reader.paths
    return out


def box_of(subpaths):
    xs, ys = [p[0] for s in subpaths for p in s], [p[1] for s in subpaths for p in s]
    return [min(xs), min(ys), max(xs), max(ys)]


def union(a, b):
    return [min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])]


def boxes_by_color(path, height, blue):
    """{256 red + green: box} of what is filled in colours of that blue: letters drawn as outlines."""
    out = {}
    for how, fill, _, subpaths in paths_of(path, height):
        r, g, b = (round(c * 255) for c in fill)
        if how == "f" and b == blue:
            i, box = 256 * r + g, box_of(subpaths)
            out[i] = union(out[i], box) if i in out else box
    return out


def thin_lines(path, height, width):
    """Strokes thinner than `width` points that are not closed: lists of points."""
    return [s for how, _, w, subpaths in paths_of(path, height) if how == "S" and w < width for s in subpaths
            if len(s) > 1]
