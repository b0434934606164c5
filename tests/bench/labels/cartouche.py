# SPDX-License-Identifier: MIT
"""Labels a set with Cartouche: the briefing theme's own marks and texts at the sizes that all programs have."""
import json
import os
import subprocess


MOST_NAMED = 2500


class Cartouche:
    def __init__(self, root, build, folder):
        self.program, self.folder = os.path.join(build, "cartouche"), folder
        with open(os.path.join(root, "styles", "briefing.json"), encoding="utf-8") as f:
            self.theme = json.load(f)
        text = subprocess.run([self.program, "render", "--help"], check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")
        # Older builds have neither; then leaders are switched by the theme, and seconds are those of whole renders.
        self.can_report = "--report" in text

    def write_disc(self, the_set):
        """A mark whose picture ends where its ink does: bundled icons have white round them, which other programs' marks
        have not."""
        folder = os.path.join(self.folder, "sprite")
        os.makedirs(folder, exist_ok=True)
        px = the_set["mark_pt"] * 96 / 72
        with open(os.path.join(folder, "disc.svg"), "w", encoding="ascii") as f:
            f.write(f'<svg xmlns="http://www.w3.org/2000/svg" width="{px}" height="{px}" viewBox="0 0 2 2">'
                    '<circle cx="1" cy="1" r="1" fill="#c22"/></svg>')
        return folder

    def write_theme(self, the_set, leaders, labels):
        """The theme's template for marks alone: no halo, no padding, no wrapping, one disc."""
        mark = json.loads(json.dumps(next(l for l in self.theme["layers"] if l["id"] == "mark")))
        if not leaders:
            mark["metadata"].pop("cartouche:leader", None)
        px = 96 / 72
        mark["layout"].update({"text-font": ["Source Sans 3 Regular"], "text-size": the_set["text_pt"] * px,
                               "text-max-width": 1000, "text-padding": 0, "icon-padding": 0})
        mark["layout"].update({"icon-image": "disc", "icon-size": 1})
        mark["paint"].update({"icon-halo-width": 0, "text-halo-width": 0})
        if not labels:
            for key in [k for k in mark["layout"] if k.startswith("text-")]:
                mark["layout"].pop(key)
        theme = {k: v for k, v in self.theme.items() if k not in ("sources", "layers")}
        theme["sprite"] = self.write_disc(the_set)
        theme.update({"sources": {"data": self.theme["sources"]["data"]}, "layers": [mark]})
        path = os.path.join(self.folder, f"theme-{'auto' if leaders else 'near'}-{'labels' if labels else 'bare'}.json")
        with open(path, "w", encoding="utf-8") as f:
            json.dump(theme, f)
        return path

    def datasets(self, the_set, labels):
        """More points than a theme draws as named marks (DOTS_FROM of src/style/bind.c) come as several datasets."""
        out, n = {}, len(the_set["rows"])
        for start in range(0, n, MOST_NAMED):
            data = {"path": the_set["lonlat"], "icon": "disc", "color": "#CC2222", "sort": "rank"}
            if n > MOST_NAMED:
                data["where"] = f"i >= {start} AND i < {start + MOST_NAMED}"
            # Each point is a mark of its own.
            data["stack"] = "none"
            if labels:
                data["label"] = "name"
            out[f"points{start}"] = data
        return out

    def write_document(self, the_set, mode, labels, path):
        w, h = the_set["width"], the_set["height"]
        west, south, east, north = the_set["bbox"]
        doc = {"title": "", "style": self.write_theme(the_set, mode != "near", labels),
               "data": self.datasets(the_set, labels),
               "view": {"bbox": [west, south, east, north], "projection": "EPSG:3857", "padding": 0},
               "page": {"size": f"{w / 72 * 25.4:.4f}x{h / 72 * 25.4:.4f}mm", "bare": True}, "locator": False, "legend": False,
               "scale_bar": False}
        if self.can_report:
            doc["labels"] = mode
        with open(path, "w", encoding="utf-8") as f:
            json.dump(doc, f)

    def render(self, the_set, mode, labels):
        """CPU seconds of the render, its PDF and its report or None."""
        base = os.path.join(self.folder, f"{the_set['name']}-cartouche-{mode}{'' if labels else '-bare'}")
        doc, pdf, report = base + ".json", base + ".pdf", base + "-report.json"
        self.write_document(the_set, mode, labels, doc)
        command = [self.program, "render", doc, "-q", "-o", pdf]
        if self.can_report and labels:
            command += ["--report", report]
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise subprocess.CalledProcessError(child.returncode, command)
        seconds = usage.ru_utime + usage.ru_stime
        if not self.can_report or not labels:
            return seconds, pdf, None
        with open(report, encoding="utf-8") as f:
            return seconds, pdf, json.load(f)

    def run(self, the_set, mode, runs):
        """What a peer's script prints, and the report."""
        middle = lambda values: sorted(values)[runs // 2]
        rendered = [self.render(the_set, mode, True) for _ in range(runs)]
        bare = middle(self.render(the_set, mode, False)[0] for _ in range(runs))
        out = {"pdf": rendered[0][1], "seconds": max(0, middle(r[0] for r in rendered) - bare), "report": rendered[0][2]}
        if self.can_report:
            out["solve"] = middle(r[2]["totals"]["solve_seconds"] for r in rendered)
        return out
