"""Acting outwards: which service, what is asked of it, and what has become of it."""

from widgets.outward.flow import Outward
from widgets.outward.rows import RequestRows
from widgets.outward.scene import KeptStill, NearCamera, NearUnit, Scene

__all__ = ["KeptStill", "NearCamera", "NearUnit", "Outward", "RequestRows", "Scene"]
