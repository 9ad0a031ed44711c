"""Surges: lone reports that together are more than chance, found each minute and joined after the fact."""
