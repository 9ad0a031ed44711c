# The card of one incident.

card-name = Incident
card-empty = Choose an incident to see it here: move through the list with J and K, or pick one on the map.
card-why = Why one incident
card-why-more = Show all { $count } reasons
card-why-less = Show the summary
card-course = Course
card-candidates = Possible places
card-candidate = Place { $n }
card-reports-list = Reports
card-reports = { $count ->
    [one] { $count } report
   *[other] { $count } reports
}
card-reports-more = Show { $count } earlier
card-report-silent = No text · { $source }
card-related = May be the same incident
card-related-one = { $name } · { $why }
card-reports-positions = { $count } positions · last { $time }
card-history = Actions and notes
card-dots = Reports by channel and time
card-dot = { $time } { $channel } { $text }

card-owner = Owner { $name }
card-no-owner = No owner
card-first = first report { $time }
card-radius = radius { $metres } m
card-shelved = Shelved until { $time }
card-probability = Likely to become major { $percent } %
card-highest = Highest priority { $priority }
card-status-exercise = Exercise
card-status-test = Test signal
card-operator = Operator
card-engine = System

card-do-acknowledge = Acknowledge and take
card-do-take = Take over
card-do-start = Start response
card-do-resolve = Resolved
card-do-close = Close
card-do-note = Note
card-do-hand-over = Hand over
card-do-shelve = Shelve
card-do-unshelve = End shelving
card-do-reopen = Reopen
card-button = { $text }, key { $key }
card-waiting = Sending
card-again = Try again with your text
card-away = The hub is away; nothing can be done here right now.
card-unknown = The hub went away before it answered. The outcome will be checked once it is back.

card-refused-taken-by = { $by } took it first, at { $at }.
card-refused-wrong-state-by = { $by } was first, at { $at }. Look at the state now and decide again.
card-refused-taken = Another operator took it first.
card-refused-wrong-state = It is already “{ $state }”: “{ $what }” is not possible.
card-refused-unknown-incident = This incident is no longer there. It may have been merged into another.
card-refused-needs-reason = “{ $what }” needs a reason.
card-refused-not-written = “{ $what }” could not be written down and was not applied. Try again in a moment.
card-refused-bad-argument = “{ $what }” has a value that does not fit: { $detail }
card-refused-wrong-mode = “{ $what }” is not possible in a replay.
card-refused = “{ $what }” was refused: { $detail }

card-change-opened = Opened
card-change-raised = Priority raised
card-change-acknowledged = Acknowledged and taken
card-change-started = Response started
card-change-resolved = Resolved
card-change-closed = Closed
card-change-reopened = Reopened
card-change-note = Note
card-change-taken = Taken over
card-change-handed-over = Handed over
card-change-released = Released
card-change-priority = Priority changed
card-change-kind = Kind changed
card-change-shelved = Shelved
card-change-unshelved = Shelving ended
card-facts = Known facts
card-change-finding = Found in the stream
card-change-merged = Merged into another
card-change-absorbed = Took in another incident
card-change-merged-in = Took in another incident
card-change-split = Reports split off
card-change-unlinked = Report taken out
card-change-expired = Closed by itself, nothing followed
