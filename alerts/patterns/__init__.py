"""Patterns declared in the rules: events that mean more together, and events that did not come."""
