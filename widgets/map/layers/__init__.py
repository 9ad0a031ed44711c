"""The layers of the map: one kind of thing each, drawn over one another in the order of their heights."""
