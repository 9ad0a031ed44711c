# One logged incident on a time axis.

timeline-name = Course of the incident
timeline-empty = Choose an incident above to see its course here, from the first report to its end.
timeline-summary = { $count } reports and actions in { $span }
timeline-all = Show all
timeline-dot = { $time } { $row } · { $text }
timeline-mark = { $what } { $after }
timeline-mark-acknowledged = Acknowledged
timeline-mark-started = Response
timeline-mark-resolved = Resolved
timeline-mark-closed = Closed
timeline-mark-reopened = Reopened
timeline-mark-merged = Merged
timeline-mark-priority = Priority
timeline-mark-arrived = Arrived
