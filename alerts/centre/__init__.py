"""The centre: what a hub knows and does, without its sockets and its clock."""

from alerts.centre.centre import Centre
from alerts.centre.ports import Decode, EngineLike, EngineMaker, FrameLike
from alerts.centre.recovery import open_centre
from alerts.centre.settings import CentreSettings

__all__ = ["Centre", "CentreSettings", "Decode", "EngineLike", "EngineMaker", "FrameLike", "open_centre"]
