"""What makes the log trustworthy: the chain, the seal at its end, and the check of both."""
