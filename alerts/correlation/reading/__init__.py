"""What events say: reports, who sent them, in which words, and up to when they are final."""
