"""What FFmpeg's errors mean to whoever looks at the footage."""

from __future__ import annotations

import errno

from av import error

from alerts.cameras.footage import FootageTrouble


class NoVideo(Exception):
    """It was opened, and there is no picture in it."""


class NoAddress(Exception):
    """The register has no address for it."""


class NotCovered(Exception):
    """The recording does not reach back to the moment that is wanted, or ended before it."""


class Damaged(Exception):
    """It was opened, and too much of it cannot be decoded."""


def reason(failure: BaseException) -> FootageTrouble:
    """What a failure to open or read means."""
    if isinstance(failure, NoVideo):
        return "no_video"
    if isinstance(failure, NoAddress):
        return "no_address"
    if isinstance(failure, NotCovered):
        return "not_covered"
    if isinstance(failure, error.HTTPUnauthorizedError | error.HTTPForbiddenError | PermissionError):
        return "denied"
    if isinstance(failure, FileNotFoundError | error.HTTPNotFoundError | IsADirectoryError):
        return "not_found"
    if isinstance(failure, error.DecoderNotFoundError | error.ProtocolNotFoundError | error.DemuxerNotFoundError):
        return "unsupported"
    if isinstance(failure, Damaged | error.InvalidDataError | error.BugError):
        return "damaged"
    if isinstance(failure, TimeoutError | error.ExitError):
        return "silent"
    if isinstance(failure, EOFError):
        return "closed"
    if isinstance(failure, OSError) and failure.errno in (errno.EPIPE, errno.ECONNRESET):
        return "closed"
    return "unreachable"
