"""What makes an operator look up: a frame that flashes, and the settings of what is heard."""

from widgets.attention.flash import Flash
from widgets.attention.hearing import HearingDialog

__all__ = ["Flash", "HearingDialog"]
