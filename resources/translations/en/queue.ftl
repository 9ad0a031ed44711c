# The list of incidents.

queue-title = Incidents
queue-list = List of incidents
queue-list-keys = J and K move, A acknowledges and takes, Enter opens.
queue-count = { $count } · { $new } new
queue-count-filtered = { $rows } shown · { $new } new
queue-priority-count = { $priority }: { $count }

queue-chip-alarms = Alarms
queue-chip-alarms-tip = Open incidents of priorities 1 to 3 only
queue-chip-everything = All
queue-chip-everything-tip = Ordinary reports of priority 4 too
queue-chip-mine = Mine
queue-chip-mine-tip = Only incidents that I own
queue-chip-unacknowledged = New
queue-chip-unacknowledged-tip = Only incidents that nobody has acknowledged
queue-chip-kinds = Kind
queue-chip-kinds-tip = Pick kinds
queue-chip-districts = District
queue-chip-districts-tip = Pick districts
queue-chip-shelved = Shelved { $count }
queue-pick = { $text }  { $count }
queue-pick-none = Clear all
queue-search = Find incidents
queue-search-hint = Title, place, owner, incident number

queue-place-in-doubt = { $place } · { $count } possible places
queue-gone = Left the list
queue-pending-sent = Sending
queue-pending-unknown = Outcome unknown
queue-row = { $priority }, { $title }, { $state }, { $place }, { $reports }, owner { $owner }

queue-pill-new = { $new ->
    [one] { $new } new incident — to the top
   *[other] { $new } new incidents — to the top
}
queue-pill-raised = { $raised } raised in priority — to the top
queue-pill-both = { $new } new · { $raised } raised — to the top

queue-flood = Alarm flood · { $count } in 10 min
queue-flood-kind = Show only { $kind }, { $count } unacknowledged
queue-flood-rest = { $count } others

queue-key-move = move
queue-key-acknowledge = ack
queue-key-cameras = footage
queue-key-open = card
queue-key-map = map
queue-key-commands = commands

queue-empty = No alarm asks for you. Alarms appear here as they are raised, the most pressing first. Ordinary reports are under “All”.
queue-empty-filtered = No incident meets these conditions.
queue-empty-clear = Clear conditions
queue-empty-unconnected = Incidents appear here once the hub is connected.

queue-reminded = waits too long
queue-escalated = with the supervisor
queue-row-marked = marked, { $row }
queue-row-group = { $name }, group of { $count }, { $new } not acknowledged, { $open ->
    [yes] open
   *[no] closed
}
queue-group-count = { $count }
queue-group-line = { $new } not acknowledged · oldest { $age }
queue-flood-group = Group
queue-flood-grouped = By kind and district
queue-flood-group-tip = One line for incidents of the same kind and district. Critical ones stand alone. → opens a group, ← closes it.
queue-together = { $count } incidents marked
queue-together-progress = { $done } of { $of } done
queue-together-result = { $what ->
    [undone] { $refused ->
        [0] { $done } taken back
       *[other] { $done } taken back, { $refused } refused
    }
   *[done] { $refused ->
        [0] { $done } done
       *[other] { $done } done, { $refused } refused
    }
}
queue-together-acknowledge = Acknowledge
queue-together-close = Close
queue-together-note = Note
queue-together-shelve = Shelve
queue-together-merge = Merge
queue-together-compare = Compare
queue-together-clear-button = Unmark
queue-together-stop-button = Stop
queue-together-back-button = Take back
queue-together-why-button = Why
queue-together-close-button = Close
queue-key-mark = mark
