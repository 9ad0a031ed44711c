"""The log's tables: how they came to be, what stands in them, and how they are asked."""
