"""Footage: live streams and recordings, opened and decoded beside whoever shows them. No Qt here."""

from feeds.streams.address import Address
from feeds.streams.picture import Picture
from feeds.streams.ring import Ring
from feeds.streams.stream import Patience, Stream

__all__ = ["Address", "Patience", "Picture", "Ring", "Stream"]
