# SPDX-License-Identifier: MIT
"""The programs that are compared: which are here, how each is run, and its answer as the judge takes it."""
import json
import os
import shutil
import subprocess

import pdfpaths
import pdftext
from cartouche import Cartouche

HERE = os.path.dirname(os.path.abspath(__file__))
SYSTEM_PYTHON = "/usr/bin/python3"  # packages of the system are for this one
LEADER_PT = 0.6  # lines thinner than this are leaders: nothing else on these maps is a line
# Height above and below the baseline that a PDF's own font tells pdftotext, thousandths: of the font with the common
# line height, and of the one that Cartouche embeds.
HEIGHTS, OWN_HEIGHTS = (800, 280), (1000, 326)


class Failed(Exception):
    """A program did not answer."""


def ask(*command):
    p = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    lines = p.stdout.decode("utf-8", "replace").strip().splitlines()
    if p.returncode or not lines:
        raise Failed(" ".join(p.stderr.decode("utf-8", "replace").split())[-300:] or f"exit {p.returncode}")
    return json.loads(lines[-1])


def labels_of(answer, the_set, heights):
    """From the program's own query, from outlines in its PDF, or from the text of its PDF."""
    if "labels" in answer:
        return answer["labels"]
    if "outlines" in answer:
        found = pdfpaths.boxes_by_color(answer["outlines"], the_set["height"], the_set["blue"])
        return [{"i": i, "ink": box} for i, box in sorted(found.items())]
    labels, rest = pdftext.find_labels(answer["pdf"], the_set["rows"], the_set["text_pt"], *heights)
    if rest:
        raise Failed(f"{answer['pdf']}: words that are no name of the set: {' '.join(rest[:8])}")
    return labels


class Program:
    """name: what tables call it; ours: is it Cartouche; mode: near or auto, of ours."""

    def __init__(self, name, run, ours=False, mode=None):
        self.name, self.ours, self.mode, self._run = name, ours, mode, run

    def run(self, the_set, runs):
        """(labels, leaders, answer)"""
        answer = self._run(the_set, runs)
        labels = labels_of(answer, the_set, OWN_HEIGHTS if self.ours else HEIGHTS)
        lines = pdfpaths.thin_lines(answer["pdf"], the_set["height"], LEADER_PT) if self.ours else []
        return labels, lines, answer


def has_module(name):
    return os.path.exists(SYSTEM_PYTHON) and not subprocess.run([SYSTEM_PYTHON, "-c", f"import {name}"],
                                                                stderr=subprocess.DEVNULL).returncode


def script(name):
    return os.path.join(HERE, name)


def find(root, build, folder):
    """Programs that can be run, Cartouche first, and what is missing of the others, with how to get it."""
    ours = Cartouche(root, build, folder)
    found = [Program("Cartouche, near", lambda s, n: ours.run(s, "near", n), True, "near"),
             Program("Cartouche, auto", lambda s, n: ours.run(s, "auto", n), True, "auto")]
    missing = []
    base = lambda s, who: os.path.join(folder, f"{s['name']}-{who}")
    files = lambda s: os.path.join(folder, s["name"] + ".json")
    if has_module("mapnik"):
        for name, places in (("Mapnik, 8 places", "8"), ("Mapnik, many", "many")):
            found.append(Program(name, lambda s, n, p=places: ask(SYSTEM_PYTHON, script("peer_mapnik.py"), files(s),
                                                                  base(s, f"mapnik-{p}.pdf"), p, str(n))))
    else:
        missing.append("Mapnik (apt-get install python3-mapnik)")
    if has_module("mapscript"):
        found.append(Program("MapServer", lambda s, n: ask(SYSTEM_PYTHON, script("peer_mapserver.py"), files(s),
                                                           base(s, "mapserver.pdf"), str(n))))
    else:
        missing.append("MapServer (apt-get install python3-mapscript)")
    if has_module("qgis.core"):
        for how in ("around", "ordered"):
            found.append(Program(f"QGIS, {how}", lambda s, n, h=how: ask(SYSTEM_PYTHON, script("peer_qgis.py"), files(s), h, str(n))))
    else:
        missing.append("QGIS (apt-get install python3-qgis qgis-providers)")
    dist = os.path.join(os.environ.get("MAPLIBRE", os.path.join(folder, "node_modules", "maplibre-gl")), "dist")
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser and os.path.exists(os.path.join(dist, "maplibre-gl-dev.mjs")):
        for name, places in (("MapLibre, 8 places", "8"), ("MapLibre, many", "many")):
            # A browser takes long to start: once.
            found.append(Program(name, lambda s, n, p=places: ask("python3", script("peer_maplibre.py"), files(s), dist, browser,
                                                                  p, "1")))
    else:
        missing.append(f"MapLibre (apt-get install chromium; npm install --prefix {os.path.relpath(folder, root)} maplibre-gl)")
    return found, missing
