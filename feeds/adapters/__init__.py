"""Adapters: what other systems send, turned into events."""
