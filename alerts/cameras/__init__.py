"""Cameras: what a register says of them, which of them see a place, and what their footage may be looked at for."""

from alerts.cameras.camera import Camera, View
from alerts.cameras.direction import views_of
from alerts.cameras.purposes import Purpose, load_purposes, ordered_for
from alerts.cameras.register import Near, Register
from alerts.cameras.seeing import SIGHTS, Sight

__all__ = ["SIGHTS", "Camera", "Near", "Purpose", "Register", "Sight", "View", "load_purposes", "ordered_for", "views_of"]
