"""Recordings: what came in, kept in files, and read back as if it came in again."""

from feeds.recordings.opening import open_recording
from feeds.recordings.recording import Received, Recording
from feeds.recordings.writing import Writer, form_of, writer

__all__ = ["Received", "Recording", "Writer", "form_of", "open_recording", "writer"]
