"""The two roots of everything that can go wrong.

A failure of the world (a bad message, a full disk, a file that is not there) is a :class:`WorldError`: it carries one
sentence for the user, is shown where the eye is, and is survived. A bug is a :class:`Bug`, or any other exception: it is
loud, it is logged with its traceback, and it is never shown to a user as anything but "an internal error".
"""


class WorldError(Exception):
    """The world failed. ``str(error)`` is one sentence in the user's words: what, where, and what to do."""


class Bug(Exception):
    """We failed. Raised where an invariant of our own is broken."""


class RulesError(WorldError):
    """A rules, procedure or profile file has a mistake. Names the file, the line, the key and what was expected."""


class LogError(WorldError):
    """The incident log cannot be read or written (locked, full, read-only, damaged)."""


class InputError(WorldError):
    """An input named on the command line is missing, empty, a folder, or not of a kind this program reads."""


class OutputError(WorldError):
    """A file cannot be written: it exists already, the folder is missing or closed to us, or the disk is full."""


class WireError(WorldError):
    """A connection, a key or an address is not usable."""
