"""What a hub records, and how those who talk to it get it."""
