"""Acting outwards: which service, what is asked of it, and what has become of it."""

from widgets.outward.flow import Outward
from widgets.outward.rows import RequestRows
from widgets.outward.scene import NearCamera, NearUnit, Scene

__all__ = ["NearCamera", "NearUnit", "Outward", "RequestRows", "Scene"]
