# SPDX-License-Identifier: MIT
"""What the command's tests share: running it, small data, counting."""
import os
import shutil
import subprocess
import sys
import tempfile
import traceback

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
BUILD = os.path.join(ROOT, os.environ.get("B", "build"))
CARTOUCHE = os.environ.get("CARTOUCHE", os.path.join(BUILD, "cartouche"))

# Real places; the coordinates are those of public gazetteers, rounded.
SITES = """name,type,lat,lon,date
Yongbyon,nuclear,39.797,125.755,2019-04-02
Punggye-ri,nuclear,41.278,129.087,2018-05-24
Sohae,launch,39.660,124.705,2019-03-08
Tonghae,launch,40.856,129.666,2017-07-04
Sunchon,airfield,39.412,125.890,2016-03-18
Wonsan,airfield,39.161,127.486,2019-05-04
Nampo,port,38.717,125.383,2019-08-30
Chongjin,port,41.767,129.817,2018-11-12
Hungnam,port,39.817,127.633,2018-02-01
Songnim,port,38.733,125.633,2017-12-21
"""


class Result:
    def __init__(self, done):
        self.code = done.returncode
        self.out = done.stdout
        self.err = done.stderr.decode("utf-8", "replace") if done.stderr is not None else ""

    def __repr__(self):
        return f"exit {self.code}, stderr: {self.err!r}, stdout: {self.out[:300]!r}"


def run(*args, cwd=None, env=None, stdout=subprocess.PIPE, timeout=120, program=None):
    return Result(subprocess.run([program or CARTOUCHE, *map(str, args)], cwd=cwd, stdin=subprocess.DEVNULL,
                                 stdout=stdout, stderr=subprocess.PIPE, timeout=timeout,
                                 env={**os.environ, **(env or {})}))


def write(path, text):
    mode = "wb" if isinstance(text, bytes) else "w"
    with open(path, mode, **({} if mode == "wb" else {"encoding": "utf-8"})) as f:
        f.write(text)
    return path


def read(path):
    with open(path, "rb") as f:
        return f.read()


class Failure(Exception):
    pass


def expect(condition, *about):
    if not condition:
        raise Failure(" ".join(str(a) for a in about))


class Skip(Exception):
    pass


def main(tests):
    """Runs each test (a function of a fresh folder) and ends with `N passed, M failed`."""
    passed = failed = 0
    for test in tests:
        folder = tempfile.mkdtemp(prefix="cartouche-test-")
        try:
            write(os.path.join(folder, "sites.csv"), SITES)
            test(folder)
            passed += 1
        except Skip as why:
            print(f"skipped: {test.__name__}: {why}")
        except Exception as fault:  # a test that breaks is a test that fails
            failed += 1
            print(f"FAILED: {test.__name__}: {fault}")
            if not isinstance(fault, Failure):
                traceback.print_exc(file=sys.stdout)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
