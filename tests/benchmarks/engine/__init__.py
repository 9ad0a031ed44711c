"""What the engine is measured with: a stream of reports of any size, an engine full of open incidents, what others do."""
