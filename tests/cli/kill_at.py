# SPDX-License-Identifier: MIT
"""Commands that are killed at a chosen step, or whose files are on a disk that is full: by a library preloaded into them."""
import os
import subprocess

import harness

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "kill_at.c")


def build(folder):
    """The library, made in the folder."""
    out = os.path.join(folder, "kill_at.so")
    if os.path.exists(out):
        return out
    try:
        done = subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", out, SOURCE, "-ldl"], capture_output=True, text=True)
    except FileNotFoundError:
        raise harness.Skip("there is no C compiler")
    harness.expect(done.returncode == 0, done.stderr)
    return out


def environment(library, command, at=0, after=False, calls="all", full=None, count=None):
    """For `cartouche COMMAND ...`: the n-th of its calls (from 1; 0: none) is its last, or the one before which it ends.
    full: how the names of files end that find no room. count: a file that will tell how many calls there were."""
    env = {**os.environ, "LD_PRELOAD": library, "CT_TEST_COMMAND": command, "CT_TEST_AT": str(at), "CT_TEST_CALLS": calls,
           "ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0"}
    for key, value in (("CT_TEST_AFTER", "1" if after else None), ("CT_TEST_FULL", full), ("CT_TEST_COUNT", count)):
        if value:
            env[key] = value
    return env
