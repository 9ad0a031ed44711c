"""Questions asked before a command: a note, how it ended, to whom, for how long, what it really is."""

from widgets.dialogs.ask import Ask
from widgets.dialogs.choice import KindDialog, PriorityDialog
from widgets.dialogs.close import CloseDialog
from widgets.dialogs.hand_over import HandOverDialog
from widgets.dialogs.note import NoteDialog, TextDialog
from widgets.dialogs.shelve import ShelveDialog
from widgets.dialogs.skip import SkipDialog
from widgets.dialogs.split import SplitDialog

__all__ = [
    "Ask", "CloseDialog", "HandOverDialog", "KindDialog", "NoteDialog", "PriorityDialog", "ShelveDialog", "SkipDialog",
    "SplitDialog", "TextDialog",
]  # fmt: skip
