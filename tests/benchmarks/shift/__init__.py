"""The desk late in a shift: what a console shows after hours in which more came than was handled."""
