#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Labels a set with MapLibre GL JS in a browser without a window: all eight text-variable-anchor-offset.

usage: peer_maplibre.py SET.json DIST CHROMIUM PLACES RUNS [PICTURE.png]

Prints JSON. DIST is the package's folder dist, PLACES is 8 or many.
"""
import base64
import http.server
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = {".mjs": "text/javascript", ".html": "text/html", ".json": "application/json", ".otf": "font/otf"}
SECONDS = 90
# A line of text is 1.08 ems high, its baseline that far above the lower edge (measured on its pixels).
BASE_EM = 0.21


class Handler(http.server.BaseHTTPRequestHandler):
    paths, dist, result, done = {}, "", None, threading.Event()

    def do_GET(self):
        name = self.path.split("?")[0]
        path = self.paths.get(name)
        if name.startswith("/maplibre/"):
            path = os.path.join(self.dist, os.path.basename(name))
        if not path or not os.path.exists(path):
            self.send_error(404)
            return
        with open(path, "rb") as f:
            body = f.read()
        self.send_response(200)
        self.send_header("Content-Type", KINDS.get(os.path.splitext(path)[1], "application/octet-stream"))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        Handler.result = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(204)
        self.end_headers()
        Handler.done.set()

    def log_message(self, *_):
        pass


def ask_browser(chromium, url):
    Handler.done.clear()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = subprocess.Popen([chromium, "--headless=new", "--no-sandbox", "--disable-gpu-sandbox", "--use-gl=angle",
                                    "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--no-first-run",
                                    "--force-device-scale-factor=1", f"--user-data-dir={profile}", "--window-size=1000,800", url],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            answered = Handler.done.wait(SECONDS)
        finally:
            # Its own helpers too.
            os.killpg(browser.pid, signal.SIGTERM)
            browser.wait()
    if not answered:
        sys.exit(f"no answer within {SECONDS} seconds")
    if "error" in Handler.result:
        sys.exit(Handler.result["error"])
    return Handler.result


def main():
    set_file, Handler.dist, chromium, places, runs = *sys.argv[1:5], int(sys.argv[5])
    picture = sys.argv[6] if len(sys.argv) > 6 else None
    with open(set_file, encoding="utf-8") as f:
        the_set = json.load(f)
    Handler.paths = {"/": os.path.join(HERE, "maplibre.html"), "/set/json": set_file, "/set/font": the_set["font"]}
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}/?places={places}" + ("&picture" if picture else "")
    results = sorted((ask_browser(chromium, url) for _ in range(runs)), key=lambda r: r["seconds"])
    server.shutdown()
    out = results[runs // 2]
    if picture:
        with open(picture, "wb") as f:
            f.write(base64.b64decode(out["picture"].split(",", 1)[1]))
    labels = [{"i": l["i"], "x0": l["box"][0], "x1": l["box"][2], "base": l["box"][3] - BASE_EM * the_set["text_pt"],
               "box": l["box"]} for l in out["labels"]]
    print(json.dumps({"version": out["version"], "labels": labels, "solve": out["seconds"]}))


main()
