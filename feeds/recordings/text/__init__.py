"""Recordings as text, one event a line."""
