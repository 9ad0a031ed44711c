# The supervisor's table of logged incidents.

log-table = Incident log
log-column-time = Time
log-column-incident = Incident
log-column-place = Place
log-column-acknowledged = Ackn. in
log-column-handled = Closed in
log-column-owner = Owner
log-column-result = Result
log-reports = { $reports ->
    [one] { $reports } report
   *[other] { $reports } reports
} · { $sources ->
    [one] { $sources } source
   *[other] { $sources } sources
}
log-count = { $shown } of { $total } shown · scroll down for more
log-all = { $total } in all
log-asking = Asking the log.
log-empty = Nothing in the log meets these conditions. Widen the period or drop a condition on the left.
