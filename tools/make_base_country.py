# SPDX-License-Identifier: MIT
"""Names, codes, regions and label points of countries, from Unicode CLDR and the tables below."""
import json
import os
from math import cos, radians, sin

from shapely.affinity import scale
from shapely.ops import polylabel

FIELDS = [("iso_a2", str), ("iso_a3", str), ("adm0_a3", str), ("name", str), ("name_long", str),
          ("name_ko", str), ("name_ja", str), ("name_zh", str), ("name_ar", str), ("name_ru", str),
          ("continent", str), ("region", str), ("labelrank", int), ("label_lon", float), ("label_lat", float)]
LANGUAGES = ("ko", "ja", "zh", "ar", "ru")

# Natural Earth units without an ISO code of their own: name -> (adm0_a3 of Natural Earth, ISO country or None).
UNITS = {
    "Somaliland": ("SOL", "SO"), "N. Cyprus": ("CYN", "CY"), "Cyprus U.N. Buffer Zone": ("CNM", "CY"),
    "Kosovo": ("XKX", "XK"), "Siachen Glacier": ("KAS", None), "Baikonur": ("KAB", "KZ"),
    "Dhekelia": ("ESB", "GB"), "Akrotiri": ("WSB", "GB"), "USNB Guantanamo Bay": ("USG", "CU"),
    "Clipperton I.": ("CLP", "FR"), "Indian Ocean Ter.": ("IOA", "AU"), "Coral Sea Is.": ("CSI", "AU"),
    "Ashmore and Cartier Is.": ("ATC", "AU"), "Spratly Is.": ("PGA", None), "Scarborough Reef": ("SCR", None),
    "Bajo Nuevo Bank": ("BJN", "CO"), "Serranilla Bank": ("SER", "CO"),
}
# Short names that changed since the source was made, and the long names that CLDR gives in another form.
SHORT = {"MKD": "North Macedonia", "SWZ": "Eswatini", "FRO": "Faroe Is.", "CPV": "Cabo Verde",
         "STP": "São Tomé and Príncipe", "MAF": "Saint-Martin", "BLM": "Saint-Barthélemy"}
LONG = {"COD": "Democratic Republic of the Congo", "COG": "Republic of the Congo", "MMR": "Myanmar",
        "HKG": "Hong Kong", "MAC": "Macao", "PSE": "Palestine", "CIV": "Côte d'Ivoire", "TUR": "Turkey",
        "SOL": "Somaliland", "CYN": "Northern Cyprus", "CNM": "Cyprus U.N. Buffer Zone",
        "KAS": "Siachen Glacier", "KAB": "Baikonur Cosmodrome", "ESB": "Dhekelia Sovereign Base Area",
        "WSB": "Akrotiri Sovereign Base Area", "USG": "Guantanamo Bay Naval Base", "CLP": "Clipperton Island",
        "IOA": "Australian Indian Ocean Territories", "CSI": "Coral Sea Islands",
        "ATC": "Ashmore and Cartier Islands", "PGA": "Spratly Islands", "SCR": "Scarborough Reef",
        "BJN": "Bajo Nuevo Bank", "SER": "Serranilla Bank"}
CONTINENTS = {"002": "Africa", "142": "Asia", "150": "Europe", "009": "Oceania",
              "003": "North America", "005": "South America"}
# Rank from 1 (label first) by least area in square kilometres or least population.
RANKS = [(6e6, 3e8), (2.2e6, 1e8), (6e5, 4e7), (1.5e5, 1e7), (2e4, 2e6), (2e3, 1e5)]
LOW = {"CNM", "KAB", "ESB", "WSB", "USG", "KAS", "CSI", "ATC", "PGA", "SCR", "BJN", "SER", "CLP"}


def load(*path):
    """One JSON file."""
    with open(os.path.join(*path), encoding="utf-8") as file:
        return json.load(file)


class Countries:
    """Looks up the attributes of a country by the numeric code and name the world atlas gives."""

    def __init__(self, npm):
        core = os.path.join(npm, "cldr-core", "supplemental")
        codes = load(core, "codeMappings.json")["supplemental"]["codeMappings"]
        self.info = load(core, "territoryInfo.json")["supplemental"]["territoryInfo"]
        self.codes = {a2: c["_alpha3"] for a2, c in codes.items() if "_alpha3" in c and a2 in self.info}
        self.codes["XK"] = "XKX"
        self.numeric = {c["_numeric"]: a2 for a2, c in codes.items() if "_numeric" in c and a2 in self.codes}
        self.parents = self.containment(load(core, "territoryContainment.json"))
        self.names = {lang: self.territories(npm, lang) for lang in ("en", *LANGUAGES)}

    @staticmethod
    def territories(npm, lang):
        """Names of territories in one language."""
        data = load(npm, "cldr-localenames-full", "main", lang, "territories.json")
        return data["main"][lang]["localeDisplayNames"]["territories"]

    @staticmethod
    def containment(data):
        """For each country or region, the numbered regions it lies in."""
        out = {}
        for region, entry in data["supplemental"]["territoryContainment"].items():
            if region.isdigit():
                for child in entry["_contains"]:
                    out.setdefault(child, []).append(region)
        return out

    def above(self, code):
        """The numbered regions above a code, nearest first."""
        found = self.parents.get(code, [])
        return found + [r for f in found for r in self.above(f)]

    def attributes(self, numeric, name):
        """Everything but the label point and rank."""
        unit, a2 = UNITS.get(name, (None, self.numeric.get(numeric)))
        iso_a3 = self.codes.get(a2) if a2 else None
        adm0 = unit or iso_a3
        out = {"iso_a2": a2, "iso_a3": iso_a3, "adm0_a3": adm0, "name": SHORT.get(adm0, name)}
        own = unit is None or unit == "XKX"
        out["name_long"] = LONG.get(adm0) or self.names["en"].get(a2, name)
        for lang in LANGUAGES:
            table = self.names[lang]
            out["name_" + lang] = (table.get("%s-alt-short" % a2) or table.get(a2)) if own else None
        out.update(self.place(a2))
        return out

    def place(self, a2):
        """Continent and region of a country."""
        if a2 == "AQ":
            return {"continent": "Antarctica", "region": "Antarctica"}
        above = self.above(a2) if a2 else []
        found = [CONTINENTS[r] for r in above if r in CONTINENTS]
        names = self.names["en"]
        return {"continent": found[0] if found else None, "region": names.get(above[0]) if above else None}

    def rank(self, attributes, shapes):
        """Label rank, 1 for the biggest countries to 7, 9 for what is best left without a label."""
        if attributes["adm0_a3"] in LOW:
            return 9
        own = attributes["adm0_a3"] == attributes["iso_a3"]
        people = int(self.info.get(attributes["iso_a2"], {}).get("_population", 0)) if own else 0
        area = sum(map(area_km2, shapes))
        rank = next((i + 1 for i, (a, p) in enumerate(RANKS) if area >= a or people >= p), 7)
        return 4 if attributes["adm0_a3"] == "ATA" else rank


def area_km2(shape):
    """Area of a polygon on a sphere."""
    return abs(ring_area(shape.exterior.coords)) - sum(abs(ring_area(r.coords)) for r in shape.interiors)


def ring_area(coords):
    """Signed area of a ring on a sphere of radius 6371 km, in square kilometres."""
    total = sum(radians(b[0] - a[0]) * (2 + sin(radians(a[1])) + sin(radians(b[1])))
                for a, b in zip(coords, coords[1:]))
    return total * 6371.0 ** 2 / 2


def label_point(shapes):
    """The point farthest from the edges of the largest polygon."""
    largest = max(shapes, key=lambda p: (area_km2(p), p.bounds))
    stretch = max(cos(radians(largest.centroid.y)), 0.1)
    flat = scale(largest.simplify(0.02), stretch, 1, origin=(0, 0))
    if flat.geom_type != "Polygon" or flat.is_empty or not flat.is_valid:
        flat = scale(largest, stretch, 1, origin=(0, 0))
    west, south, east, north = flat.bounds
    point = polylabel(flat, max(min(east - west, north - south) / 50, 1e-4))
    return {"label_lon": round(point.x / stretch, 4), "label_lat": round(point.y, 4)}
