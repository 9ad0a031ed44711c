"""The open incidents: what is known of each, where they are, what names them, and what it takes to go back."""
