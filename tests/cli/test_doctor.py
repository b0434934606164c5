#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The doctor by `cartouche check --json`: small files with one fault each, real data when it is there, oracles of GDAL and GeographicLib."""
import json
import os
import random
import re
import shutil
import subprocess
import time

from harness import ROOT, Skip, expect, main, run, write

SHARED = os.path.join(ROOT, "..", "shared", "data")
BASE = os.path.join(ROOT, "layers", "base")


def check(folder, *files):
    r = run("check", "--json", *files, cwd=folder)
    expect(r.code in (0, 1), r)
    lines = [json.loads(t) for t in r.out.decode("utf-8").splitlines()]
    return [d for d in lines if "code" in d]


def only(findings, code, file=None):
    return [d for d in findings if d["code"] == code and (file is None or d["file"].endswith(file))]


def doctors(findings):
    """Findings of this part of the doctor, but for the list of unplaced rows."""
    return [d for d in findings if re.fullmatch(r"CT-D1[345]\d", d["code"]) and d["code"] != "CT-D151"]


def shared(*path):
    path = os.path.join(SHARED, *path)
    if not os.path.exists(path):
        raise Skip(f"no {path}")
    return path


def angola_in_chad(folder):
    write(f"{folder}/a.csv", "name,country,lat,lon\nKuito,Angola,-12.38,16.94\nBie,Angola,11.2,17.8\n")
    found = doctors(check(folder, "a.csv"))
    expect(len(found) == 1, found)
    d = found[0]
    expect((d["code"], d["severity"], d["file"], d["row"], d["column"]) == ("CT-D131", "warning", "a.csv", 3, "lat"), d)
    expect(d["message"] == "latitude 11.2, longitude 17.8 lies in Chad, not in Angola", d)
    expect(d["suggestion"].startswith("-11.2, 17.8 lies in Angola"), d)
    expect(re.sub(r"\s", "", d["value"]) == "11.2,17.8", d)


def system_of_metres(folder):
    """Places of Korea and Chile in grids by cs2cs; the system that is not said is found by the country."""
    def metres(epsg, places):
        text = "".join(f"{lon} {lat}\n" for lon, lat in places)
        done = subprocess.run(["cs2cs", "-f", "%.1f", "OGC:CRS84", f"EPSG:{epsg}"], input=text.encode(),
                              capture_output=True, check=True)
        out = [t.split()[:2] for t in done.stdout.decode().splitlines()]
        # The axes of these grids: easting first, but for the Korean.
        return [(b, a) if epsg == 5179 else (a, b) for a, b in out]

    korea = [(126.98, 37.57), (129.04, 35.10), (127.38, 36.35), (128.60, 35.87)]
    chile = [(-70.32, -27.37), (-68.93, -22.46), (-70.65, -33.45), (-69.6, -20.2)]
    for epsg, places, country in ((5179, korea, "South Korea"), (32719, chile, "Chile")):
        rows = "".join(f"{k},{country},{x},{y}\n" for k, (x, y) in enumerate(metres(epsg, places)))
        write(f"{folder}/m{epsg}.csv", "n,country,easting,northing\n" + rows)
        found = check(folder, f"m{epsg}.csv")
        expect(len(only(found, "CT-D121")) == 4, found)
        grid = only(found, "CT-D155")
        expect(len(grid) == 1 and f"EPSG:{epsg}" in grid[0]["suggestion"] and country in grid[0]["message"], grid)
        r = run("check", "--crs", f"EPSG:{epsg}", f"m{epsg}.csv", cwd=folder)
        expect(b"4 placed" in r.out and b"CT-D13" not in r.out, r)
    # In the file's name as well; and nothing is said when no country is.
    shutil.copy(f"{folder}/m32719.csv", f"{folder}/chile_plants.csv")
    write(f"{folder}/nowhere.csv", "n,easting,northing\n1,345000,6290000\n2,346000,6291000\n3,347000,6292000\n")
    expect(len(only(check(folder, "chile_plants.csv"), "CT-D155")) == 1)
    expect(not only(check(folder, "nowhere.csv"), "CT-D155"))


def every_country(folder):
    """A point inside each large country is right, with lost sign it is mended, whatever its name is."""
    done = subprocess.run(["ogrinfo", "-al", "-geom=NO", f"{BASE}/countries_10m.fgb"], capture_output=True, text=True)
    rows, one = [], {}
    for line in done.stdout.splitlines():
        m = re.match(r"  (\w+) \(\w+\) = (.*)", line)
        if not m:
            continue
        one[m[1]] = m[2]
        if m[1] == "label_lat":
            rows.append(one)
            one = {}
    rows = [r for r in rows if r.get("iso_a3") == r["adm0_a3"] and int(r["labelrank"]) <= 3 and r["iso_a3"] != "ATA"]
    expect(len(rows) > 50, len(rows))
    for key in ("name", "name_ko", "name_ar", "iso_a2"):
        text = ["country,lat,lon"] + [f'"{r[key]}",{float(r["label_lat"]):.4f},{float(r["label_lon"]):.4f}' for r in rows]
        write(f"{folder}/c.csv", "\n".join(text) + "\n")
        found = [d for d in doctors(check(folder, "c.csv")) if d["code"] < "CT-D136"]
        expect(not found, key, found[:3])
        bad = [f'"{r[key]}",{-float(r["label_lat"]):.4f},{float(r["label_lon"]):.4f}' for r in rows if abs(float(r["label_lat"])) > 20]
        write(f"{folder}/c.csv", "\n".join(["country,lat,lon", *bad]) + "\n")
        found = check(folder, "c.csv")
        expect(len(only(found, "CT-D131")) == len(bad), key, len(bad), [d["message"] for d in found if d["code"] in ("CT-D130", "CT-D132", "CT-D133")])


def countries_by_ogr(folder):
    """Which country a random point lies in: as GDAL's spatial filter has it."""
    if not shutil.which("ogrinfo"):
        raise Skip("no ogrinfo")
    random.seed(11)
    points, lines = [], ["name,country,lat,lon"]
    for k in range(24):
        lat, lon = round(random.uniform(-50, 68), 4), round(random.uniform(-120, 150), 4)
        done = subprocess.run(["ogrinfo", "-al", "-geom=NO", "-spat", *map(str, (lon, lat, lon + 1e-7, lat + 1e-7)), f"{BASE}/countries_10m.fgb"],
                              capture_output=True, text=True)
        names = re.findall(r"  name_long \(String\) = (.*)", done.stdout)
        if len(names) < 2:
            points.append((lat, lon, names[0] if names else None))
            lines.append(f"p{k},Monaco,{lat},{lon}")
    write(f"{folder}/p.csv", "\n".join(lines[:7]) + "\n")
    said = {}
    for i in range(0, len(points), 6):  # few rows: or the column would be doubted as a whole
        write(f"{folder}/p.csv", "\n".join([lines[0], *lines[1 + i:7 + i]]) + "\n")
        for d in check(folder, "p.csv"):
            if d["code"] in ("CT-D130", "CT-D131", "CT-D132", "CT-D133"):
                said[i + d["row"] - 2] = d["message"]
    expect(len(said) == len(points), len(said), len(points))
    expect(sum(1 for p in points if p[2]) >= 5, "too few points on land")
    for k, (lat, lon, name) in enumerate(points):
        expect((f"lies in {name}," if name else "lies at sea") in said[k], lat, lon, name, said[k])


def far_apart(folder):
    """Distances between two sources are GeodSolve's."""
    if not shutil.which("GeodSolve"):
        raise Skip("no GeodSolve")
    random.seed(5)
    a, b, ask = ["name,lat,lon"], ["name,lat,lon"], []
    for k in range(40):
        lat, lon = round(random.uniform(-60, 60), 5), round(random.uniform(-170, 170), 5)
        lat2, lon2 = round(lat + random.uniform(0.2, 4), 5), round(lon + random.uniform(0.2, 4), 5)
        a.append(f"Camp number {k},{lat},{lon}")
        b.append(f"camp number {k},{lat2},{lon2}")
        ask.append(f"{lat} {lon} {lat2} {lon2}")
    write(f"{folder}/a.csv", "\n".join(a) + "\n")
    write(f"{folder}/b.csv", "\n".join(b) + "\n")
    done = subprocess.run(["GeodSolve", "-i"], input="\n".join(ask), capture_output=True, text=True)
    km = [float(t.split()[2]) / 1000 for t in done.stdout.splitlines()]
    found = only(check(folder, "a.csv", "b.csv"), "CT-D140", "b.csv")
    expect(len(found) == 40, len(found))
    for d in found:
        m = re.search(r"lies ([\d.]+) km from where row (\d+) of a.csv", d["message"])
        expect(m and int(m[2]) == d["row"], d)
        said, true = float(m[1]), km[d["row"] - 2]
        expect(abs(said - true) <= (0.051 if true < 19.95 else 0.51), d, true)


def clean_data(folder):
    """Nothing is said of the small real tables but what is known of them."""
    expect(not [d for d in doctors(check(folder, "sites.csv"))], check(folder, "sites.csv"))
    known = {"facilities.csv": {"CT-D153", "CT-D145"}, "launches.csv": {"CT-D145"}, "nuclear_tests.csv": set(), "transfers.csv": set()}
    for name, codes in known.items():
        found = doctors(check(folder, os.path.join(ROOT, "layers", "dprk", name)))
        expect({d["code"] for d in found} <= codes, name, found)


def known_traps(folder):
    found = check(folder, shared("facilities", "dprk_facility_coordinates.csv"))
    apart = {d["row"]: d["message"] for d in only(found, "CT-D140")}
    expect("218 km" in apart.get(34, ""), "Kal-gol:", apart)
    expect(re.search(r"1[345]\.\d km", apart.get(12, "")), "Pyongsan:", apart)
    expect(all(d["severity"] == "warning" for d in only(found, "CT-D140")), found)
    west = only(found, "CT-D153")
    expect([d["row"] for d in west] == [16] and "125.668°W" in west[0]["message"], "Institute of Atomic Energy:", west)
    # Musudan-ri's parts and Samsok's sites are close, and different things.
    expect(not only(found, "CT-D142") and not only(found, "CT-D141"), found)
    clean = doctors(check(folder, shared("facilities", "dprk_facilities.csv")))
    expect({d["code"] for d in clean} <= {"CT-D145"}, clean)


def places_of_the_base(folder):
    """9000 towns with their country's code: hardly any is doubted."""
    found = check(folder, os.path.join(BASE, "places_10m.fgb"))
    wrong = [d for d in doctors(found) if d["code"] not in ("CT-D153",)]
    expect(len(wrong) <= 15, len(wrong), wrong[:20])


def many_rows(folder):
    """Time grows with the rows, not faster, whatever is wrong with them."""
    random.seed(2)
    took = []
    for n in (20000, 80000):
        with open(f"{folder}/m.csv", "w", encoding="utf-8") as f:
            f.write("id,name,country,lat,lon\n")
            for k in range(n):
                slip = random.random() < 0.4
                lat, lon = random.uniform(-16, -7), random.uniform(14, 21)
                f.write(f"{k},Site {k},Angola,{-lat if slip else lat:.5f},{lon:.5f}\n")
        start = time.process_time(), os.times().children_user
        found = check(folder, "m.csv")
        took.append(os.times().children_user - start[1])
        expect(len(only(found, "CT-D131")) > n * 0.35, len(found))
    expect(took[1] < 8 * took[0] + 1, took)


main([angola_in_chad, system_of_metres, every_country, countries_by_ogr, far_apart, clean_data, known_traps, places_of_the_base, many_rows])
