"""Starts Gwanje: hands over to the command line."""

import sys

from console.cli import main

if __name__ == "__main__":
    sys.exit(main())
