# SPDX-License-Identifier: MIT
"""A year of what becomes known of launches: reports come late, are put right, and are sometimes taken back."""
import csv
import datetime
import hashlib
import math

DAY = datetime.timedelta(days=1)


def chance(*key):
    """A number below a million that the key alone decides."""
    return int.from_bytes(hashlib.sha256("/".join(map(str, key)).encode()).digest()[:8], "big") % 1000000


class Launch:
    def __init__(self, row, ident):
        self.row, self.id = row, ident
        self.day = datetime.date.fromisoformat(row["date"])
        self.known = self.day + DAY * (1 + chance(ident, "late") % 9)
        self.outcome = self.known + DAY * (10 + chance(ident, "outcome") % 50)
        self.settled = self.known + DAY * (5 + chance(ident, "moved") % 90) if chance(ident, "m?") % 4 == 0 else None
        self.gone = self.known + DAY * (14 + chance(ident, "gone") % 60) if chance(ident, "g?") % 12 == 0 else None
        self.back = self.gone + DAY * 28 if self.gone and chance(ident, "b?") % 3 == 0 else None

    def as_of(self, day):
        """The row as it was told on that day; None: nothing was."""
        if day < self.known or (self.gone and self.gone <= day and not (self.back and self.back <= day)):
            return None
        row = dict(self.row, id=self.id)
        if day < self.outcome:
            row["outcome"] = ""
        if self.settled and day < self.settled and row["lat"]:
            row["lat"] = f"{float(row['lat']) + (chance(self.id, 'lat') % 400 - 200) / 10000:.4f}"
            row["lon"] = f"{float(row['lon']) + (chance(self.id, 'lon') % 400 - 200) / 10000:.4f}"
        return row


def load(path, year):
    with open(path, encoding="utf-8", newline="") as f:
        rows = [{k: " ".join(v.split())[:200] for k, v in r.items()} for r in csv.DictReader(f)]
    rows = [r for r in rows if len(r["date"]) == 10 and r["date"].startswith(str(year))]
    return [Launch(r, f"{r['date']}-{r['series_no']}") for r in rows]


def fridays(year):
    day = datetime.date(year, 1, 1)
    while day.weekday() != 4:
        day += DAY
    while day.year == year:
        yield day
        day += 7 * DAY


def state(launches, day):
    """What a file of that day holds, by id."""
    told = ((x.id, x.as_of(day)) for x in launches)
    return {i: row for i, row in told if row}


def write(path, rows, columns):
    with open(path, "w", encoding="utf-8", newline="") as f:
        w = csv.DictWriter(f, columns)
        w.writeheader()
        w.writerows(rows)


def metres(a, b):
    """Vincenty's distance on WGS 84 (Survey Review 176, 1975), of (lat, lon) in degrees; far from antipodes."""
    if a == b:
        return 0.0
    big, f = 6378137.0, 1 / 298.257223563
    small = big * (1 - f)
    u1, u2 = (math.atan((1 - f) * math.tan(math.radians(p[0]))) for p in (a, b))
    length = lam = math.radians(b[1] - a[1])
    for _ in range(100):
        sin_s = math.hypot(math.cos(u2) * math.sin(lam),
                           math.cos(u1) * math.sin(u2) - math.sin(u1) * math.cos(u2) * math.cos(lam))
        cos_s = math.sin(u1) * math.sin(u2) + math.cos(u1) * math.cos(u2) * math.cos(lam)
        s = math.atan2(sin_s, cos_s)
        sin_a = math.cos(u1) * math.cos(u2) * math.sin(lam) / sin_s
        cos2 = 1 - sin_a ** 2
        mid = cos_s - 2 * math.sin(u1) * math.sin(u2) / cos2 if cos2 else 0
        c = f / 16 * cos2 * (4 + f * (4 - 3 * cos2))
        last, lam = lam, length + (1 - c) * f * sin_a * (
            s + c * sin_s * (mid + c * cos_s * (2 * mid ** 2 - 1)))
        if abs(lam - last) < 1e-13:
            break
    k = cos2 * (big ** 2 - small ** 2) / small ** 2
    x = 1 + k / 16384 * (4096 + k * (-768 + k * (320 - 175 * k)))
    y = k / 1024 * (256 + k * (-128 + k * (74 - 47 * k)))
    d = y * sin_s * (mid + y / 4 * (cos_s * (2 * mid ** 2 - 1) - y / 6 * mid * (4 * sin_s ** 2 - 3) * (
        4 * mid ** 2 - 3)))
    return small * x * (s - d)


def cell(text):
    """A cell as it is compared: numbers by what they are worth."""
    if text is None or text == "":
        return None
    try:
        return float(text)
    except ValueError:
        return text


def place(row):
    return (float(row["lat"]), float(row["lon"])) if row and row["lat"] else None


def changes(before, after):
    """{id: (kind, metres or None, {field: (from, to)})} from one state to the next."""
    out = {}
    for i in before.keys() | after.keys():
        a, b = before.get(i), after.get(i)
        if not a or not b:
            out[i] = ("added" if b else "removed", None, {})
            continue
        fields = {k: (cell(a[k]), cell(b[k])) for k in b if cell(a[k]) != cell(b[k])}
        p, q = place(a), place(b)
        moved = metres(p, q) if p and q else 0 if p == q else None
        if moved is None or moved > 0.5:
            out[i] = ("moved", moved, fields)
        elif fields:
            out[i] = ("changed", None, fields)
    return out
