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

dialog-hand-over-title = Offer a hand-over
dialog-hand-over-text = What to hand over
dialog-hand-over-hint = What was done and what is left to do
dialog-hand-over-owner = Who takes over
dialog-hand-over-send = Offer
dialog-hand-over-alone = Nobody else is signed on now.
dialog-hand-over-away = { $name } is not signed on now. An offer that is not taken in time ends by itself.
dialog-hand-over-nobody = Name who takes over.

dialog-shelve-title = Shelve
dialog-shelve-text = Reason for shelving
dialog-shelve-hint = Why it can wait. When the time is over it comes back to the list.
dialog-shelve-send = Shelve
dialog-shelve-no-reason = Write why it can wait.

dialog-meanwhile = Meanwhile, at { $at }, { $by } did this: { $what }. What you have written is still here.
dialog-close-linked = { $count ->
    [one] { $count } incident that may be the same one stays open.
   *[other] { $count } incidents that may be the same one stay open.
}
dialog-close-also = Close as well: { $name }

dialog-priority-title = Change the priority
dialog-priority-text = Reason for the change
dialog-priority-hint = Why it is more or less urgent
dialog-priority-send = Change
dialog-choice-now = now
dialog-priority-undecided = Choose the new priority.
dialog-choice-no-reason = Give the reason for the change.
dialog-kind-title = Change the kind
dialog-kind-text = Reason for the change
dialog-kind-hint = What confirmed it
dialog-kind-send = Change
dialog-kind-undecided = Choose the new kind.

dialog-split-title = Take reports out
dialog-split-text = Reason for taking them out
dialog-split-hint = Why they are about something else (may be left out)
dialog-split-list = Reports to take out
dialog-split-send = Take out
dialog-split-nothing = Choose at least one report. Space ticks it.

dialog-decline-title = Decline the hand-over
dialog-decline-text = Reason for declining
dialog-decline-hint = Why you cannot take it (may be left out)
dialog-decline-send = Decline

dialog-together = { $count } incidents: { $kinds }
dialog-acknowledge-title = Acknowledge several
dialog-acknowledge-text = Comment
dialog-acknowledge-hint = Written on all of them (may be left out)
dialog-acknowledge-send = Acknowledge
dialog-merge-title = Merge into one
dialog-merge-text = Reason for merging
dialog-merge-hint = Why they are one incident (may be left out)
dialog-merge-send = Merge
dialog-merge-into = { $count } go into the earliest: { $name }
dialog-results-title = { $count } refused
dialog-results-hint = The others are done. Enter goes to the incident.
dialog-results-close = Close
dialog-assign-title = Assign to an operator
dialog-assign-hint = Why this person? The operator reads it as it is.
dialog-assign-text = Reason for the assignment
dialog-assign-send = Assign
dialog-assign-no-reason = Give a reason.
dialog-place-title = Settle the place
dialog-place-hint = How is it known? For example: the caller was called back
dialog-place-text = How the place is known
dialog-place-send = It is here
dialog-place-where = Address, name of a place, or latitude, longitude
dialog-place-found = Places found
dialog-place-map = Pick on the map
dialog-place-none = No such place was found. Write it differently, or pick it on the map.
dialog-place-no-reason = Say how the place is known.
