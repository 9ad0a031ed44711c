"""Camera registers of others: the Korean national standard's CSV, and GeoJSON."""

from feeds.adapters.cameras.faults import Fault
from feeds.adapters.cameras.importing import Imported, import_cameras

__all__ = ["Fault", "Imported", "import_cameras"]
