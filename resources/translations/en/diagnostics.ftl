# The diagnostics panel.

diagnostics-title = Diagnostics
diagnostics-p50 = median
diagnostics-p99 = 99 %
diagnostics-max = max
diagnostics-loop-gap-ms = Event-loop gap (ms)
diagnostics-frame-ms = Frame (ms)
diagnostics-event-to-screen-ms = Sent to screen (ms)
diagnostics-critical-to-screen-ms = Critical alarm to screen (ms)
diagnostics-key-to-paint-ms = Key to screen (ms)
diagnostics-seconds = Running (s)
diagnostics-events = Events
diagnostics-rejected = Rejected events
diagnostics-lost = Lost messages
diagnostics-incidents = Incidents
diagnostics-startup-ms = First window (ms)
diagnostics-rss-mb = Memory (MB)
diagnostics-sources = Sources
diagnostics-no-source = No source yet.
diagnostics-source = { $source }: { $rate }/s · gaps { $gaps } · filled { $backfilled } · lost { $lost } · rejected { $rejected }
