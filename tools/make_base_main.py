# SPDX-License-Identifier: MIT
"""Runs the makers of the base layers in order and then lists their sources."""
import argparse
import os
import warnings

warnings.filterwarnings("ignore", message=".*STRtree.*")

import make_base_admin1
import make_base_gshhg
import make_base_places
import make_base_seas
import make_base_sources
import make_base_water
import make_base_world

MAKERS = {"world": make_base_world, "gshhg": make_base_gshhg, "water": make_base_water,
          "admin1": make_base_admin1, "places": make_base_places, "seas": make_base_seas}


def main():
    """Reads the command line; makes what is asked, all by default."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--npm", required=True, help="folder of unpacked npm packages")
    parser.add_argument("--scratch", required=True, help="folder for temporary files")
    parser.add_argument("--out", required=True, help="the layers folder")
    parser.add_argument("makers", nargs="*", choices=[[], *MAKERS], metavar="layer")
    args = parser.parse_args()
    base = os.path.join(args.out, "base")
    os.makedirs(base, exist_ok=True)
    for name, maker in MAKERS.items():
        if not args.makers or name in args.makers:
            maker.make(args.npm, args.scratch, base)
    make_base_sources.make(args.npm, args.out)


main()
