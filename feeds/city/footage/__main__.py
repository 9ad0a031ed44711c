"""Writes one clip: OUT SCENE VARIANT SECONDS BEGINS."""

from __future__ import annotations

import sys
from pathlib import Path

from feeds.city.footage.writing import write_clip


def main(arguments: list[str]) -> int:
    out, scene, variant, seconds, begins = arguments
    try:
        write_clip(Path(out), scene, int(variant), float(seconds), float(begins))
    except OSError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
