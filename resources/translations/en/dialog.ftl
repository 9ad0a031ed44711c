# Questions asked before a command.

dialog-cancel = Cancel
dialog-too-long = A text may have { $most } characters. Please shorten it.

dialog-note-title = Note
dialog-note-text = Text of the note
dialog-note-hint = What you checked, whom you called, what the next shift must know
dialog-note-send = Leave note
dialog-note-empty = Write something first.

dialog-close-title = Close incident
dialog-close-text = Reason for closing
dialog-close-hint = How it ended
dialog-close-send = Close incident
dialog-close-needs-reason = needs a reason
dialog-close-undecided = Choose how it ended.
dialog-close-no-reason = To close it this way, write a reason.

dialog-hand-over-title = Hand over
dialog-hand-over-text = What to hand over
dialog-hand-over-hint = What was done and what is left to do
dialog-hand-over-owner = Who takes over
dialog-hand-over-send = Hand over
dialog-hand-over-nobody = Name who takes over.

dialog-shelve-title = Shelve
dialog-shelve-text = Reason for shelving
dialog-shelve-hint = Why it can wait. When the time is over it comes back to the list.
dialog-shelve-send = Shelve
dialog-shelve-no-reason = Write why it can wait.
