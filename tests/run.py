#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs all tests and adds them up.

usage: run.py [--only TEXT]     B names the build folder (build)

Runners, each a program that ends with the line `N passed, M failed` or cmocka's own count:
  $B/tests/test_*, $B/asan/tests/test_*          unit and stage tests
  $B/tests/spec-NAME DIR                         the MapLibre cases in ../shared, when they are there
  tests/{stage,golden,cli}/{run,test_}*.{sh,py}  programs and pictures
With --only, those whose path holds TEXT, without the sanitized ones.
"""
import concurrent.futures
import glob
import os
import re
import subprocess
import sys
import time

LIMIT_SECONDS = 600
# No more than there are cores: starting a process takes twice as long where two share one.
WORKERS = os.cpu_count() or 1
SPEC_DIRS = {
    "spec-expressions": "../shared/maplibre/spec-tests/expression",
    "spec-validation": "../shared/maplibre/spec-tests/validation",
    "spec-render": "../shared/maplibre/fixtures",
}
KNOWN_FAILURES = "tests/spec/known-failures.txt"
LAST_LINE = re.compile(r"^(\d+) passed, (\d+) failed$")
CMOCKA = re.compile(r"^\[  (PASSED|FAILED)  \] (\d+) test\(s\)")


def environment(path):
    env = dict(os.environ)
    # Leaks in the libraries' caches are not ours; ours are found all the same.
    env.setdefault("ASAN_OPTIONS", "detect_leaks=1:strict_string_checks=1")
    env.setdefault("UBSAN_OPTIONS", "print_stacktrace=1:halt_on_error=1")
    # Absolute: the programs under test run in other folders.
    env.setdefault("LSAN_OPTIONS", f"suppressions={os.path.abspath('tests/lsan.supp')}:print_suppressions=0")
    return env


def runners(build, only):
    found = [[p] for p in sorted(glob.glob(f"{build}/tests/test_*"))]
    found += [[p] for p in sorted(glob.glob(f"{build}/asan/tests/test_*"))]
    found = [c for c in found if os.access(c[0], os.X_OK) and not c[0].endswith(".d")]
    for name, folder in SPEC_DIRS.items():
        if os.path.exists(f"{build}/tests/{name}") and os.path.isdir(folder):
            found.append([f"{build}/tests/{name}", folder])
    for group in ("stage", "golden", "cli"):
        for pattern in ("run*", "test_*"):
            found += [[p] for p in sorted(glob.glob(f"tests/{group}/{pattern}.*")) if p.endswith((".sh", ".py"))]
    if only:
        found = [c for c in found if only in c[0] and "/asan/" not in c[0]]
    return found


def run(command):
    start = time.time()
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=LIMIT_SECONDS, env=environment(command[0]))
        text, code = done.stdout.decode("utf-8", "replace"), done.returncode
    except subprocess.TimeoutExpired as late:
        text = (late.stdout or b"").decode("utf-8", "replace") + f"\nstopped after {LIMIT_SECONDS} s\n"
        code = -1
    except OSError as refused:
        text, code = f"cannot be run: {refused}\n", -1
    return command, text, code, time.time() - start


def count(text, code):
    """Passed and failed, as the runner itself counted; a runner that fails otherwise is one failure."""
    passed = failed = 0
    for line in text.splitlines():
        if m := LAST_LINE.match(line):
            passed, failed = int(m[1]), int(m[2])
        elif m := CMOCKA.match(line):
            if m[1] == "PASSED":
                passed += int(m[2])
            else:
                failed += int(m[2])
    return passed, max(failed, 1) if code else failed


def known_failures(command, text, passed, failed):
    """Cases of the specification that are known not to pass yet, with their reason in a list: they are told
    apart from new ones. One that passes after all has to leave the list."""
    name = os.path.basename(command[0])
    with open(KNOWN_FAILURES, encoding="utf-8") as f:
        rows = [re.split(r"(?:^|\s)#", line)[0].split() for line in f]
    known = {r[1] for r in rows if len(r) == 2 and r[0] == name}
    seen = {case for line in text.splitlines() if line.startswith("FAIL ") for case in known if line.endswith(case)}
    for case in sorted(known - seen):
        print(f"{case} is in {KNOWN_FAILURES}, but passes")
    return passed, failed - len(seen) + len(known - seen), len(seen)


def show(command, text, code, seconds, passed, failed):
    print(f"-- {' '.join(command)} ({seconds:.1f} s)", flush=True)
    if failed or code:
        print(text, end="" if text.endswith("\n") else "\n")
        print(f"exit status {code}")
    else:
        for line in text.splitlines():
            if CMOCKA.match(line) or line.startswith("[==========]"):
                print(line)
    print(f"{passed} passed, {failed} failed", flush=True)


def main():
    only = sys.argv[2] if sys.argv[1:2] == ["--only"] else None
    build = os.environ.get("B", "build")
    commands = runners(build, only)
    if not commands:
        sys.exit(f"no test holds '{only}'" if only else "no tests are built")
    total_passed = total_failed = 0
    bad = []
    with concurrent.futures.ThreadPoolExecutor(max_workers=WORKERS) as pool:
        for command, text, code, seconds in pool.map(run, commands):
            passed, failed = count(text, code)
            if os.path.basename(command[0]) in SPEC_DIRS:
                passed, failed, known = known_failures(command, text, passed, failed)
                code = 1 if failed else 0
                if known:
                    print(f"{known} known failures, see {KNOWN_FAILURES}")
            show(command, text, code, seconds, passed, failed)
            total_passed += passed
            total_failed += failed
            if failed:
                bad.append(command[0])
    print(f"-- all: {len(commands)} runners")
    for name in bad:
        print(f"failed: {name}")
    print(f"{total_passed} passed, {total_failed} failed")
    sys.exit(1 if total_failed else 0)


if __name__ == "__main__":
    main()
