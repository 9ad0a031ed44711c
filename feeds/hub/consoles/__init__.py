"""What the hub says to consoles."""
