# SPDX-License-Identifier: MIT
"""What an SVG marks as new, changed, moved and removed."""
import re


def marks(svg):
    """Ids by what is drawn at them, and by their column."""
    out = {k: set() for k in ("new", "changed", "moved", "removed")}
    told = {k: set() for k in ("new", "changed", "moved", "removed", "same")}
    layers = {"new-mark": "new", "changed-mark": "changed", "move": "moved", "removed-cross": "removed"}
    for tag in re.findall(r"<(?:use|path) [^>]*>", svg):
        at = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        layer = re.sub(r"^[a-z]+-(.*?)-\d+(-\d+)?$", r"\1", at.get("id", ""))
        if layer in layers:
            out[layers[layer]].add(at.get("data-id", at.get("data-name")))
        if layer in ("mark", "removed-mark"):
            told[at["data-edition"]].add(at.get("data-id", at.get("data-name")))
    return out, told
