"""Footage on a desk: the look is recorded first, then it opens."""

from console.cameras.importing import Importing
from console.cameras.training import Training
from console.cameras.watching import Watching

__all__ = ["Importing", "Training", "Watching"]
