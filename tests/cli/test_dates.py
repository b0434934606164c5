#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Dates of tables on the command line: in three columns, as numbers, day first; windows and the assumed date."""
import os

from harness import expect, main, run

TABLES = {
    "parts.csv": "NAME,YEAR,MONTH,DAY,lat,lon\na,1945,7,16,33.7,-106.5\nb,2006,Oct,9,41.3,129.1\n"
                 "c,2009,5,0,41.3,129\nd,2013,2,31,41.2,129\n",
    "serials.csv": "name,when,lat,lon\na,43229,33,100\nb,43230.5,34,101\n",
    "epoch.csv": "name,timestamp,lat,lon\na,1525824000,33,100\nb,1525910400,34,101\n",
    "day_first.csv": "name,Datum,lat,lon\na,13.05.2018,33,100\nb,05.09.2018,34,101\n",
}


def write(folder):
    for name, text in TABLES.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.write(text)


def assumed_dates(folder):
    write(folder)
    for name, column, day in (("parts.csv", "date", "2009-05-31"), ("serials.csv", "date", "2018-05-10"),
                              ("epoch.csv", "date", "2018-05-10"), ("day_first.csv", "Datum", "2018-09-05")):
        r = run("init", name, cwd=folder)
        out = r.out.decode() + "\n"
        expect(r.code == 0 and f"date: {column}\n" in out and f"as_of: {day}" in out, name, r)


def windows(folder):
    write(folder)
    doc = os.path.join(folder, "map.yaml")
    with open(doc, "w", encoding="utf-8") as f:
        f.write('title: t\ndata:\n  a: { path: parts.csv, label: "{NAME} {date|date}" }\n')
    r = run("render", doc, "--since", "2006", "-o", "map.pdf", cwd=folder)
    expect(r.code == 0 and "1 of 4 rows have no date in column 'date'" in r.err, "31 February is no date", r)
    r = run("render", doc, "--since", "2010", "--until", "2009", "-o", "map.pdf", cwd=folder)
    expect(r.code != 0 and "later than until" in r.err, r)


if __name__ == "__main__":
    main([assumed_dates, windows])
