"""The shell around the desks: window, actions, palette, notices, help."""

from console.window.actions import Actions
from console.window.desk import Desk
from console.window.notice import NoticeBar
from console.window.workplace import Workplace

__all__ = ["Actions", "Desk", "NoticeBar", "Workplace"]
