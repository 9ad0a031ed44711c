"""Questions asked before a command: a note, how it ended, to whom, for how long."""

from widgets.dialogs.ask import Ask
from widgets.dialogs.close import CloseDialog
from widgets.dialogs.hand_over import HandOverDialog
from widgets.dialogs.note import NoteDialog
from widgets.dialogs.shelve import ShelveDialog
from widgets.dialogs.skip import SkipDialog

__all__ = ["Ask", "CloseDialog", "HandOverDialog", "NoteDialog", "ShelveDialog", "SkipDialog"]
