"""Incidents that are played out in the synthetic city, each with its truth."""
