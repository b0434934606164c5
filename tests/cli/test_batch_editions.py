#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Batches of editions: each map against its own last one, atlases page by page, catalogues by days, odd tables of parameters."""
import json
import os
import re
import shutil

from batch_help import batch, events, expect_agreement, outputs
from edition_marks import marks
from harness import SITES, expect, main, read, run, write

DOC = """title: Sites of {type}
since_edition: ../last/
data: {{ sites: {{ path: ../sites.csv, id: name, label: name, where: "type = '{type}'" }} }}
page: {{ size: 300x220, bare: true }}
view: {{ bbox: [123, 37, 131, 43] }}
base: {{ labels: false }}
svg: {{ data: [name, edition] }}
"""


def documents(folder):
    os.makedirs(f"{folder}/docs", exist_ok=True)
    for kind in ("nuclear", "port"):
        write(f"{folder}/docs/{kind}.yaml", DOC.format(type=kind))


def nightly(folder, *args, code=0):
    r = batch("docs", "--out-dir", "out", "--format", "svg", "--manifest", "--json", *args, cwd=folder)
    expect(r.code == code, r)
    maps, _ = events(r)
    codes = [json.loads(x).get("code") for x in r.out.decode().splitlines()]
    return {k: e["state"] for k, e in maps.items()}, codes


def marked(folder, name):
    """How many are marked as what (elements of the map, by their column)."""
    told = marks(read(f"{folder}/out/{name}.svg").decode())[1]
    return {k: len(v) for k, v in told.items() if v}


def each_against_its_own(folder):
    documents(folder)
    states, codes = nightly(folder)
    expect(states == {"nuclear": "done", "port": "done"} and codes.count("CT-E140") == 2, states, codes)
    expect(marked(folder, "port") == {"same": 4}, "of a first edition nothing is marked", marked(folder, "port"))
    expect(nightly(folder)[0] == {"nuclear": "unchanged", "port": "unchanged"})
    os.mkdir(f"{folder}/last")
    for name in ("nuclear", "port"):
        shutil.copy(f"{folder}/out/{name}.json", f"{folder}/last")
    states, codes = nightly(folder)
    expect(states == {"nuclear": "done", "port": "done"}, "the manifests that were looked for in vain are there", states)
    write(f"{folder}/sites.csv", SITES.replace("Nampo,port,38.717", "Nampo,port,38.9") + "Rason,port,42.2,130.3,2019-09-01\n")
    states, _ = nightly(folder)
    expect(marked(folder, "port") == {"same": 3, "moved": 0, "new": 1} or
           marked(folder, "port") == {"same": 3, "moved": 1, "new": 1}, marked(folder, "port"))
    expect(nightly(folder)[0] == {"nuclear": "unchanged", "port": "unchanged"}, "marks stay until the next edition begins")
    write(f"{folder}/docs/launch.yaml", DOC.format(type="launch"))
    expect(nightly(folder)[0] == {"launch": "done", "nuclear": "unchanged", "port": "unchanged"}, "one that is new among the maps")
    expect_agreement(f"{folder}/out")


def folders_by_option(folder):
    documents(folder)
    nightly(folder)
    shutil.copytree(f"{folder}/out", f"{folder}/may")
    write(f"{folder}/sites.csv", SITES + "Rason,port,42.2,130.3,2019-09-01\n")
    states, codes = nightly(folder, "--since-edition", "may")
    expect(marked(folder, "port") == {"same": 4, "new": 1}, marked(folder, "port"))
    expect("CT-B140" not in codes, codes)
    _, codes = nightly(folder, "--since-edition", "out")
    expect(codes.count("CT-B140") == 2, "the batch's own manifests", codes)
    r = run("render", "docs/port.yaml", "--since-edition", "may", "-o", "port.svg", "--manifest", "other.json", cwd=folder)
    expect(r.code == 0 and "new" not in marks(read(f"{folder}/port.svg").decode())[1].get("new", ()), "by the manifest's name", r)
    r = run("render", "docs/port.yaml", "--since-edition", "may/", "-o", "port.svg", cwd=folder)
    expect(r.code == 0 and len(marks(read(f"{folder}/port.svg").decode())[1]["new"]) == 1, "by the picture's name", r)
    r = run("check", "docs/port.yaml", "--since-edition", "may", cwd=folder)
    expect(r.code == 0 and b"CT-E1" not in r.out, r)
    r = run("check", "docs/port.yaml", cwd=folder)
    expect(r.code == 0 and b"CT-E140" in r.out, "check tells of a first edition", r)
    write(f"{folder}/may/port.json", "{}")
    r = run("check", "docs/port.yaml", "--since-edition", "may", cwd=folder)
    expect(r.code == 1 and b"CT-E101" in r.out, "and of a manifest that is none", r)


def expect_as_made_whole(folder, what):
    """All files of out are those of a batch that knows nothing of it."""
    shutil.rmtree(f"{folder}/whole", ignore_errors=True)
    r = batch("docs", "--out-dir", "whole", "--format", "pdf", "--manifest", cwd=folder)
    expect(r.code == 0, r)
    had, whole = outputs(f"{folder}/out"), outputs(f"{folder}/whole")
    expect(had == whole, what, sorted(n for n in {*had, *whole} if had.get(n) != whole.get(n)))
    expect_agreement(f"{folder}/out")


def manifests_of_maps_that_stay(folder):
    """A map that shows what it did is not drawn; its manifest is what a whole render writes."""
    os.mkdir(f"{folder}/docs")
    sites = "name,type,lat,lon\nA,port,39,126\nB,nuclear,40,127\nFar,port,-10,20\n"
    write(f"{folder}/sites.csv", sites)
    head = "title: One\nas_of: 2019-09-05\ndata: { sites: { path: ../sites.csv, id: name, label: name%s } }\n"
    view = "view: { bbox: [123, 37, 131, 43] }\nlocator: true\npage: { size: 420x320 }\n"
    write(f"{folder}/docs/all.yaml", head % "" + view)
    write(f"{folder}/docs/ports.yaml", head % ", where: \"type = 'port'\"" + view)
    write(f"{folder}/docs/atlas.yaml", head % "" + "atlas: { over: sites, by: type }\npage: { size: 300x240 }\n")
    args = ("--format", "pdf", "--manifest", "--explain")

    def night(what, **fates):
        before = outputs(f"{folder}/out")
        r = batch("docs", "--out-dir", "out", *args, cwd=folder)
        expect(r.code == 0, r)
        for stem, words in fates.items():
            line = next(x for x in r.out.decode().splitlines() if f"docs/{stem}.yaml" in x)
            expect(line.split(": ", 1)[1].startswith(words), what, stem, line)
        after = outputs(f"{folder}/out")
        stay = [n for n in after if n.split(".")[0] in fates and not n.endswith(".json")
                and fates[n.split(".")[0]].startswith("unchanged")]
        expect(all(before.get(n) == after[n] for n in stay), what, "was drawn", stay)
        expect_as_made_whole(folder, what)
        r = batch("docs", "--out-dir", "out", *args, cwd=folder)
        expect(r.code == 0 and b"3 unchanged" in r.out and b"renewed" not in r.out, what, "and again", r)

    os.mkdir(f"{folder}/out")
    night("first")
    write(f"{folder}/sites.csv", sites.replace("-10,20", "-11,21"))
    renewed = "unchanged on the map; manifest renewed: data "
    night("a row far away", all=renewed, ports=renewed, atlas="rendered")
    write(f"{folder}/sites.csv", sites.replace("-10,20", "-11,21").replace("40,127", "40,127.5"))
    night("a row of another condition", all="rendered", ports=renewed, atlas="rendered")
    write(f"{folder}/sites.csv", read(f"{folder}/sites.csv").decode() + "\n")
    night("bytes without a meaning", all=renewed, ports=renewed, atlas=renewed)
    write(f"{folder}/docs/atlas.yaml", "# by hand\n" + read(f"{folder}/docs/atlas.yaml").decode())
    night("a remark in a document", all="unchanged", ports="unchanged",
          atlas="unchanged on the map; manifest renewed: the document changed")


def an_atlas_page_by_page(folder):
    os.mkdir(f"{folder}/docs")
    doc = ("title: Sites by kind\nas_of: 2019-09-05\ndata: { sites: { path: ../sites.csv, id: name, label: name } }\n"
           "atlas: { over: sites, by: type }\npage: { size: 300x240 }\nbase: { labels: false }\n")
    write(f"{folder}/docs/atlas.yaml", doc)
    args = ("--params", "p.csv", "--name", "{code}_{slug}_{page}_{as_of}", "--manifest", "--json")
    write(f"{folder}/p.csv", "code,x\nKP,1\n")
    r = batch("docs", "--out-dir", "out", *args, cwd=folder)
    expect(r.code == 0, r)
    made = set(outputs(f"{folder}/out"))
    pages = {n for n in made if n.endswith(".png")}
    expect(len(pages) == 5 and "KP_sites-by-kind_2019-09-05.json" in made and len(made) == 6, made)
    expect(all(re.fullmatch(r"KP_sites-by-kind_\w+_2019-09-05\.png", n) for n in pages), pages)
    done = next(iter(events(r)[0].values()))
    expect({os.path.basename(p) for p in done["outputs"]} == made, "the log names every page", done)
    expect_agreement(f"{folder}/out")
    write(f"{folder}/sites.csv", "".join(x for x in SITES.splitlines(True) if ",launch," not in x))
    r = batch("docs", "--out-dir", "out", *args, cwd=folder)
    left = set(outputs(f"{folder}/out"))
    expect(r.code == 0 and events(r)[1]["removed"] == 1 and len(left) == 5 and left < made, "a page that is gone goes", r, left)
    expect_agreement(f"{folder}/out")
    r = batch("docs", "--out-dir", "out", *args, cwd=folder)
    expect(events(r)[1]["unchanged"] == 1, r)


def catalogues_by_days(folder):
    run("catalog", "import", "sites.csv", "--into", "c.gpkg", "--recorded", "2019-08-01", "-q", cwd=folder)
    write(f"{folder}/sites.csv", SITES + "Rason,port,42.2,130.3,2019-09-01\n")
    run("catalog", "import", "sites.csv", "--into", "c.gpkg", "--recorded", "2019-09-05", "-q", cwd=folder)
    os.mkdir(f"{folder}/docs")
    write(f"{folder}/docs/region.yaml", DOC.format(type="${kind}").replace("../sites.csv", "../c.gpkg").replace(
        "since_edition: ../last/\n", "").replace("id: name, ", ""))
    write(f"{folder}/kinds.csv", "kind\nport\nnuclear\n")
    args = ("--params", "kinds.csv", "--name", "{kind}_{as_of}", "--format", "svg", "--manifest", "--json")
    r = batch("docs", "--out-dir", "out", *args, "--as-of", "2019-09-05", "--since-edition", "2019-08-31", cwd=folder)
    expect(r.code == 0, r)
    expect(marked(folder, "port_2019-09-05") == {"same": 4, "new": 1}, marked(folder, "port_2019-09-05"))
    expect(marked(folder, "nuclear_2019-09-05") == {"same": 2}, marked(folder, "nuclear_2019-09-05"))
    r = batch("docs", "--out-dir", "out", *args, "--as-of", "2019-08-31", cwd=folder)
    expect(r.code == 0 and len(json.loads(read(f"{folder}/out/port_2019-08-31.json"))["features"]) == 4, r)
    r = run("check", "docs/region.yaml", "--param", "kind=port", "--as-of", "2019-09-05", "--since-edition", "2019-08-31",
            cwd=folder)
    expect(r.code == 0 and b"5 rows" in r.out, "what is gone or new is not counted", r)


def odd_tables_of_parameters(folder):
    """The same three maps by whatever table people have."""
    os.mkdir(f"{folder}/docs")
    write(f"{folder}/docs/r.yaml", "title: 'Région ${Region name}'\ndata: { s: { path: ../sites.csv } }\n"
          "page: { size: 120x90, bare: true }\nview: { bbox: ['${west}', 37, 131, 43] }\nbase: { labels: false }\n")
    rows = "code,Region name,west,note\n01,Pyöngan,123.5,\n02,\"Kangwon, north\",124,x\n003,Ryanggang/Chagang,125.25,\n"
    write(f"{folder}/p.csv", b"\xef\xbb\xbf" + rows.replace("\n", "\r\n").encode())
    write(f"{folder}/semicolons.csv", rows.replace('"Kangwon, north"', "Kangwon north").replace(",", ";"))
    for target, driver in (("p.xlsx", "XLSX"), ("p.gpkg", "GPKG")):
        if shutil.which("ogr2ogr"):
            run("-q", "-f", driver, target, "p.csv", "-oo", "AUTODETECT_TYPE=NO", cwd=folder, program="ogr2ogr")
    for table in ("p.csv", "semicolons.csv", "p.xlsx", "p.gpkg"):
        if not os.path.exists(f"{folder}/{table}"):
            print(f"skipped: {table}: ogr2ogr is not here or cannot write it")
            continue
        out = f"out-{table}"
        r = batch("docs", "--out-dir", out, "--params", table, "--name", "{code}_{slug}", cwd=folder)
        expect(r.code == 0, table, r)
        expect(set(outputs(f"{folder}/{out}")) == {"01_region-pyongan.png", "02_region-kangwon-north.png",
                                                   "003_region-ryanggang-chagang.png"}, table, outputs(f"{folder}/{out}"))


def manifests_by_warm_workers(folder):
    """A worker that has drawn other maps writes what a process of its own writes: fonts, too."""
    documents(folder)
    write(f"{folder}/docs/a.yaml", "title: Ελλάδα 北京 Москва\ndata: { s: { path: ../sites.csv, label: name } }\npage: { size: 500x400 }\n")
    write(f"{folder}/docs/zz.yaml", "title: Plain\ndata: { s: { path: ../sites.csv, label: name } }\npage: { size: 500x400 }\n")
    seen = {}
    for jobs, out in (("1", "warm"), ("4", "cold")):
        r = batch("docs", "--out-dir", out, "--manifest", "-j", jobs, cwd=folder)
        expect(r.code == 0, r)
        seen[out] = outputs(f"{folder}/{out}")
    r = batch("docs/zz.yaml", "--out-dir", "alone", "--manifest", cwd=folder)
    expect(seen["warm"] == seen["cold"], "by what a worker made before", seen)
    expect(outputs(f"{folder}/alone") == {k: seen["warm"][k] for k in ("zz.json", "zz.png")}, "alone")
    r = run("render", "docs/zz.yaml", "-o", "zz.png", "--manifest", "zz.json", cwd=folder)
    expect(r.code == 0 and read(f"{folder}/zz.json") == read(f"{folder}/warm/zz.json"), "by render")
    fonts = [len(json.loads(read(f"{folder}/warm/{n}.json"))["fonts"]) for n in ("a", "zz")]
    expect(fonts[0] > fonts[1] > 0, "only fonts of its own letters", fonts)


if __name__ == "__main__":
    main([manifests_of_maps_that_stay, each_against_its_own, folders_by_option, an_atlas_page_by_page, catalogues_by_days, odd_tables_of_parameters,
          manifests_by_warm_workers])
