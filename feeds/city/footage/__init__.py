"""Made-up footage for the synthetic city's cameras: real files, plainly marked as made up."""

from feeds.city.footage.clips import Clips, scene_of

__all__ = ["Clips", "scene_of"]
