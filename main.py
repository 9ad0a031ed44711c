"""Starts Gwanje: hands over to the command line."""

import os
import signal
import sys


def _stop(*_: object) -> None:
    """Ctrl+C before anything has begun: there is nothing to put in order."""
    os.write(2, b"gwanje: stopped\n")
    os._exit(2)


if __name__ == "__main__":
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:  # a command in the background may have been told to ignore it
        signal.signal(signal.SIGINT, _stop)
    from console.cli import main

    signal.signal(signal.SIGINT, before)
    sys.exit(main())
