#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tables as people save them: encodings, delimiters, headers, quotes, ragged rows, spreadsheets, archives, bombs."""
import gzip
import json
import os
import sqlite3
import struct
import subprocess
import zipfile

from harness import CARTOUCHE, expect, main, run, write

PLAIN = "name,lat,lon\nNampo,38.717,125.383\nWonsan,39.161,127.486\n"


class Report:
    """What `check --json` says."""

    def __init__(self, r):
        lines = [json.loads(t) for t in r.out.decode().splitlines()]
        self.summary = lines[-1]["summary"]
        self.findings = lines[:-1]
        self.code = r.code

    def of(self, code):
        return [f for f in self.findings if f["code"] == code]

    def codes(self):
        return sorted({f["code"] for f in self.findings})


def check(folder, name, content=None, *options):
    if content is not None:
        write(f"{folder}/{name}", content)
    return Report(run("check", "--json", *options, name, cwd=folder))


def placed(report, n, rows=None):
    expect(report.summary["placed"] == n and report.summary["rows"] == (n if rows is None else rows), report.summary,
           report.findings)



# ---- Encodings

PLACES = {
    "cp1252": "São Luís d’Oeste|Querétaro|Düsseldorf|Besançon",
    "mac_roman": "São Luís d’Oeste|Querétaro|Düsseldorf|Besançon",
    "cp850": "São Luís|Querétaro|Düsseldorf|Besançon",
    "cp1250": "Łódź|Gdańsk|Wrocław|Częstochowa",
    "cp1251": "Москва|Санкт-Петербург|Владивосток|Находка",
    "koi8_r": "Москва|Санкт-Петербург|Владивосток|Находка",
    "cp866": "Москва|Санкт-Петербург|Владивосток|Находка",
    "cp949": "평양|영변 핵시설|풍계리 핵실험장|남포항",
    "gb18030": "北京|上海港|大连造船厂|丹东",
    "big5": "臺北|高雄港|臺中市政府|基隆",
    "cp932": "東京タワー|横浜みなとみらい|おおさか|ながさき",
    "euc_jp": "東京タワー|横浜みなとみらい|おおさか|ながさき",
}
SAID = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "code page 850", "cp1250": "Windows-1250",
        "cp1251": "Windows-1251", "koi8_r": "KOI8-R", "cp866": "code page 866", "cp949": "CP949", "gb18030": "GB18030",
        "big5": "Big5", "cp932": "Shift-JIS", "euc_jp": "EUC-JP"}


def table_of(places):
    return "name,lat,lon\n" + "".join(f"{p},{38 + i}.5,{125 + i}.25\n" for i, p in enumerate(places))


def encodings(folder):
    for i, (encoding, joined) in enumerate(PLACES.items()):
        places = joined.split("|")
        text = table_of(places) + "Unknown,,\n"
        eol = ("\n", "\r\n", "\r")[i % 3]
        r = check(folder, "t.csv", text.replace("\n", eol).encode(encoding))
        placed(r, 4, 5)
        notes = r.of("CT-D102")
        expect(len(notes) == 1 and SAID[encoding] in notes[0]["message"], encoding, repr(eol), r.findings)
        # The letters are right: a value that is no coordinate comes back as it was meant.
        bad = f"name,lat,lon\n{places[1]},{places[0]},1\n" + table_of(places)[13:]
        values = [f["value"] for f in check(folder, "t.csv", bad.encode(encoding)).of("CT-D114")]
        expect(values == [places[0]], encoding, values)


def unicode_forms(folder):
    text = "name,lat,lon\nDüsseldorf,51.2,6.8\n강서,Süd,1\n"
    for encoding, marks in (("utf-8", [b"", b"\xef\xbb\xbf"]), ("utf-16-le", [b"", b"\xff\xfe"]),
                            ("utf-16-be", [b"", b"\xfe\xff"]), ("utf-32-le", [b"\xff\xfe\0\0"]),
                            ("utf-32-be", [b"\0\0\xfe\xff"])):
        for mark in marks:
            for eol in ("\n", "\x85") if mark else ("\r\n", "\r"):
                if not mark and encoding.startswith("utf-16") and eol == "\x85":
                    continue  # nothing tells that this is text
                r = check(folder, "t.csv", mark + text.replace("\n", eol).encode(encoding))
                placed(r, 1, 2)
                expect([f["value"] for f in r.of("CT-D114")] == ["Süd"], encoding, mark, r.findings)
                assumed = not mark and encoding != "utf-8"
                expect(bool(r.of("CT-D102")) == assumed, encoding, mark, r.findings)


def late_encoding(folder):
    """The only letters that tell stand far past the first block."""
    rows = "".join(f"Site {i},{i % 80}.5,{i % 170}.25\n" for i in range(20000))
    r = check(folder, "t.csv", b"name,lat,lon\n" + rows.encode() + "Málaga,36.7,-4.4\nCórdoba,37.9,-4.8\n".encode("mac_roman"))
    placed(r, 20002)
    expect("Mac Roman" in r.of("CT-D102")[0]["message"], r.findings)


def mostly_utf8(folder):
    """One cell in another encoding does not make the file one."""
    text = table_of(["Düsseldorf", "Besançon", "Łódź", "평양"]).encode() + b"S\xfcd,1,2\n"
    r = check(folder, "t.csv", text)
    placed(r, 5)
    note = r.of("CT-D102")
    expect(len(note) == 1 and note[0]["row"] == 6 and "1 cells" in note[0]["message"], r.findings)


def damage(folder):
    text = ("name,lat,lon,link\nS\ufffdo Paulo,1,2,\n" + "Querétaro,3,4,\n".encode().decode("cp1252") + "Besan?on,5,6,\n"
            "Who? Me,7,8,\nA,9,1,http://x.org/?q=a?b\nCAFÉ»,1,2,\nŁódź,3,4,\n")
    r = check(folder, "t.csv", text.encode())
    placed(r, 7)
    got = [(f["code"], f["row"], f["column"], f["value"], f["suggestion"]) for f in r.findings
           if f["code"].startswith("CT-D17")]
    expect(got == [("CT-D170", 2, "name", "S\ufffdo Paulo", None),
                   ("CT-D171", 3, "name", "QuerÃ©taro", "Querétaro"),
                   ("CT-D172", 4, "name", "Besan?on", None)], got)


# ---- Dialects

def delimiters(folder):
    for d, lat in ((",", "38.5"), (";", "38,5"), ("\t", "38,5"), ("|", "38.5")):
        rows = [["name", "lat", "lon"], ["A", lat, lat.replace("38", "125")], ["B", lat, lat.replace("38", "126")]]
        for text in ("\n".join(d.join(r) for r in rows),  # no line end at the end
                     "\n".join(d.join(r) + d for r in rows) + "\n",  # trailing delimiters
                     "\n".join((d + d).join(r) for r in rows) + "\n",  # doubled ones
                     "\r\n".join(d.join(f'"{c}"' for c in r) for r in rows) + "\r\n"):
            r = check(folder, "t.csv", text)
            placed(r, 2)
            expect(r.findings == [], d, repr(text), r.findings)
    placed(check(folder, "t.csv", "sep=;\r\nname;lat;lon\r\nA;1,5;2,5\r\n"), 1)
    # Without a header, and every comma a decimal one.
    write(f"{folder}/t.csv", "A;39,512;125,712\nB;38,613;126,123\n")
    placed(check(folder, "d.yaml", "data:\n  x: { path: t.csv, columns: { lat: 2, lon: 3 } }\n"), 2)


def quotes(folder):
    r = check(folder, "t.csv", 'name,lat,lon,note\n"A\nb",1,2,"x ""y"", z"\nC,3,4,"two\n\nlines"\nD,5,,\n')
    placed(r, 2, 3)
    expect(r.of("CT-D110")[0]["row"] == 4, r.findings)
    # Never closed: the row is told, and those behind it are rows.
    r = check(folder, "t.csv", 'name,lat,lon\n"A,1,2\nB,3,4\n"C",5,6\nD,7,8\n')
    placed(r, 4)
    expect([f["row"] for f in r.of("CT-D119")] == [2] and r.codes() == ["CT-D119"], r.findings)
    r = check(folder, "t.csv", "name,lat,lon\n" + 'A,"1,2\n' + "B,3,4\n" * 7000)
    placed(r, 7000, 7001)
    expect([f["row"] for f in r.of("CT-D119")] == [2], r.findings[:3])


def ragged(folder):
    head = "id,name,lat,lon,remark\n"
    r = check(folder, "t.csv", head + "1,A,1,2,\n2,B,3\n3,C,5,6,x\n")
    placed(r, 2, 3)
    expect([(f["row"], f["message"]) for f in r.of("CT-D109")] == [(3, "the row has 3 of the header's 5 cells")], r.findings)
    # A program that always leaves empty cells off at the end.
    r = check(folder, "t.csv", head + "1,A,1,2\n2,B,3,4,x\n3,C,5,6\n")
    placed(r, 3)
    expect(r.findings == [], r.findings)
    r = check(folder, "t.csv", head + "1,A,1,2,x\n2,Nampo, South Pyongan,38.7,125.4,y\n3,C,5,6,z\n4,D,7,8,z\n5,E,7,8,z\n")
    f = r.of("CT-D105")
    expect(len(f) == 1 and f[0]["row"] == 3 and "'Nampo, South Pyongan'" in f[0]["suggestion"], r.findings)


# ---- Headers

def titles_above(folder):
    body = "name;latitude;longitude;remark\nA;39,5;125,5;\nB;38,5;126,5;x\n"
    for above in ("Ports of the region\n", "Ports of the region;;;\n;;;\nSource: own work;;;\n\n", "\n\n",
                  "Exported: ;2020\nPorts, piers, and quays, by place\n\n\n\n"):
        r = check(folder, "t.csv", above + body + "C;;;\n")
        placed(r, 2, 3)
        at = above.count("\n") + 1
        expect([f["row"] for f in r.of("CT-D110")] == [at + 3], above, r.findings)
        told = [f["row"] for f in r.of("CT-D106")]
        expect(told == ([at] if above.strip() else []), above, r.findings)
    # A title that has as many cells as the table: the row that names coordinates is the header.
    r = check(folder, "t.csv", "Ports, by place, 2020\nname,lat,lon\nA,1,2\n")
    placed(r, 1)
    expect([f["row"] for f in r.of("CT-D106")] == [2], r.findings)


def units_and_repeats(folder):
    r = check(folder, "t.csv", "name,lat,lon\n,(deg),(deg)\nA,1,2\nname,lat,lon\nB,3,4\n")
    placed(r, 2)
    expect([(f["code"], f["row"]) for f in r.findings] == [("CT-D107", 2), ("CT-D108", 4)], r.findings)
    r = check(folder, "t.csv", "site,lat,lon\n#loc+name,#geo+lat,#geo+lon\nA,1,2\n")
    placed(r, 1)
    expect(r.codes() == ["CT-D107"], r.findings)
    r = check(folder, "t.csv", "name,lat,lon\nA,degrees,1\nB,1,2\n")  # a value among others is not a unit
    expect(r.summary["rows"] == 2 and not r.of("CT-D107"), r.findings)
    r = check(folder, "t.csv", '"site\nname",lat,lat,,lon\nA,1,9,,2\nTotal,,,,\n')
    placed(r, 1, 2)


def header_told(folder):
    text = "a,b,c\nname,lat,lon\nA,1,2\n"
    write(f"{folder}/t.csv", text)
    placed(check(folder, "t.csv", None, "--header-row", "2"), 1)
    r = check(folder, "t.csv", None, "--header-row", "9")
    expect(r.code == 1 and "no rows" in r.findings[0]["message"], r.findings)
    write(f"{folder}/d.yaml", "data:\n  x: { path: h.csv, header_row: 0, columns: { lat: 3, lon: 4, name: 2 }, label: name }\n")
    write(f"{folder}/h.csv", "1,Ulan,47.9,106.9\n2,Nampo,38.7,125.4\n")
    r = check(folder, "d.yaml")
    placed(r, 2)
    expect(r.findings == [], r.findings)
    for entry, said in (("{ path: h.csv, columns: { lat: 9 } }", "4 columns"), ("{ path: h.csv, columns: { lat: x } }", "by number"),
                        ("{ path: h.csv, header_row: 1.5 }", "whole number"), ("{ path: h.csv, columns: { a: 1, b: 1 } }", "two names"),
                        ("{ path: h.csv, layer: a, sheet: b }", "another word")):
        r = check(folder, "d.yaml", f"data:\n  x: {entry}\n")
        expect(r.code == 1 and any(said in f["message"] for f in r.findings), entry, r.findings)
    r = run("check", "--header-row", "x", "t.csv", cwd=folder)
    expect(r.code == 2 and "--header-row" in r.err, r)


# ---- Spreadsheets

def column_letter(i):
    return (chr(64 + i // 26) if i >= 26 else "") + chr(65 + i % 26)


def sheet_xml(rows):
    """rows: {number: [cell, ...]}; text, number, None, or ("date", serial)."""
    out = []
    for number, cells in rows.items():
        line = ""
        for i, v in enumerate(cells):
            ref = f'{column_letter(i)}{number}'
            if isinstance(v, str):
                line += f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{v}</t></is></c>'
            elif isinstance(v, tuple):
                line += f'<c r="{ref}" s="1"><v>{v[1]}</v></c>'
            elif v is not None:
                line += f'<c r="{ref}"><f>0+{v}</f><v>{v}</v></c>'
        out.append(f'<row r="{number}">{line}</row>')
    return "".join(out)


def xlsx(path, sheets):
    """sheets: {name: rows, or the XML of <sheetData> as chunks of bytes}."""
    main_ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    z = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
    z.writestr("[Content_Types].xml", f'<?xml version="1.0"?><Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="'
               'application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
               'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
               'officedocument.spreadsheetml.sheet.main+xml"/>' + "".join(
                   f'<Override PartName="/xl/worksheets/sheet{i + 1}.xml" ContentType="application/vnd.openxmlformats-'
                   'officedocument.spreadsheetml.worksheet+xml"/>' for i in range(len(sheets))) + "</Types>")
    z.writestr("_rels/.rels", f'<?xml version="1.0"?><Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
               f'Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    z.writestr("xl/workbook.xml", f'<?xml version="1.0"?><workbook xmlns="{main_ns}" xmlns:r="{rel}"><sheets>' + "".join(
        f'<sheet name="{n}" sheetId="{i + 1}" r:id="s{i}"/>' for i, n in enumerate(sheets)) + "</sheets></workbook>")
    z.writestr("xl/_rels/workbook.xml.rels", f'<?xml version="1.0"?><Relationships xmlns="{package}/relationships">' + "".join(
        f'<Relationship Id="s{i}" Type="{rel}/worksheet" Target="worksheets/sheet{i + 1}.xml"/>' for i in range(len(sheets))) +
        f'<Relationship Id="st" Type="{rel}/styles" Target="styles.xml"/></Relationships>')
    z.writestr("xl/styles.xml", f'<?xml version="1.0"?><styleSheet xmlns="{main_ns}"><cellXfs count="2"><xf numFmtId="0"/>'
               '<xf numFmtId="14"/></cellXfs></styleSheet>')
    for i, rows in enumerate(sheets.values()):
        with z.open(f"xl/worksheets/sheet{i + 1}.xml", "w", force_zip64=True) as f:
            f.write(f'<?xml version="1.0"?><worksheet xmlns="{main_ns}"><sheetData>'.encode())
            for chunk in [sheet_xml(rows).encode()] if isinstance(rows, dict) else rows:
                f.write(chunk)
            f.write(b"</sheetData></worksheet>")
    z.close()
    return path


def ods(path, content):
    ns = "urn:oasis:names:tc:opendocument:xmlns:"
    z = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
    z.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
    z.writestr("META-INF/manifest.xml", f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{ns}manifest:1.0"/>')
    z.writestr("content.xml", f'<?xml version="1.0"?><office:document-content xmlns:office="{ns}office:1.0" xmlns:table="{ns}table:1.0" '
               f'xmlns:text="{ns}text:1.0"><office:body><office:spreadsheet><table:table table:name="S">{content}</table:table>'
               "</office:spreadsheet></office:body></office:document-content>")
    z.close()
    return path


def ods_row(*cells, repeated=1):
    out = f'<table:table-row table:number-rows-repeated="{repeated}">' if repeated > 1 else "<table:table-row>"
    for v in cells:
        if v is None:
            out += "<table:table-cell/>"
        elif isinstance(v, str):
            out += f'<table:table-cell office:value-type="string"><text:p>{v}</text:p></table:table-cell>'
        else:
            out += f'<table:table-cell office:value-type="float" office:value="{v}"><text:p>{v}</text:p></table:table-cell>'
    return out + "</table:table-row>"


SHEET = {3: ["Ports"], 7: [None, "name", "lat", "lon", "since"],
         8: [None, "A", "39.797000000000001", "125.755", ("date", 43557)], 10: [None, "B", 41.278, 129.087, "Sep-84"],
         11: [None, "C", "near B", 1.5, ("date", 43558)]}


def spreadsheets(folder):
    xlsx(f"{folder}/t.xlsx", {"Notes": {1: ["Read me"], 2: ["all of it"]}, "Ports": SHEET,
                              "More": {1: ["lat", "lon"], 2: [1, 2]}})
    r = check(folder, "t.xlsx")
    placed(r, 2, 3)
    expect([(f["row"], f["value"]) for f in r.of("CT-D114")] == [(11, "near B")], r.findings)
    expect([f["row"] for f in r.of("CT-D106")] == [7], r.findings)
    note = r.of("CT-D101")[0]["message"]
    expect("'Ports' is read" in note and "'Notes', 'More'" in note, note)
    r = check(folder, "t.xlsx", None, "--sheet", "More")
    placed(r, 1)
    expect(r.findings == [], r.findings)
    r = check(folder, "t.xlsx", None, "--sheet", "Mor")
    expect(r.code == 1 and "no sheet 'Mor' (did you mean 'More'?)" in r.findings[0]["message"], r.findings)
    write(f"{folder}/d.yaml", "data:\n  p: { path: t.xlsx, sheet: Ports, header_row: 7, where: \"since = '2019-04-02'\" }\n")
    placed(check(folder, "d.yaml"), 1)
    # Digits as the sheet shows them, dates as dates.
    write(f"{folder}/d.yaml", "data:\n  p: { path: t.xlsx, sheet: Ports, header_row: 7, where: \"lat = '39.797'\" }\n")
    placed(check(folder, "d.yaml"), 1)
    ods(f"{folder}/t.ods", ods_row("Title") + ods_row(None, repeated=4) + ods_row("name", "lat", "lon") + ods_row("A", 39.5, 125.5) +
        ods_row(None, None, None) + ods_row("B", "39.5N", None) + ods_row(None, repeated=1048000))
    r = check(folder, "t.ods")
    placed(r, 1, 2)
    expect([f["row"] for f in r.of("CT-D110")] == [9] and [f["row"] for f in r.of("CT-D106")] == [6], r.findings)


def false_names(folder):
    placed(check(folder, "t.xls", PLAIN), 2)
    r = check(folder, "t.xls", "<html><table><tr><td>lat</td></tr></table></html>")
    expect(r.code == 1 and "web page" in r.findings[0]["message"], r.findings)


# ---- Where files come from

def archives(folder):
    with gzip.open(f"{folder}/t.csv.gz", "wb") as f:
        f.write(PLAIN.encode("utf-16"))
    xlsx(f"{folder}/s.xlsx", {"Ports": SHEET})
    with zipfile.ZipFile(f"{folder}/one.zip", "w") as z:
        z.writestr("data/t.csv", PLAIN)
        z.writestr("readme.txt", "no table")
    with zipfile.ZipFile(f"{folder}/two.zip", "w") as z:
        z.writestr("a.csv", PLAIN)
        z.write(f"{folder}/s.xlsx", "b.xlsx")
    with zipfile.ZipFile(f"{folder}/none.zip", "w") as z:
        z.writestr("a.bin", "x")
    for name in ("t.csv.gz", "one.zip", "/vsizip/two.zip/a.csv", f"/vsigzip/{folder}/t.csv.gz", f"/vsizip/{folder}/one.zip/data/t.csv"):
        placed(check(folder, name), 2)
    placed(check(folder, "/vsizip/two.zip/b.xlsx"), 2, 3)
    for name, said in (("two.zip", "holds 2 datasets: 'a.csv', 'b.xlsx' (choose with /vsizip/two.zip/a.csv)"),
                       ("none.zip", "holds no dataset (it has 'a.bin')"), ("/vsizip/two.zip/c.csv", "no such file in the archive")):
        r = check(folder, name)
        expect(r.code == 1 and said in r.findings[0]["message"], name, r.findings)


def standard_input(folder):
    def piped(data, *args):
        done = subprocess.run([CARTOUCHE, *args], input=data, cwd=folder, capture_output=True, timeout=60)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    xlsx(f"{folder}/s.xlsx", {"Ports": SHEET})
    with open(f"{folder}/s.xlsx", "rb") as f:
        sheet = f.read()
    point = '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}]}'
    kml = '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><Point><coordinates>1,2</coordinates></Point></Placemark></kml>'
    gpx = '<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1" creator="x"><wpt lat="1" lon="2"/></gpx>'
    subprocess.run(["ogr2ogr", "-f", "GPKG", f"{folder}/s.gpkg", "/vsistdin/"], input=point.encode(), check=True)
    with open(f"{folder}/s.gpkg", "rb") as f:
        gpkg = f.read()
    for data, n in ((PLAIN.encode(), 2), (gzip.compress(PLAIN.encode()), 2), (sheet, 2), (point.encode(), 1),
                    (gzip.compress(point.encode()), 1), (kml.encode(), 1), (gpx.encode(), 1), (gpkg, 1)):
        code, out, err = piped(data, "check", "--json", "-")
        expect(code == 0 and json.loads(out.splitlines()[-1])["summary"]["placed"] == n, data[:40], out, err)
    code, out, err = piped(b"name,lat,lon\nA,x,1\nB,2,3\n", "check", "-")
    expect("\n  standard input:2: " in out or "standard input:2: " in out.splitlines()[1], out)
    code, out, err = piped(PLAIN.encode(), "render", "-", "-o", "m.png")
    expect(code == 0 and os.path.getsize(f"{folder}/m.png") > 1000, err)
    code, out, err = piped(PLAIN.encode(), "init", "-")
    expect(code == 0 and 'path: "-"' in out, out, err)
    write(f"{folder}/d.yaml", out)
    code, out, err = piped(PLAIN.encode(), "check", "d.yaml")
    expect(code == 0 and "2 placed" in out, out, err)
    code, out, err = piped(b"", "check", "-")
    expect(code == 1 and "standard input: is empty" in out + err, out, err)


def being_written(folder):
    """A GeoPackage that another program has open: what was committed is in the log beside it."""
    write(f"{folder}/p.csv", PLAIN)
    subprocess.run(["ogr2ogr", "-f", "GPKG", f"{folder}/w.gpkg", f"{folder}/p.csv"], check=True)
    other = sqlite3.connect(f"{folder}/w.gpkg", isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("UPDATE p SET name = 'Munchon' WHERE name = 'Wonsan'")
    size = os.path.getsize(f"{folder}/w.gpkg-wal")
    r = run("check", "w.gpkg", "-o", "o.csv", cwd=folder)
    with open(f"{folder}/o.csv", encoding="utf-8") as f:
        expect("Munchon" in f.read(), "it is not what was committed", r)
    expect(os.path.getsize(f"{folder}/w.gpkg-wal") == size, "and is left to the other")
    other.close()


# ---- Limits

def refused(folder, name, said, seconds=20, megabytes=400):
    """Ends soon, in an error that names the limit, in little memory."""
    with open(os.devnull) as null:
        done = subprocess.run(["/bin/sh", "-c", f'ulimit -v {megabytes * 1024}; exec "$0" check --json "$1"', CARTOUCHE, name],
                              cwd=folder, stdin=null, capture_output=True, timeout=seconds)
    r = Report(type("R", (), {"out": done.stdout, "code": done.returncode}))
    expect(r.code == 1 and len(r.findings) == 1 and said in r.findings[0]["message"], name, r.findings)


def bombs(folder):
    blank, many = b" " * 1000000, 'A,1,2\n'.encode() * 100000
    xlsx(f"{folder}/space.xlsx", {"S": [blank] * 200})
    xlsx(f"{folder}/rows.xlsx", {"S": [b"<row></row>" * 100000] * 40})
    xlsx(f"{folder}/number.xlsx", {"S": [b'<row r="1"><c r="A1"><v>1</v></c></row><row r="4294967290"><c r="A4294967290"><v>1</v></c></row>']})
    xlsx(f"{folder}/column.xlsx", {"S": [b'<row r="2"><c r="ZZZZZZ2"><v>1</v></c></row>']})
    for name, said in (("space.xlsx", "250 times"), ("rows.xlsx", "250 times"), ("number.xlsx", "read to its end"),
                       ("column.xlsx", "read to its end")):
        refused(folder, name, said)
    # The zip's headers say 1000 bytes.
    xlsx(f"{folder}/lie.xlsx", {"S": [blank] * 200})
    with zipfile.ZipFile(f"{folder}/lie.xlsx") as z:
        size = z.getinfo("xl/worksheets/sheet1.xml").file_size
    with open(f"{folder}/lie.xlsx", "rb") as f:
        lie = f.read()
    lie = lie.replace(struct.pack("<I", size), struct.pack("<I", 1000)).replace(struct.pack("<Q", size), struct.pack("<Q", 1000))
    write(f"{folder}/lie.xlsx", lie)
    refused(folder, "lie.xlsx", "250 times")
    with gzip.open(f"{folder}/b.csv.gz", "wb") as f:
        f.write(b"name,lat,lon\n")
        for _ in range(100):
            f.write(many)
    with zipfile.ZipFile(f"{folder}/b.zip", "w", zipfile.ZIP_DEFLATED) as z, z.open("a.csv", "w") as f:
        f.write(b"name,lat,lon\n")
        for _ in range(100):
            f.write(many)
    with zipfile.ZipFile(f"{folder}/b.kmz", "w", zipfile.ZIP_DEFLATED) as z, z.open("doc.kml", "w") as f:
        f.write(b"<kml><Document>")
        for _ in range(100):
            f.write(blank)
    for name in ("b.csv.gz", "b.zip", "b.kmz"):
        refused(folder, name, "250 times")
    ods(f"{folder}/gap.ods", ods_row("name", "lat", "lon") + ods_row("A", 1, 2) + ods_row(None, repeated=20000) + ods_row("B", 1, 2))
    ods(f"{folder}/run.ods", ods_row("name", "lat", "lon") + ods_row("A", 1, 2, repeated=1000000000))
    for name in ("gap.ods", "run.ods"):
        refused(folder, name, "repeated")


def text_limits(folder):
    write(f"{folder}/wide.csv", ",".join(f"c{i}" for i in range(100000)) + "\n")
    refused(folder, "wide.csv", "more than 20000 columns")
    write(f"{folder}/nul.csv", b"name,lat,lon\n" + b"A,1,2\n" * 20000 + b"B\0C,1,2\n")
    refused(folder, "nul.csv", "NUL bytes")
    with open(f"{folder}/field.csv", "wb") as f:  # one field of 10 GB, in a file with a hole in it
        f.write(b'name,lat,lon\n"' + b"a" * 100000)
        f.truncate(10 << 30)
    refused(folder, "field.csv", "NUL bytes", megabytes=800)
    with open(f"{folder}/long.csv", "wb") as f:
        f.write(b"name,lat,lon\n")
        for _ in range(140):
            f.write(b"a" * 1000000)
    refused(folder, "long.csv", "MB", megabytes=800)


main([encodings, unicode_forms, late_encoding, mostly_utf8, damage, delimiters, quotes, ragged, titles_above, units_and_repeats,
      header_told, spreadsheets, false_names, archives, standard_input, being_written, bombs, text_limits])
