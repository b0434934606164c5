#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Build layers/dprk/*.csv from the folder of source tables.

usage: tools/make_dprk.py SHARED_DATA_DIR [OUTPUT_DIR]

Facts and figures only: names, places, dates, numbers, each row with its source; texts of the sources are not
copied. The rules of computation are written in layers/dprk/README.md. Needs GeodSolve (geographiclib-tools).
"""

import collections
import csv
import datetime
import json
import math
import pathlib
import re
import subprocess
import sys

sys.dont_write_bytecode = True

import make_dprk_names as names  # noqa: E402

OUTPUT_DIR = pathlib.Path(__file__).resolve().parent.parent / "layers" / "dprk"

# --- tables and numbers ---------------------------------------------------------------------------------------------


def read_table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write_table(path, columns, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n", extrasaction="raise", restval="")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{path.name}: {len(rows)} rows")


def numbered(prefix, keys):
    """Ids prefix-key, with -2, -3 ... for a key that comes again."""
    seen = collections.Counter()
    for key in keys:
        seen[key] += 1
        yield f"{prefix}-{key}" + (f"-{seen[key]}" if seen[key] > 1 else "")


def known(text):
    """The text, or nothing for the words that stand for nothing."""
    return "" if text.strip().lower() in ("", "na", "n/a", "unknown") else text.strip()


def half_step_km(distance_km):
    """Half of the rounding step that the digits of a distance suggest: 400 -> 50, 350 -> 25, 410 -> 5, 787 -> 0.5."""
    for step in (100, 50, 10, 5, 1):
        if distance_km % step == 0:
            return step / 2
    return 0.05


def round_up(value, step):
    return int(math.ceil(value / step - 1e-9) * step)


# --- geodesics on WGS84 ---------------------------------------------------------------------------------------------


def geod_solve(options, lines):
    if not lines:
        return []
    text = "".join(" ".join(repr(float(number)) for number in line) + "\n" for line in lines)
    done = subprocess.run(["GeodSolve", *options], input=text, capture_output=True, text=True, check=True)
    return [tuple(float(number) for number in line.split()) for line in done.stdout.splitlines()]


def destinations(lines):
    """(lat, lon, bearing_deg, distance_m) -> (lat, lon)"""
    return [(lat, lon) for lat, lon, _ in geod_solve([], lines)]


def distances_m(lines):
    """(lat, lon, lat, lon) -> metres"""
    return [length for _, _, length in geod_solve(["-i"], lines)]


# --- facilities -----------------------------------------------------------------------------------------------------

FACILITY_COLUMNS = ("id", "name", "name_long", "name_ko", "class", "subtype", "province", "rank", "parent", "lat", "lon",
                    "published_text", "notation", "precision_m", "spread_km", "caution", "note", "source_date", "source",
                    "source_url")

NOTATIONS = {
    "DD": "DD",
    "DD space-separated": "DD",
    "DD from whole minutes": "DD",
    "DMS": "DMS",
    "DMS decimal seconds": "DMS",
    "DMS and DD": "DMS",
    "DMS, degree sign lost": "DMS",
    "degrees and decimal minutes": "DDM",
}

# The beginning of a source in the shared table -> our citation; the first that fits is taken.
CITATIONS = (
    ("Stanford IMINT", "Stanford IMINT project, IMINT-Analysis @fcb6dc4"),
    ("atomicarchive.com", "atomicarchive.com, North Korea's Nuclear Facilities"),
    ("CSIS Beyond Parallel report", "CSIS Beyond Parallel, via free-north-korea @b094dd6"),
    ("CSIS Beyond Parallel", "CSIS Beyond Parallel"),
    ("Ahmet-Dedeler/free-north-korea src", "free-north-korea places.ts @80b8bb5"),
    ("Ahmet-Dedeler/free-north-korea docs", "free-north-korea military.json @b094dd6"),
    ("Arms Control Wonk", "Arms Control Wonk"),
    ("FAS Nuclear Forces Guide", "FAS Nuclear Forces Guide"),
    ("CNS North Korea Missile Test Database", "CNS/NTI missile test database, via nagix/nk-missile-tests @a0cc658"),
    ("NGA World Port Index", "NGA World Port Index, Pub. 150"),
    ("Wikipedia mirror (2006 text): Musudan-ri", "Wikipedia, Musudan-ri, 2006 text (mirror)"),
    ("Wikipedia mirror: ", "Wikipedia, {rest} (mirror)"),
    ("Wikipedia: ", "Wikipedia, {rest}"),
)


def citation(source):
    for start, short in CITATIONS:
        if source.startswith(start):
            return short.format(rest=source[len(start):])
    raise ValueError(f"no citation for source '{source}'")


SEOUL = (37.57, 126.98)  # city hall
KAL_GOL_TEXT = "52 km north of the DMZ, 125 km north of Seoul"
KAL_GOL_PRECISION_M = 6000  # 0.5 km each from rounding, about 5 km from what "Seoul" means
KAL_GOL_URL = "https://beyondparallel.csis.org/undeclared-north-korea-the-kal-gol-missile-operating-base/"


def dmz_north_limit(shared):
    """Points every few hundred metres on the northern limit of the DMZ, as (lat, lon)."""
    document = json.loads((shared / "context" / "stiles_dmz-geojson.json").read_text(encoding="utf-8"))
    line = next(feature["geometry"]["coordinates"] for feature in document["features"]
                if (feature["properties"]["COUNTRY_NA"], feature["properties"]["DISCLAIME1"]) == ("North Korea", "DMZ"))
    steps = 20
    return [(lat0 + (lat1 - lat0) * step / steps, lon0 + (lon1 - lon0) * step / steps)
            for (lon0, lat0), (lon1, lat1) in zip(line, line[1:]) for step in range(steps)]


def kal_gol_point(shared):
    """Where 125 km from Seoul and 52 km from the DMZ meet, west of due north (there the distance to the DMZ falls
    steadily with the bearing; east of it no point fits)."""
    limit = dmz_north_limit(shared)
    west, east = -20.0, 0.0
    for _ in range(30):
        bearing = (west + east) / 2
        point, = destinations([(*SEOUL, bearing, 125000)])
        if min(distances_m([(*point, *other) for other in limit])) > 52000:
            west = bearing
        else:
            east = bearing
    return point


def facility_note(row):
    """Port particulars of the World Port Index as short words; notes of our own otherwise."""
    if row["category"] == "port":
        index, locode, size = re.fullmatch(r"WPI (\d+), UN/LOCODE (.+), harbour size (.+)", row["note"]).groups()
        kind = row["subtype"].lower().replace(" (", ", ").rstrip(")")
        locode = "" if locode == "none" else f"; LOCODE {locode}"
        return f"WPI {index}{locode}; {size.lower()} harbour; {kind}"
    return names.NOTES.get(row["facility_id"], "")


def make_facilities(shared):
    published = {(row["facility_id"], row["lat"], row["lon"]): row
                 for row in read_table(shared / "facilities" / "dprk_facility_coordinates.csv")}
    given = names.facilities()
    rows = []
    for row in read_table(shared / "facilities" / "dprk_facilities.csv"):
        pedigree = published[row["facility_id"], row["lat"], row["lon"]]
        report = re.fullmatch(r"published (\d{4}-\d\d-\d\d)", row["note"])
        rows.append({
            **given.pop(row["facility_id"]),
            "class": row["category"],
            "lat": row["lat"],
            "lon": row["lon"],
            "published_text": pedigree["published_text"],
            "notation": NOTATIONS[pedigree["coordinate_format"]],
            "precision_m": row["precision_m"],
            "spread_km": row["spread_km"] if int(row["published_coordinates"]) > 1 else "",
            "caution": names.CAUTIONS.get(row["facility_id"], ""),
            "note": facility_note(row),
            "source_date": report.group(1) if report else "",
            "source": citation(row["source"]),
            "source_url": row["source_url"],
        })
    if given:
        raise ValueError(f"named, but not in the source table: {', '.join(given)}")

    kal_gol, = (row for row in rows if row["id"] == "kal-gol")
    point = kal_gol_point(shared)
    off_m = distances_m([(*point, float(row["lat"]), float(row["lon"]))
                         for key, row in published.items() if key[0] == "kal-gol"])
    kal_gol.update(lat=f"{point[0]:.3f}", lon=f"{point[1]:.3f}", published_text=KAL_GOL_TEXT,
                   notation="two distances", precision_m=KAL_GOL_PRECISION_M, source_url=KAL_GOL_URL,
                   note=kal_gol["note"].format(kal_gol_off_km=f"{min(off_m) / 1000:.1f}"),
                   spread_km=f"{max(off_m) / 1000:.2f}",
                   source="CSIS Beyond Parallel report text; DMZ from US State Department LSIB")
    return rows


# --- launches -------------------------------------------------------------------------------------------------------

LAUNCH_COLUMNS = ("id", "name", "class", "date", "time_utc", "date_kst", "salvo_no", "missile", "missile_class", "site_id",
                  "site", "site_basis", "lat", "lon", "published_text", "notation", "precision_m", "landing_area",
                  "apogee_km", "distance_km", "bearing_deg", "bearing_basis", "end_lat", "end_lon", "end_precision_m",
                  "outcome", "note", "source", "source_url")

LANDING_AREAS = {"sea-of-japan": "Sea of Japan (East Sea)", "yellow-sea": "Yellow Sea (West Sea)",
                 "pacific-ocean": "Pacific Ocean", "north-korea": "North Korea", "na": "", "": ""}

# Dates whose site the source calls unclear, or gives as "Unknown" in its own table of 2023.
UNCERTAIN_SITE_DATES = {"1991-07", "2013-05-18", "2013-05-19", "2013-05-20", "2014-06-26", "2014-07-26", "2016-03-10",
                        "2016-03-18", "2016-04-15", "2017-04-28", "2019-07-30", "2019-08-01", "2019-10-01", "2019-10-31",
                        "2020-03-08", "2020-03-20", "2020-03-28", "2022-06-05"}
UNCERTAIN_SITE_M = 25000
DEFAULT_BEARING = "90"
PUBLISHED_BEARING_DEG = 5.0  # half-widths of what a bearing may mean
ASSUMED_BEARING_DEG = 22.5

# (date, n-th row of that date): own words.
LAUNCH_NOTES = {
    **{("1984-04-09", n): "day and outcome of each 1984 launch not known" for n in (1, 2, 3)},
    **{("1984-09", n): "day and outcome of each 1984 launch not known" for n in (1, 2, 3)},
    ("1990-05", 1): "presumed explosion at launch",
    ("1992-06", 1): "presumed early failure",
    ("1998-08-31", 1): "overflew Japan; third stage failed",
    ("2006-07-05", 1): "failed after 42 s",
    ("2009-04-05", 1): "satellite launch; an upper stage failed",
    ("2012-04-13", 1): "exploded after about 90 s; the source says Pacific, its figures end in the Yellow Sea",
    ("2012-12-12", 1): "satellite in orbit",
    ("2015-11-28", 1): "failed to leave the submarine properly",
    ("2015-12-21", 1): "exploded after ejection",
    ("2016-02-07", 1): "satellite in orbit",
    ("2016-03-18", 2): "lost from radar after about 17 s; the apogee may repeat that number",
    ("2016-04-23", 1): "short flight; success according to the source's rule",
    ("2016-06-21", 1): "exploded soon after launch",
    ("2016-07-09", 1): "exploded soon after ignition",
    ("2016-10-14", 1): "exploded soon after launch",
    ("2016-10-19", 1): "exploded soon after launch",
    ("2017-03-05", 5): "failed soon after launch",
    ("2017-03-21", 1): "exploded almost at once",
    ("2017-04-04", 1): "reported path is unusual",
    ("2017-04-15", 1): "exploded almost at once",
    ("2017-04-28", 1): "failed soon after launch",
    ("2017-07-04", 1): "first Hwasong-14 flight",
    ("2017-07-28", 1): "second Hwasong-14 flight",
    ("2017-08-25", 2): "failed; accounts differ",
    ("2017-08-28", 1): "overflew Japan",
    ("2017-09-14", 1): "overflew Japan",
    ("2017-11-28", 1): "first Hwasong-15 flight",
    ("2019-04-17", 1): "site not known",
    ("2019-09-09", 3): "failed early in flight",
    ("2019-10-01", 1): "first Pukguksong-3 flight, from a barge",
    ("2022-03-16", 1): "failed soon after launch",
    ("2022-05-04", 1): "presumed failed ICBM test",
    ("2022-05-24", 1): "presumed failed ICBM test",
    ("2022-05-24", 2): "lost at about 20 km altitude",
    ("2022-06-05", 4): "CNS gives 110 to 670 km; the lower figure is used",
    ("2022-06-05", 7): "CNS gives 110 to 670 km; the lower figure is used",
    ("2022-10-03", 1): "overflew Japan",
    ("2022-11-02", 1): "failed during the second stage",
    ("2023-04-12", 1): "first Hwasong-18 flight",
    ("2023-05-30", 1): "satellite launch; fell in the Yellow Sea",
    ("2023-08-23", 1): "satellite launch; failed in flight",
    ("2023-11-21", 1): "satellite in orbit",
    ("2023-11-22", 1): "failed soon after launch",
    ("2024-05-27", 1): "satellite launch; first stage failed",
    ("2024-10-30", 1): "first Hwasong-19 flight",
}


def is_satellite_launch(row):
    """Launchers known as such, and the one whose type the source leaves open."""
    return row["missile_type"] == "SLV" or row["date"] == "2024-05-27"


def launch_bearing(row):
    """The bearing and its basis; 90 is the source's filler, so it tells something only beside a distance."""
    if row["bearing_deg"] != DEFAULT_BEARING:
        return row["bearing_deg"], "published"
    if known(row["distance_km"]):
        return row["bearing_deg"], "assumed"
    return "", ""


def kst_date(date, time):
    if not time:
        return ""
    moment = datetime.datetime.fromisoformat(f"{date}T{time}") + datetime.timedelta(hours=9)
    return moment.date().isoformat()


def make_launches(shared):
    sites = {row["facility_id"]: row
             for row in read_table(shared / "facilities" / "dprk_facility_coordinates.csv")
             if row["source"].startswith("CNS North Korea Missile Test Database")}
    given = names.facilities()
    nth = collections.Counter()
    notes = dict(LAUNCH_NOTES)
    rows = []
    for row in read_table(shared / "launches" / "dprk_missile_launches_1984_2026.csv"):
        nth[row["date"]] += 1
        site = sites[row["facility_id"]] if row["facility_id"] else None
        if site and (site["lat"], site["lon"]) != (row["lat"], row["lon"]):
            raise ValueError(f"launch of {row['date']}: not the coordinates of site '{row['facility_id']}'")
        time = row["time"].replace(" (UTC)", "")
        missile = known(row["missile"]) or "unknown missile"
        bearing, basis = launch_bearing(row)
        uncertain = row["date"] in UNCERTAIN_SITE_DATES
        rows.append({
            "id": f"launch-{row['date']}-{nth[row['date']]}",
            "name": f"{missile}, {row['date']}",
            "class": "satellite launch" if is_satellite_launch(row) else "missile launch",
            "date": row["date"],
            "time_utc": time,
            "date_kst": kst_date(row["date"], time),
            "salvo_no": row["series_no"],
            "missile": missile,
            "missile_class": row["missile_type"] if known(row["missile_type"]) else "unknown",
            "site_id": row["facility_id"],
            "site": given[row["facility_id"]]["name"] if site else "",
            "site_basis": ("uncertain" if uncertain else "stated") if site else "",
            "lat": row["lat"],
            "lon": row["lon"],
            "published_text": site["published_text"] if site else "",
            "notation": NOTATIONS[site["coordinate_format"]] if site else "",
            "precision_m": (UNCERTAIN_SITE_M if uncertain else int(site["precision_m"])) if site else "",
            "landing_area": LANDING_AREAS[row["landing_area"]],
            "apogee_km": known(row["apogee_km"]),
            "distance_km": known(row["distance_km"]),
            "bearing_deg": bearing,
            "bearing_basis": basis,
            "outcome": row["outcome"],
            "note": notes.pop((row["date"], nth[row["date"]]), ""),
            "source": "CNS/NTI missile test database; bearings: nagix/nk-missile-tests @a0cc658",
            "source_url": "https://github.com/nagix/nk-missile-tests",
        })
    if notes:
        raise ValueError(f"notes without a launch: {sorted(notes)}")
    add_end_points(rows)
    return rows


def add_end_points(launches):
    """The end of the flight by bearing and distance; not for satellite launchers, whose distance is a stage's."""
    flights = [row for row in launches
               if row["lat"] and row["distance_km"] and row["bearing_deg"] and row["class"] == "missile launch"]
    ends = destinations([(row["lat"], row["lon"], row["bearing_deg"], float(row["distance_km"]) * 1000) for row in flights])
    for row, (lat, lon) in zip(flights, ends):
        distance = float(row["distance_km"])
        half_sector = PUBLISHED_BEARING_DEG if row["bearing_basis"] == "published" else ASSUMED_BEARING_DEG
        spread = math.hypot(half_step_km(distance), distance * math.radians(half_sector), row["precision_m"] / 1000)
        row.update(end_lat=f"{lat:.2f}", end_lon=f"{lon:.2f}", end_precision_m=round_up(spread, 1) * 1000)


# --- nuclear tests --------------------------------------------------------------------------------------------------

SEISMIC_COLUMNS = ("id", "name", "class", "test_no", "date", "time_utc", "lat", "lon", "published_text", "notation",
                   "precision_m", "depth_km", "magnitude", "magnitude_type", "yield_kt_low", "yield_kt_high", "note",
                   "source", "source_url")
TEST_COLUMNS = ("id", "name", "class", "test_no", "date", "time_utc", "lat", "lon", "published_text", "notation",
                "precision_m", "stated_precision_m", "location_basis", "magnitude", "magnitude_type", "magnitude_source",
                "yield_kt_low", "yield_kt_high", "yield_sources", "source", "source_url")

ORDINALS = ("1st", "2nd", "3rd", "4th", "5th", "6th")

# The beginning of a source -> short id, citation, how it located the tests.
SEISMIC_SOURCES = (
    ("USGS", "usgs", "USGS ComCat", "network"),
    ("Won-Young Kim", "ldeo", "Won-Young Kim, Lamont-Doherty, lecture table 1", "relocation"),
    ("Wikipedia: List", "wp2016", "Wikipedia, list of North Korean nuclear tests, 2016", "compilation"),
    ("Zhang and Wen", "zw2013", "Zhang and Wen 2013, GRL 40, 2941-2946", "relocation"),
    ("Wikipedia mirror: 2017", "wp2017", "Wikipedia, 2017 North Korean nuclear test (mirror)", "network"),
    ("Business Standard", "bs2017", "Business Standard / Bloomberg, 4 Sept 2017", ""),
)

# (source id, test number): own words; test number "" stands for the events that are no tests.
SEISMIC_NOTES = {
    ("wp2016", "1"): "east tunnel; 310 m deep",
    ("wp2016", "2"): "west tunnel; 490 m deep",
    ("wp2016", "3"): "probably west tunnel; 1000 m deep",
    ("wp2016", "4"): "announced as a hydrogen bomb",
    ("zw2013", "3"): "yield 12.2 +/- 3.8 kt; longitude, garbled in the stored copy, from "
                     "http://geophysics.geo.sunysb.edu/wen/NK/",
    ("wp2017", "6"): "low figure KMA, high figure ISRO (radar images)",
    ("bs2017", "1"): "under 1 kt",
    ("bs2017", "6"): "about 100 kt",
}
SEISMIC_NOTES.update({("ldeo", str(n)): "relative location; depth under 1 km" for n in (1, 2, 3)})
SEISMIC_NOTES.update({("usgs", n): "location good to several km" for n in ("1", "2", "3", "4", "5", "6", "")})

# Precision that the authors give: Wen and Long 2010 for test 2 (as quoted by Yonhap), Zhang and Wen for test 3.
STATED_PRECISION_M = {("ldeo", "2"): 140, ("zw2013", "3"): 94, ("ldeo", "3"): 94}
ZHANG_WEN = {"lat": "41.2908", "lon": "129.0763", "published_text": "41°17'26.88\"N, 129°4'34.68\"E", "notation": "DMS"}


def seismic_source(source):
    for start, short, cited, method in SEISMIC_SOURCES:
        if source.startswith(start):
            return short, cited, method
    raise ValueError(f"unknown seismic source '{source}'")


def make_nuclear_sources(shared):
    rows = []
    for row in read_table(shared / "nuclear-tests" / "dprk_nuclear_tests_by_source.csv"):
        short, cited, _ = seismic_source(row["source"])
        test_no = row["test_no"]
        date, _, time = row["datetime_utc"].rstrip("Z").partition("T")
        kind = "nuclear test" if row["event_type"] == "nuclear explosion" else row["event_type"]
        rows.append({
            "id": f"{'test-' + test_no if test_no else row['event_type'] + '-' + date}-{short}",
            "name": f"{ORDINALS[int(test_no) - 1]} test" if test_no else f"{kind.capitalize()} of {date}",
            "class": kind,
            "test_no": test_no,
            "date": date,
            "time_utc": time,
            "lat": row["lat"] if row["lon"] else "",
            "lon": row["lon"],
            "published_text": f"{row['lat']}, {row['lon']}" if row["lon"] else "",
            "notation": "DD" if row["lon"] else "",
            "precision_m": STATED_PRECISION_M.get((short, test_no), ""),
            "depth_km": "" if row["depth_km"].startswith("<") else row["depth_km"],
            "magnitude": row["magnitude"],
            "magnitude_type": row["magnitude_type"],
            "yield_kt_low": row["yield_kt_low"],
            "yield_kt_high": row["yield_kt_high"],
            "note": SEISMIC_NOTES.get((short, test_no), ""),
            "source": cited,
            "source_url": row["source_url"],
        })
        if short == "zw2013":
            rows[-1].update(ZHANG_WEN)
    add_network_precision(rows)
    return rows


def is_method(row, method):
    return any(cited == row["source"] and how == method for _, _, cited, how in SEISMIC_SOURCES)


def distance_between_m(a, b):
    length, = distances_m([(a["lat"], a["lon"], b["lat"], b["lon"])])
    return length


def add_network_precision(rows):
    """A location from the world network alone is trusted to the largest distance seen between one and a relocation."""
    located = [row for row in rows if row["lat"]]
    largest = max(distance_between_m(a, b) for a in located if is_method(a, "network")
                  for b in located if is_method(b, "relocation") and a["test_no"] == b["test_no"])
    for row in located:
        if is_method(row, "network"):
            row["precision_m"] = round_up(largest, 100)


def make_nuclear_tests(sources):
    rows = []
    for number in range(1, 7):
        of_test = [row for row in sources if row["test_no"] == str(number)]
        located = [row for row in of_test if row["lat"]]
        relocated = [row for row in located if is_method(row, "relocation")]
        usgs, = (row for row in of_test if row["source"] == "USGS ComCat")
        best = relocated[-1] if relocated else usgs  # Zhang and Wen stand after the lecture that repeats them
        spread = max([distance_between_m(best, row) for row in located])
        lows = [float(row["yield_kt_low"]) for row in of_test if row["yield_kt_low"]]
        highs = [float(row["yield_kt_high"]) for row in of_test if row["yield_kt_high"]]
        rows.append({
            **{column: best[column] for column in ("lat", "lon", "published_text", "notation", "source", "source_url")},
            "id": f"test-{number}",
            "name": f"{ORDINALS[number - 1]} test, {usgs['date']}",
            "class": "nuclear test",
            "test_no": number,
            "date": usgs["date"],
            "time_utc": usgs["time_utc"],
            "precision_m": max(round_up(spread, 100), 0 if relocated else best["precision_m"]),
            "stated_precision_m": best["precision_m"] if relocated else "",
            "location_basis": "relocation" if relocated else "network",
            "magnitude": usgs["magnitude"],
            "magnitude_type": usgs["magnitude_type"],
            "magnitude_source": "USGS ComCat",
            "yield_kt_low": f"{min(lows):g}",
            "yield_kt_high": f"{max(highs):g}",
            "yield_sources": sum(1 for row in of_test if row["yield_kt_low"] or row["yield_kt_high"]),
        })
    return rows


# --- ship-to-ship transfers -----------------------------------------------------------------------------------------

TRANSFER_COLUMNS = ("id", "name", "class", "date", "time_note", "dprk_vessel", "dprk_vessel_imo", "other_vessel", "other_flag",
                    "other_flag_basis", "published_text", "notation", "reference_place", "ref_lat", "ref_lon", "direction",
                    "bearing_deg", "distance_km", "lat", "lon", "precision_m", "approx", "observer", "note", "source",
                    "source_url")

REFERENCE_PLACES = {"Shanghai": (31.23, 121.47)}  # city centre
REFERENCE_KM = 30  # from the centre to the open sea: the text does not say from where it counts
BEARINGS = {word: index * 22.5 for index, word in enumerate(
    "N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW".split())}
FLAGS = {"": ("", ""), "unknown": ("", ""), "seemed Chinese": ("China", "appearance")}

TRANSFER_NOTES = {
    "sts-2017-10-19": "attempt, shown on images released by OFAC",
    "sts-2018-01-20": "DPRK ship disguised as SONG HAE",
    "sts-2018-02-16": "hoses seen",
    "sts-2018-05-19": "hoses seen",
    "sts-2018-06-02": "about eight hoses seen",
    "sts-2018-06": "month only",
    "sts-2018-06-21": "ship's name from the press",
    "sts-2018-06-29": "date derived from the weekday in the report; name disguised as HOPE SEA",
    "sts-2019-01-18": "copy of a Japanese release",
    "sts-2019-03-02": "hoses seen; lights off",
    "sts-2019-03-20": "other ship's side marked 秦皇島",
    "sts-2019-05-13": "two days",
    "sts-2019-11-13": "published as 150 nmi",
    "sts-2020-01-12": "hoses seen",
}


def transfer_notation(row):
    if row["direction"] and row["distance_km"]:
        return "bearing-distance"
    if row["distance_km"]:
        return "distance"
    if row["direction"]:
        return "bearing"
    return "area name" if row["place_as_published"] else ""


def half_sector_deg(direction):
    """8-point words (S, SE) stand for 45 degrees, 16-point words (SSE) for 22.5."""
    return 11.25 if len(direction) == 3 else 22.5


def make_transfers(shared):
    table = read_table(shared / "sts" / "dprk_ship_to_ship_transfers.csv")
    notes = dict(TRANSFER_NOTES)
    rows = []
    for row, row_id in zip(table, numbered("sts", (row["date"].split("/")[0] for row in table))):
        place = row["reference_place"]
        flag, basis = FLAGS.get(row["other_vessel_flag"], (row["other_vessel_flag"], "reported"))
        notation = transfer_notation(row)
        rows.append({
            "id": row_id,
            "name": f"{row['dprk_vessel'].title()}, {row['date']}",
            "class": "attempted" if row["note"].startswith("attempted") else "suspected",
            "date": row["date"],
            "time_note": row["time_note"],
            "dprk_vessel": row["dprk_vessel"],
            "dprk_vessel_imo": row["dprk_vessel_imo"],
            "other_vessel": re.sub(r" \(.*\)$", "", row["other_vessel"]),
            "other_flag": flag,
            "other_flag_basis": basis,
            "published_text": row["place_as_published"],
            "notation": notation,
            "reference_place": place,
            "ref_lat": REFERENCE_PLACES[place][0] if place else "",
            "ref_lon": REFERENCE_PLACES[place][1] if place else "",
            "direction": row["direction"],
            "bearing_deg": f"{BEARINGS[row['direction']]:g}" if row["direction"] else "",
            "distance_km": row["distance_km"],
            "approx": "yes" if notation == "bearing-distance" else "",
            "observer": row["observer"],
            "note": notes.pop(row_id, ""),
            "source": row["source"],
            "source_url": row["source_url"],
        })
    if notes:
        raise ValueError(f"notes without a transfer: {sorted(notes)}")
    add_transfer_points(rows)
    return rows


def add_transfer_points(transfers):
    placed = [row for row in transfers if row["notation"] == "bearing-distance"]
    points = destinations([(row["ref_lat"], row["ref_lon"], row["bearing_deg"], float(row["distance_km"]) * 1000)
                           for row in placed])
    for row, (lat, lon) in zip(placed, points):
        distance = float(row["distance_km"])
        arc = distance * math.radians(half_sector_deg(row["direction"]))
        spread = math.hypot(half_step_km(distance), arc, REFERENCE_KM)
        row.update(lat=f"{lat:.2f}", lon=f"{lon:.2f}", precision_m=round_up(spread, 1) * 1000)


# --- cyberattacks ---------------------------------------------------------------------------------------------------

COUNTRY_COLUMNS = ("id", "name", "class", "country", "iso_a2", "iso_a3", "attacks", "source", "source_url")
INCIDENT_COLUMNS = ("id", "name", "class", "date", "victim", "country", "iso_a3", "in_panel_list", "currency", "amount_low",
                    "amount_high", "note", "source", "source_url")

OTHER_ISO = {"Taiwan": "TWN", "Mexico": "MEX", "Japan": "JPN", "Pakistan": "PAK", "Ecuador": "ECU"}

# victim as in the source table -> name on the map, class, and what the table says in other columns or in words
VICTIMS = {
    "TP Bank (Tien Phong Bank)": ("TP Bank", "bank", {}),
    "Bithumb (at least four attacks, Feb 2017 to Mar 2019)": ("Bithumb", "exchange", {
        "date": "2017-02/2019-03", "amount_low": "7000000", "amount_high": "31000000",
        "note": "at least four attacks; amounts are each attack's"}),
    "Bancomext": ("Bancomext", "bank", {}),
    "central bank of Malaysia (attempt)": ("Central bank of Malaysia", "central bank", {"note": "attempt"}),
    "Bangladesh Bank": ("Bangladesh Bank", "central bank", {}),
    "Coincheck": ("Coincheck", "exchange", {}),
    "Bank of Valletta": ("Bank of Valletta", "bank", {"note": "EUR 10 million recovered"}),
    "Banco del Austro": ("Banco del Austro", "bank", {"note": "possible attribution; no date in the source"}),
}


def make_cyber_by_country(shared):
    return [{
        "id": f"cyber-{row['iso3'].lower()}",
        "name": row["country"],
        "class": "cyberattack count",
        "country": row["country"],
        "iso_a2": row["iso2"],
        "iso_a3": row["iso3"],
        "attacks": row["attacks"],
        "source": "AP, 13 Aug 2019, on UN Panel of Experts S/2019/691",
        "source_url": row["source_url"],
    } for row in read_table(shared / "cyber" / "un_poe_2019_cyberattacks_by_country.csv")]


def make_cyber_incidents(shared, countries):
    iso = {row["country"]: row["iso_a3"] for row in countries}
    table = read_table(shared / "cyber" / "reported_incidents.csv")
    rows = []
    for row in table:
        name, kind, more = VICTIMS.get(row["victim"], (row["victim"], "bank", {}))
        in_list = "yes" if row["country"] in iso else "no"
        if in_list != row["country_in_un_list_of_17"]:
            raise ValueError(f"'{row['country']}' is wrongly marked as in or not in the list of 17")
        rows.append({
            "id": "cyber-" + re.sub(r"[^a-z]+", "-", name.lower()),
            "name": name,
            "class": kind,
            "date": row["date"],
            "victim": name,
            "country": row["country"],
            "iso_a3": iso.get(row["country"]) or OTHER_ISO[row["country"]],
            "in_panel_list": in_list,
            "currency": row["currency"],
            "amount_low": row["amount"],
            "amount_high": row["amount"],
            "source": row["source"],
            "source_url": row["source_url"],
            **more,
        })
    return rows


# --- all ------------------------------------------------------------------------------------------------------------


def main(arguments):
    if len(arguments) not in (1, 2) or arguments[0].startswith("-"):
        print(__doc__.strip().splitlines()[2], file=sys.stderr)
        return 2
    shared = pathlib.Path(arguments[0])
    output = pathlib.Path(arguments[1]) if len(arguments) == 2 else OUTPUT_DIR
    output.mkdir(parents=True, exist_ok=True)

    nuclear_sources = make_nuclear_sources(shared)
    countries = make_cyber_by_country(shared)
    write_table(output / "facilities.csv", FACILITY_COLUMNS, make_facilities(shared))
    write_table(output / "launches.csv", LAUNCH_COLUMNS, make_launches(shared))
    write_table(output / "nuclear_tests.csv", TEST_COLUMNS, make_nuclear_tests(nuclear_sources))
    write_table(output / "nuclear_tests_sources.csv", SEISMIC_COLUMNS, nuclear_sources)
    write_table(output / "transfers.csv", TRANSFER_COLUMNS, make_transfers(shared))
    write_table(output / "cyber_by_country.csv", COUNTRY_COLUMNS, countries)
    write_table(output / "cyber_incidents.csv", INCIDENT_COLUMNS, make_cyber_incidents(shared, countries))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
