"""Commands that make recordings or work on them."""
