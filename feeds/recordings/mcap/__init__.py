"""Recordings as MCAP."""
