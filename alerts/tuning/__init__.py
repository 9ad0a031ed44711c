"""Fits the rules' figures to recordings whose truth is known."""
