"""What a person puts on the map: distances, drafts of areas, own layers, places asked for."""
