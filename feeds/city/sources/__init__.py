"""The sources of the synthetic city, one a module."""
