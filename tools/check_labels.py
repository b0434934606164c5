#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check_labels.py PDF REPORT.json: is every name of a map where its report says, and nowhere else?

Reads the page's words with `pdftotext -bbox`, knows nothing of how they were placed, and recomputes:
  - each drawn label's words (its letters, where a font or a curve parts words) lie in its box, and fill it;
  - no two labels' words lie on each other (turned labels count by their rectangles);
  - no other text stands in the frame outside the furniture, and no name that the report calls dropped;
  - leaders cross neither each other nor another label; the totals are the sums of the lines.
Prints what differs; exit 1 when something does, 2 when there is nothing to compare.
With --overlaps, texts may lie on each other as often as the report says (styles may allow it).
"""
import html
import json
import math
import re
import subprocess
import sys
import unicodedata
from collections import Counter

NEAR = 0.1     # points by which words may leave their box, or fall short of it
TOUCH = 0.05   # points that do not count as an overlap
ROUNDED = 0.03  # points that coordinates in a PDF are rounded by
STATES = ("placed", "moved", "leader", "keyed", "dropped")
WORD = re.compile(r'<word xMin="([^"]*)" yMin="([^"]*)" xMax="([^"]*)" yMax="([^"]*)">(.*?)</word>')
PAGE = re.compile(r'<page width="([^"]*)" height="([^"]*)">')


def letters(text):
    """What is left of a text when fonts, line breaks and marks of direction are taken away."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc"))


def read_words(pdf):
    done = subprocess.run(["pdftotext", "-bbox", "-enc", "UTF-8", pdf, "-"], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE)
    text = done.stdout.decode("utf-8", "replace")
    page = PAGE.search(text)
    if done.returncode or not page:
        sys.exit(f"{pdf}: pdftotext cannot read it: {done.stderr.decode('utf-8', 'replace').strip()}")
    words = []
    for x0, y0, x1, y1, word in WORD.findall(text):
        word = letters(html.unescape(word))
        if word:
            words.append(Word(tuple(map(float, (x0, y0, x1, y1))), word))
    return [float(page[1]), float(page[2])], words


class Word:
    def __init__(self, box, text):
        self.box, self.text = box, text
        self.middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        self.label = None


class Label:
    """A label as it is drawn: one line of the report, or several that share it."""

    def __init__(self, line):
        self.line = line
        self.name = line["text"].replace("\n", " ")
        self.drawn = letters(str(line["key"]) if "key" in line else line["text"] + line.get("notes", ""))
        self.parts = {letters(w) for w in line["text"].split()}
        self.lacks = Counter(self.drawn)
        self.box = line["box"]
        quads = line.get("turned")
        self.turned = [[q[i:i + 2] for i in (0, 2, 4, 6)] for q in quads] if quads else None
        self.words = []
        self.rivals = []  # labels that hold a word of this one's, or the other way round

    def has_its_letters(self):
        return Counter("".join(w.text for w in self.words)) == Counter(self.drawn)

    def holds(self, word):
        x, y = word.middle
        if self.turned:
            return any(in_quad(q, *p, 1.5) for p in self.places(word) for q in self.turned)
        b = self.box
        return b[0] - NEAR <= x <= b[2] + NEAR and b[1] - NEAR <= y <= b[3] + NEAR

    def places(self, word):
        """Where a word may be said to be: pdftotext gives slanting letters that it takes for one word a level
        or upright box, which begins or ends where the word does and may miss it in the middle."""
        if len(word.text) < 2 or Counter(word.text) - Counter(self.drawn):
            return [word.middle]
        (x0, y0, x1, y1), (x, y) = word.box, word.middle
        return [(x, y), (x0, y), (x1, y), (x, y0), (x, y1)]

    def shapes(self):
        return self.turned if self.turned else [corners(w.box) for w in self.words]


# ---- Geometry

def corners(b):
    return [[b[0], b[1]], [b[2], b[1]], [b[2], b[3]], [b[0], b[3]]]


def sides(q):
    for i in (0, 1):
        dx, dy = q[i + 1][0] - q[i][0], q[i + 1][1] - q[i][1]
        length = math.hypot(dx, dy)
        if length > 0:
            yield dx / length, dy / length, length


def in_quad(q, x, y, by):
    for ux, uy, length in sides(q):
        t = (x - q[0][0]) * ux + (y - q[0][1]) * uy
        # The second side starts at another corner, but along its own direction that is the same place.
        if not -by <= t <= length + by:
            return False
    return True


def overlap(p, q, by=TOUCH):
    """Rectangles, turned or not: the least way that parts them is longer than a touch."""
    for shape in (p, q):
        for ux, uy, _ in sides(shape):
            a = [x * ux + y * uy for x, y in p]
            b = [x * ux + y * uy for x, y in q]
            if min(max(a), max(b)) - max(min(a), min(b)) <= by:
                return False
    return True


def turn(p, q, r):
    return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])


def cross(a, b):
    return turn(*a, b[0]) * turn(*a, b[1]) < 0 and turn(*b, a[0]) * turn(*b, a[1]) < 0


def inside(segment, q):
    """Does the segment go through the rectangle, deeper than a touch?"""
    (x0, y0), (x1, y1) = segment
    low, high = 0.0, 1.0
    for ux, uy, length in sides(q):
        at = (x0 - q[0][0]) * ux + (y0 - q[0][1]) * uy
        step = (x1 - x0) * ux + (y1 - y0) * uy
        if abs(step) < 1e-6:
            if not TOUCH < at < length - TOUCH:
                return False
            continue
        t = sorted(((TOUCH - at) / step, (length - TOUCH - at) / step))
        low, high = max(low, t[0]), min(high, t[1])
    return high > low


def bounds(points):
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def pairs(items):
    """Pairs whose boxes come near each other; items are (box, thing)."""
    items = sorted(items, key=lambda i: i[0][0])
    for i, (a, x) in enumerate(items):
        for b, y in items[i + 1:]:
            if b[0] > a[2]:
                break
            if b[1] < a[3] and b[3] > a[1]:
                yield x, y


# ---- What is compared

class Check:
    def __init__(self, pdf, report, overlaps):
        self.report, self.may_overlap = report, overlaps
        self.faults = []
        self.page, self.words = read_words(pdf)
        drawn = [line for line in report["labels"] if line["state"] != "dropped"]
        self.labels = [Label(line) for line in drawn if line.get("stack", {}).get("shown", "own") == "own"]
        self.shared = [line for line in drawn if line.get("stack", {}).get("shown", "own") != "own"]

    def fault(self, text):
        self.faults.append(text)

    def same(self, what, found, said, by=0.0):
        if abs(found - said) > by:
            self.fault(f"{what}: {found} by the page, {said} in the report")

    def give_words(self):
        for word in self.words:
            # Where labels lie on each other: to one that still lacks these letters.
            at = [k for k in self.labels if k.holds(word)]
            at.sort(key=lambda k: (bool(Counter(word.text) - k.lacks), word.text not in k.parts))
            if at:
                word.label = at[0]
                at[0].words.append(word)
                at[0].lacks -= Counter(word.text)
            for k in at[1:]:
                k.rivals.append(at[0])
                at[0].rivals.append(k)

    @staticmethod
    def is_mixed_up(label):
        """Turned texts that lie on each other come as single letters: together they must be right."""
        group, grow = {id(label): label}, [label]
        while grow:
            for k in grow.pop().rivals:
                if id(k) not in group and not k.has_its_letters():
                    group[id(k)] = k
                    grow.append(k)
        found = Counter("".join(w.text for k in group.values() for w in k.words))
        return len(group) > 1 and found == Counter("".join(k.drawn for k in group.values()))

    def check_label(self, label):
        if not label.has_its_letters():
            if label.turned and self.is_mixed_up(label):
                return
            self.fault(f"'{label.name}' is not in its box {label.box}: "
                       f"there is '{' '.join(w.text for w in label.words)}'")
            return
        if label.turned:
            return
        b = label.box
        w = bounds([p for word in label.words for p in corners(word.box)])
        out = max(b[0] - w[0], b[1] - w[1], w[2] - b[2], w[3] - b[3])
        if out > NEAR:
            self.fault(f"'{label.name}' leaves its box {b} by {out:.2f} pt: its words are in "
                       f"{[round(x, 2) for x in w]}")
        room = max(w[0] - b[0], w[1] - b[1], b[2] - w[2], b[3] - w[3])
        if room > NEAR:
            self.fault(f"'{label.name}' does not fill its box {b}, by {room:.2f} pt: its words are in "
                       f"{[round(x, 2) for x in w]}")

    def check_overlaps(self):
        shapes = [(bounds(s), (label, s)) for label in self.labels for s in label.shapes()]
        met, sure = set(), set()
        for (a, p), (b, q) in pairs(shapes):
            key = frozenset((id(a), id(b)))
            if a is not b and key not in met and overlap(p, q):
                met.add(key)
                if overlap(p, q, TOUCH + ROUNDED):
                    sure.add(key)
                if not self.may_overlap:
                    self.fault(f"'{a.name}' and '{b.name}' lie on each other, at {[round(x, 1) for x in bounds(p)]}")
        said = self.report["totals"]["overlaps"]
        if len(sure) > said:
            self.fault(f"overlaps: {len(sure)} by the page, {said} in the report")
        if said and not self.may_overlap:
            self.fault(f"the report itself counts {said} overlaps")

    def check_leaders(self):
        segments = []
        for label in self.labels:
            line = label.line.get("leader", [])
            if (label.line["state"] == "leader") > (len(line) >= 2):
                self.fault(f"'{label.name}' is to have a leader, and has none")
            segments += [(bounds(s), (label, s)) for s in zip(line, line[1:])]
        crossed = set()
        for (a, s), (b, t) in pairs([((x0 - 0.1, y0 - 0.1, x1 + 0.1, y1 + 0.1), v)
                                     for (x0, y0, x1, y1), v in segments]):
            if a is not b and cross(s, t):
                crossed.add((frozenset((id(a), id(b))), "line"))
                self.fault(f"the leaders of '{a.name}' and '{b.name}' cross")
        for _, (a, s) in segments:
            for b in self.labels:
                shapes = b.turned or [corners(b.box)]
                if a is not b and any(inside(s, q) for q in shapes):
                    crossed.add(((id(a), id(b)), "text"))
                    self.fault(f"the leader of '{a.name}' runs through '{b.name}'")
        self.same("crossings", len(crossed), self.report["totals"]["crossings"])

    def check_rest(self):
        """What stands in the frame and is nobody's."""
        f = self.report["frame"]
        badges = [[b[0] - 1, b[1] - 1, b[2] + 1, b[3] + 1] for b in self.report["badges"]]
        closed = [f] + [[b[0] - 1, b[1] - 1, b[2] + 1, b[3] + 1] for b in self.report["furniture"]]

        def within(word, b):
            return b[0] <= word.middle[0] <= b[2] and b[1] <= word.middle[1] <= b[3]
        rest = [w for w in self.words if not w.label and within(w, f) and not any(within(w, b) for b in closed[1:])]
        found = {w.text for w in rest}
        for line in self.report["labels"]:
            parts = [letters(p) for p in line["text"].split()]
            if line["state"] == "dropped" and all(p in found for p in parts):
                self.fault(f"'{line['text']}' is drawn, although the report calls it dropped")
        for word in rest:
            counts = word.text.lstrip("+").isdigit() and any(within(word, b) for b in badges)
            if not counts:
                self.fault(f"'{word.text}' at {[round(x, 1) for x in word.box]} is no label of the report")

    def check_shared(self):
        boxes = {tuple(label.box): label for label in self.labels}
        for line in self.shared:
            label = boxes.get(tuple(line["box"]))
            if not label or letters(line["text"]) not in letters(label.line["text"]):
                self.fault(f"'{line['text']}' is said to stand in another's label, and does not")

    def check_keyed(self):
        """The name of a number is in the key: among the words that are no label's."""
        found = "".join(w.text for w in self.words if not w.label)
        for label in self.labels:
            if (label.line["state"] == "keyed") != ("key" in label.line):
                self.fault(f"'{label.name}' is {label.line['state']}, with the number {label.line.get('key')}")
            elif "key" in label.line and not all(p in found for p in label.parts):
                self.fault(f"'{label.name}' is to be number {label.line['key']} of the key, and is not in it")

    def check_totals(self):
        lines, totals = self.report["labels"], self.report["totals"]
        self.same("wanted", len(lines), totals["wanted"])
        for state in STATES:
            self.same(state, sum(line["state"] == state for line in lines), totals[state])
        counted = [line for line in lines if line.get("stack", {}).get("shown") == "counted"]
        self.same("stacked", len(counted), totals["stacked"])
        for key in ("wanted", "stacked") + STATES:
            self.same(f"{key} of all layers", sum(layer[key] for layer in self.report["layers"]), totals[key])
        away = []
        for label in self.labels:
            (x, y), b = label.line["point"], label.box
            away.append(math.hypot(max(b[0] - x, x - b[2], 0), max(b[1] - y, y - b[3], 0)))
        mean = sum(away) / len(away) if away else 0
        self.same("mean_displacement_pt", round(mean, 2), totals["mean_displacement_pt"], 0.02)
        if not totals["solve_seconds"] >= 0:
            self.fault("solve_seconds is negative")

    def run(self):
        for i, side in enumerate(("width", "height")):
            self.same(f"page {side}", self.page[i], self.report["page"][i], 0.02)
        self.give_words()
        for label in self.labels:
            self.check_label(label)
        self.check_shared()
        self.check_keyed()
        self.check_overlaps()
        self.check_leaders()
        self.check_rest()
        self.check_totals()
        return self.faults


def main(args):
    overlaps = "--overlaps" in args
    args = [a for a in args if a != "--overlaps"]
    if len(args) != 2:
        sys.stderr.write(__doc__)
        return 2
    try:
        with open(args[1], encoding="utf-8") as f:
            report = json.load(f)
        check = Check(args[0], report, overlaps)
        faults = check.run()
        for inset in (i for i in report.get("insets", []) if i["drawn"]):
            # What of the main map lies under it is in the PDF as well.
            badges = inset["badges"] + report["badges"]
            own = Check(args[0], {**inset, "page": report["page"], "badges": badges}, overlaps)
            faults += [f"inset '{inset['title']}': {fault}" for fault in own.run()]
    except (OSError, ValueError, KeyError, TypeError) as why:
        sys.stderr.write(f"{args[1]}: {type(why).__name__}: {why}\n")
        return 2
    for fault in faults:
        print(fault)
    drawn = len(check.labels)
    print(f"{args[0]}: {drawn} labels drawn, {report['totals']['dropped']} dropped, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
