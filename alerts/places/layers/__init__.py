"""What a centre brings to the map itself: its own layers (GeoJSON) and raster tiles kept on this machine (MBTiles)."""

from alerts.places.layers.own import OwnLayer, load_layer
from alerts.places.layers.tiles import Tiles, open_tiles

__all__ = ["OwnLayer", "Tiles", "load_layer", "open_tiles"]
