"""What can be done with an incident from its card, and what came of it."""
