"""The list itself: what is in it, in which order, and how its rows are drawn."""
