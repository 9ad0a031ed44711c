# The supervisor's table of logged incidents.

log-table = Incident log
log-column-time = Time
log-column-incident = Incident
log-column-place = Place
log-column-acknowledged = Ackn.
log-column-arrived = Arrived
log-column-handled = Closed
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

chain-name = Log chain
chain-unknown = Not checked yet
chain-checking = Checking
chain-part = { $verified } of { $entries }
chain-verified = Verified
chain-upto = { $time } · { $entries } entries
chain-broken = Broken at entry { $entry }
chain-found = found { $time }
chain-tip = The hub checks the log's hash chain all the time, beside its work, and from the first entry again every hour.
chain-tip-broken = Somebody changed the log's file. Keep a copy of it, and check it with audit verify.
