"""Composes a hub: log, engine, centre, sockets, and the feeds that start with it."""
