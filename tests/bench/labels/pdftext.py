# SPDX-License-Identifier: MIT
"""Where the labels of a set stand in a PDF, by its own text."""
import html
import re
import subprocess
import unicodedata

WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')


# Ligatures are the letters they join: NFKC.
def words_of(path):
    """Words in the order they were drawn: text, x0, y0, x1, y1."""
    text = subprocess.run(["pdftotext", "-raw", "-bbox", path, "-"], check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")
    out = []
    for m in WORD.finditer(text):
        out.append((unicodedata.normalize("NFKC", html.unescape(m.group(5))), *(float(m.group(k)) for k in range(1, 5))))
    return out


def goes_on(a, b, size):
    """Is b the next word of a's line?"""
    return abs(a[2] - b[2]) < 0.05 * size and -0.05 * size < b[1] - a[3] < 0.6 * size


def phrases(words, size):
    """Every run of words of one line that could be a name, longest first, by where it begins."""
    for i in range(len(words)):
        runs = [(words[i][0], i, i + 1)]
        for k in range(i + 1, min(i + 6, len(words))):
            if not goes_on(words[k - 1], words[k], size):
                break
            runs.append((f"{runs[-1][0]} {words[k][0]}", i, k + 1))
        yield list(reversed(runs))


def nearest(rows, candidates, box):
    mx, my = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return min(candidates, key=lambda i: ((rows[i]["x"] - mx) ** 2 + (rows[i]["y"] - my) ** 2, i))


def named(text, by_name):
    """Rows of that name. A ligature that a PDF has no letters for stands for any two or three."""
    if "\ufffd" not in text:
        return by_name.get(text, [])
    pattern = re.compile(re.escape(text).replace("\ufffd", ".{2,3}"))
    return [i for name, rows in by_name.items() if pattern.fullmatch(name) for i in rows]


def find_labels(path, rows, size, ascent, descent):
    """[{i, x0, x1, base}] of the names found, and the words that belong to no name."""
    words, by_name, used, out, rest = words_of(path), {}, set(), [], []
    for i, r in enumerate(rows):
        by_name.setdefault(unicodedata.normalize("NFKC", r["name"]), []).append(i)
    at = 0
    for runs in phrases(words, size):
        if runs[-1][1] < at:
            continue
        for text, start, end in runs:
            free = [i for i in named(text, by_name) if i not in used]
            if not free:
                continue
            box = (words[start][1], words[start][2], words[end - 1][3], words[start][4])
            i = nearest(rows, free, box)
            used.add(i)
            out.append({"i": i, "x0": box[0], "x1": box[2], "base": box[1] + (box[3] - box[1]) * ascent / (ascent + descent)})
            at = end
            break
        else:
            rest.append(words[runs[-1][1]][0])
            at = runs[-1][1] + 1
    return out, rest
