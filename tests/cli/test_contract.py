#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The command's contract: verbs, options, exit codes, where output goes."""
import json
import os
import re
import shutil
import struct
import subprocess

from harness import BUILD, CARTOUCHE, ROOT, Skip, expect, main, read, run, write

COMMANDS = ["render", "batch", "init", "check", "diff", "catalog import", "catalog log", "catalog diff", "catalog export",
            "layers", "styles", "help", "version"]
OWN_OPTIONS = {
    "batch": """out-dir jobs shard shard-count ledger dry-run explain json quiet params name format manifest force memory timeout
 merge-ledgers into style dpi""",
    "catalog import": "into recorded layer id source complete refuse-unplaced strict json lat lon crs sheet",
    "catalog log": "layer json", "catalog diff": "from to layer exit-code json",
    "catalog export": "as-of layer output", "diff": "features all json quiet", "render": "manifest since-edition param report"}
RENDER_OPTIONS = """title subtitle style bbox center zoom scale projection size orientation dpi ratio bare where since
 until as-of strict quiet json allow-network format outline-text background transparent svg-data pin-widths png8 quality
 world-file""".split()


def png_size(data):
    expect(data[:8] == b"\x89PNG\r\n\x1a\n", "no PNG:", data[:16])
    return struct.unpack(">II", data[16:24])


def page_size(path):
    if not shutil.which("pdfinfo"):
        raise Skip("no pdfinfo")
    text = subprocess.run(["pdfinfo", path], stdout=subprocess.PIPE, check=True, text=True).stdout
    line = next(t for t in text.splitlines() if t.startswith("Page size:"))
    return float(line.split()[2]), float(line.split()[4])


def version(folder):
    with open(os.path.join(ROOT, "include/cartouche.h"), encoding="utf-8") as f:
        wanted = f.read().split('CT_VERSION "')[1].split('"')[0]
    for word in ("version", "--version"):
        r = run(word)
        expect(r.code == 0 and r.out.decode() == f"cartouche {wanted}\n" and not r.err, r)


def help_lists_everything(folder):
    for word in ("help", "--help", "-h"):
        r = run(word)
        expect(r.code == 0 and not r.err, r)
        for c in COMMANDS:
            expect(f"cartouche {c}" in r.out.decode(), c, "is not in", word)
    for c in COMMANDS:
        for args in ((*c.split(), "--help"), ("help", *c.split())):
            r = run(*args)
            expect(r.code == 0 and b"0 done, 1 failed, 2 wrong usage" in r.out, args, r)
    text = run("render", "--help").out.decode()
    for o in RENDER_OPTIONS:
        expect(f"--{o}" in text, f"--{o} is not in render --help")
    for c, options in OWN_OPTIONS.items():
        text = run("help", *c.split()).out.decode()
        for o in options.split():
            expect(re.search(rf"--{o}\b", text), f"--{o} is not in the help of {c}")
    expect("batch-worker" not in run("help").out.decode(), "the workers' command is for batches only")
    for args, say in ((["catalog"], "FILE..."), (["catalog", "imprt"], "did you mean 'catalog import'")):
        r = run(*args)
        expect(r.code == 2 and say in r.err, args, r)
        expect(all(f"catalog {word}" in r.err for word in ("import", "log", "diff", "export")), args, r)


def wrong_usage_is_2(folder):
    site = os.path.join(folder, "sites.csv")
    out = os.path.join(folder, "o.png")
    cases = [
        ([], "usage"),
        (["rendr", site], "did you mean 'render'"),
        (["render"], "INPUT"),
        (["render", site], "-o"),
        (["render", site, "-o"], "needs a value"),
        (["render", site, "-o", out, "--titel", "x"], "did you mean '--title'"),
        (["render", site, "-o", out, "--titel=x"], "did you mean '--title'"),
        (["render", site, "-o", out, "--bare=1"], "takes no value"),
        (["render", site, "-o", out, "--title"], "needs a value"),
        (["render", site, "-o", out, "--title", "--bare"], "needs a value"),
        (["render", site, "-o", out, "-z"], "-z"),
        (["render", site, "-o", "x.gif"], "gif"),
        (["render", site, "-o", "x"], "x"),
        (["render", site, "-o", "-"], "--format"),
        (["render", site, "-o", "-", "--format", "bmp"], "bmp"),
        (["render", site, "-o", out, "--size", "big"], "big"),
        (["render", site, "-o", out, "--bbox", "1,2,3"], "bbox"),
        (["render", site, "-o", out, "--bbox", "1,2,x,4"], "bbox"),
        (["render", site, "-o", out, "--center", "200"], "center"),
        (["render", site, "-o", out, "--zoom", "many"], "zoom"),
        (["render", site, "-o", out, "--scale", "big"], "scale"),
        (["render", site, "-o", out, "--dpi", "-1"], "dpi"),
        (["render", site, "-o", out, "--orientation", "sideways"], "orientation"),
        (["render", site, "-o", out, "--since", "soon"], "since"),
        (["check"], "INPUT"),
        (["check", site, "--title", "x"], "check"),
        (["init"], "DATA"),
        (["layers", "x"], "x"),
        (["help", "rendr"], "did you mean"),
        (["batch"], "DOCUMENT"),
        (["batch", site], "--out-dir"),
        (["batch", site, "--out-dir", "o", "--shard", "3/2"], "3/2"),
        (["batch", site, "--out-dir", "o", "-j", "none"], "none"),
        (["batch", site, "--out-dir", "o", "--explian"], "did you mean '--explain'"),
        (["batch", site, "--into", "x"], "--out-dir"),
        (["batch", "--merge-ledgers", "a"], "--into"),
        (["catalog", "import", site], "--into"),
        (["catalog", "import", site, "--into", "c.gpkg", "--recorded", "soon"], "soon"),
        (["catalog", "log", "c.gpkg"], "ID"),
        (["catalog", "diff", "c.gpkg"], "--from"),
        (["catalog", "export", "c.gpkg"], "-o"),
        (["diff", "a.json"], "MANIFEST"),
    ]
    for args, word in cases:
        r = run(*args, cwd=folder)
        expect(r.code == 2, args, r)
        expect(word in r.err, args, f"does not say '{word}':", r)
        expect(not args or r.err.count("\n") == 1, "not one line:", args, r)
        expect(sorted(os.listdir(folder)) == ["sites.csv"], args, "left", os.listdir(folder))


def several_outputs(folder):
    r = run("render", "sites.csv", "-o", "a.png", "--output=b.pdf", "-oc.png", "--size", "640x480", cwd=folder)
    expect(r.code == 0, r)
    expect(png_size(read(f"{folder}/a.png")) == (640, 480), "size", png_size(read(f"{folder}/a.png")))
    expect(read(f"{folder}/a.png") == read(f"{folder}/c.png"), "two PNGs of one run differ")
    expect(read(f"{folder}/b.pdf").startswith(b"%PDF-"), "no PDF")
    expect(sorted(os.listdir(folder)) == ["a.png", "b.pdf", "c.png", "sites.csv"], os.listdir(folder))


def standard_output(folder):
    for form in ("png", "pdf"):
        r = run("render", "sites.csv", "-o", "-", "--format", form, "-o", f"f.{form}", "--size", "640x480", cwd=folder)
        expect(r.code == 0, r)
        expect(r.out == read(f"{folder}/f.{form}"), form, "on standard output differs from the file")
    r = run("render", "sites.csv", "-o", "odd.name", "--format", "png", "--size", "640x480", cwd=folder)
    expect(r.code == 0 and read(f"{folder}/odd.name")[:4] == b"\x89PNG", r)


def paper_sizes(folder):
    for args, size in ((["--size", "A4", "--orientation", "portrait"], (595.28, 841.89)),
                       (["--size", "A4", "--orientation", "landscape"], (841.89, 595.28)),
                       (["--size", "letter", "--orientation", "portrait"], (612, 792))):
        r = run("render", "sites.csv", "-o", "p.pdf", *args, cwd=folder)
        expect(r.code == 0, args, r)
        got = page_size(f"{folder}/p.pdf")
        expect(abs(got[0] - size[0]) < .1 and abs(got[1] - size[1]) < .1, args, got)


def dpi_and_ratio(folder):
    for args, size in ((["--size", "400x300", "--ratio", "2"], (800, 600)),
                       (["--size", "A4", "--orientation", "landscape", "--dpi", "100"], (1169, 827))):
        r = run("render", "sites.csv", "-o", "p.png", *args, cwd=folder)
        expect(r.code == 0, args, r)
        got = png_size(read(f"{folder}/p.png"))
        expect(abs(got[0] - size[0]) <= 1 and abs(got[1] - size[1]) <= 1, args, got)


def every_option_is_taken(folder):
    options = ["--title=T", "--subtitle=S", "--style=grey", "--projection=EPSG:3857", "--size=400x300", "--where",
               "type = 'port'", "--since=2017", "--until", "2019-12-31", "--as-of=2019-09-05", "--strict", "--bare",
               "--allow-network"]
    for view in (["--bbox", "124,37,131,43"], ["--center=127,40", "--zoom=5"], ["--center", "127,40", "--scale=1:5000000"]):
        r = run("render", "sites.csv", "-o", "p.png", *options, *view, cwd=folder)
        expect(r.code == 0, view, r)
        expect(png_size(read(f"{folder}/p.png")) == (400, 300), view)


def options_change_the_map(folder):
    def draw(*args):
        r = run("render", "sites.csv", "-o", "-", "--format=png", "--size=400x300", *args, cwd=folder)
        expect(r.code == 0, args, r)
        return r.out
    plain = draw()
    for args in (["--title", "Other"], ["--style", "dark"], ["--bbox", "120,30,140,50"], ["--where", "type = 'port'"],
                 ["--since", "2019"], ["--until", "2017"], ["--bare"], ["--projection", "EPSG:3857"], ["--subtitle", "x"]):
        expect(draw(*args) != plain, args, "changes nothing")
    expect(draw("--title", "A") == draw("--title=A"), "--opt value and --opt=value differ")


def double_dash(folder):
    os.rename(f"{folder}/sites.csv", f"{folder}/--sites.csv")
    r = run("render", "-o", "p.png", "--size", "400x300", "--", "--sites.csv", cwd=folder)
    expect(r.code == 0 and os.path.exists(f"{folder}/p.png"), r)


def assumptions_and_quiet(folder):
    r = run("render", "sites.csv", "-o", "p.png", "--size", "400x300", cwd=folder)
    lines = [t for t in r.err.splitlines() if t.startswith("cartouche: assumed: ")]
    expect(r.code == 0 and len(lines) == 1 and not r.out, r)
    r = run("render", "sites.csv", "-o", "p.png", "--size", "400x300", "--quiet", cwd=folder)
    expect(r.code == 0 and not r.err and not r.out, r)


def bad_rows(folder, n):
    with open(f"{folder}/sites.csv", "a", encoding="utf-8") as f:
        f.writelines(f"Nowhere {i},port,95.5,125.1,2019-01-01\n" for i in range(n))


def findings_as_text(folder):
    bad_rows(folder, 30)
    r = run("render", "sites.csv", "-o", "p.png", "--size", "400x300", cwd=folder)
    lines = [t for t in r.err.splitlines() if t.startswith("sites.csv:12: warning: ")]
    expect(r.code == 0 and len(lines) == 1 and "95.5" in lines[0], r)
    expect(lines[0].rstrip().endswith("]") and "[CT-D" in lines[0], lines)
    expect(len([t for t in r.err.splitlines() if t.startswith("sites.csv:")]) == 21, r)
    expect("and 10 more" in r.err, r)
    r = run("render", "sites.csv", "-o", "q.png", "--size", "400x300", "--strict", cwd=folder)
    expect(r.code == 1 and not os.path.exists(f"{folder}/q.png"), "--strict:", r)


def findings_as_json(folder):
    bad_rows(folder, 30)
    r = run("render", "sites.csv", "-o", "p.png", "--size", "400x300", "--json", cwd=folder)
    expect(r.code == 0, r)
    rows = [json.loads(t) for t in r.err.splitlines()]
    found = [d for d in rows if d["row"]]
    expect(len(found) == 30, len(found))
    for d in rows:
        expect(list(d) == ["code", "severity", "file", "row", "column", "value", "message", "suggestion"], d)
    expect(found[0]["file"] == "sites.csv" and found[0]["row"] == 12 and found[0]["severity"] == "warning", found[0])


def check(folder):
    r = run("check", "sites.csv", cwd=folder)
    expect(r.code == 0 and "10 rows: 10 placed, 0 approximate, 0 not placed" in r.out.decode(), r)
    bad_rows(folder, 2)
    r = run("check", "sites.csv", "--json", cwd=folder)
    lines = [json.loads(t) for t in r.out.splitlines()]
    expect(lines[-1] == {"summary": {"rows": 12, "placed": 10, "approximate": 0, "unplaced": 2}}, r)
    expect(any(d.get("row") == 12 for d in lines), r)
    strict = run("check", "sites.csv", "--strict", cwd=folder)
    expect(strict.code == 1, "--strict:", strict)
    expect(run("check", "none.csv", cwd=folder).code == 1, "a missing file")


def check_every_kind(folder):
    for path in (f"{ROOT}/maps/dprk-facilities.yaml", f"{ROOT}/styles/briefing.json", f"{ROOT}/layers/dprk/facilities.csv"):
        if os.path.exists(path):
            r = run("check", path, cwd=folder)
            expect(r.code == 0, path, r)


def lists(folder):
    lines = run("styles").out.decode().splitlines()
    # Themes, then page templates, each in the order of their names.
    names = [t.split()[0] for t in lines if "page template: " not in t]
    pages = [t.split()[0] for t in lines if "page template: " in t]
    expect(names == sorted(names) and {"briefing", "news", "dark", "grey"} == set(names), names)
    expect(pages == sorted(pages) and {"briefing-a4", "slide", "column", "social"} <= set(pages), pages)
    expect([t.split()[0] for t in lines] == names + pages, lines)
    names = [t.split()[0] for t in run("layers").out.decode().splitlines()]
    expect(any("coast" in n for n in names) and any("facilities" in n for n in names), names)
    for c in ("styles", "layers"):
        for line in run(c, "--json").out.splitlines():
            expect(set(json.loads(line)) == {"name", "summary"}, line)


def init_then_render(folder):
    os.mkdir(f"{folder}/elsewhere")
    args = ["--size", "600x400"]
    direct = run("render", "sites.csv", "-o", "a.png", "-o", "a.pdf", *args, cwd=folder)
    expect(direct.code == 0, direct)
    r = run("init", "sites.csv", *args, cwd=folder)
    expect(r.code == 0 and b"sites.csv" in r.out, r)
    write(f"{folder}/piped.yaml", r.out)
    expect(run("init", "sites.csv", *args, "-o", "elsewhere/doc.yaml", cwd=folder).code == 0, "init -o")
    for doc in ("piped.yaml", "elsewhere/doc.yaml"):
        r = run("render", doc, "-o", "b.png", "-o", "b.pdf", cwd=folder)
        expect(r.code == 0, doc, r)
        for e in ("png", "pdf"):
            expect(read(f"{folder}/a.{e}") == read(f"{folder}/b.{e}"), doc, e, "differs from the direct render")
    expect("assumed" not in run("render", "piped.yaml", "-o", "b.png", cwd=folder).err, "a document assumes nothing")


STYLE = {
    "version": 8,
    "sources": {"s": {"type": "geojson", "data": "sites.csv"}},
    "layers": [{"id": "sea", "type": "background", "paint": {"background-color": "#cfe3f0"}},
               {"id": "p", "type": "circle", "source": "s", "paint": {"circle-radius": 6, "circle-color": "#d7301f"}}],
}


def bare_style(folder):
    write(f"{folder}/style.json", json.dumps(STYLE))
    r = run("render", "style.json", "--bare", "--size", "512x512", "--center", "127,40", "--zoom", "5", "-o", "p.png",
            cwd=folder)
    expect(r.code == 0, r)
    expect(png_size(read(f"{folder}/p.png")) == (512, 512), "size")


def inline_style(folder):
    inline = json.loads(json.dumps(STYLE))
    inline["sources"]["s"]["data"] = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [127, 40]}}
    write(f"{folder}/style.json", json.dumps(inline))
    r = run("render", "style.json", "--bare", "--size", "64x64", "--center", "127,40", "--zoom", "3", "-o", "p.png", cwd=folder)
    expect(r.code == 0, r)


def from_any_folder(folder):
    shutil.copy(CARTOUCHE, f"{folder}/copied")
    r = run("styles", program=f"{folder}/copied", cwd=folder, env={"CARTOUCHE_SHARE": ROOT})
    expect(r.code == 0, "CARTOUCHE_SHARE:", r)
    r = run("styles", cwd=folder, env={"CARTOUCHE_SHARE": folder})
    expect(r.code == 1 and folder in r.err, r)


def lost_standard_output(folder):
    for args in (["version"], ["help"], ["styles"], ["init", "sites.csv"], ["check", "sites.csv"],
                 ["render", "sites.csv", "-o", "-", "--format", "png", "--size", "400x300"]):
        with open("/dev/full", "wb") as full:
            r = run(*args, stdout=full, cwd=folder)
        expect(r.code == 1 and "standard output: No space left" in r.err, args, r)
        reader, writer = os.pipe()
        os.close(reader)
        r = run(*args, stdout=writer, cwd=folder)
        os.close(writer)
        expect(r.code == 1 and "standard output" not in r.err, "closed pipe:", args, r)
        done = subprocess.run(["sh", "-c", '"$0" "$@" >&-', CARTOUCHE, *args], cwd=folder, stderr=subprocess.PIPE)
        expect(done.returncode == 1, "closed standard output:", args, done)
        expect(sorted(os.listdir(folder)) == ["sites.csv"], args, "left", os.listdir(folder))


def man_and_completion(folder):
    man = run("help", "--man").out
    expect(man.startswith(b".TH CARTOUCHE 1"), man[:40])
    for o in RENDER_OPTIONS:
        expect(o.replace("-", "\\-").encode() in man, o, "is not in the man page")
    if shutil.which("groff"):
        r = subprocess.run(["groff", "-man", "-Tutf8", "-ww"], input=man, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        expect(r.returncode == 0 and not r.stderr, r.stderr)
    write(f"{folder}/c.bash", run("help", "--bash").out)
    script = f"PATH={os.path.dirname(CARTOUCHE)}:$PATH; . ./c.bash; "
    for words, wanted in (("cartouche re", "render"), ("cartouche render --tit", "--title"), ("cartouche render --style gr", "grey"),
                          ("cartouche render --format p", "pdf")):
        line = script + f"COMP_WORDS=({words}); COMP_CWORD={len(words.split()) - 1}; _cartouche; echo ${{COMPREPLY[@]}}"
        done = subprocess.run(["bash", "-c", line], cwd=folder, stdout=subprocess.PIPE, text=True)
        expect(wanted in done.stdout.split(), words, "completes to", done.stdout)


if __name__ == "__main__":
    main([version, help_lists_everything, wrong_usage_is_2, several_outputs, standard_output, paper_sizes, dpi_and_ratio,
          every_option_is_taken, options_change_the_map, double_dash, assumptions_and_quiet, findings_as_text,
          findings_as_json, check, check_every_kind, lists, init_then_render, bare_style, inline_style, from_any_folder,
          lost_standard_output, man_and_completion])
