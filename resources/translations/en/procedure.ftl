# Response procedures

card-procedure = Procedure
procedure-name = Procedure. Up and down choose a step, Space marks it done, digits answer, minus passes it over
procedure-head = { $title } · { $done }/{ $all }
procedure-required = { $count } required left
procedure-done = Mark as done
procedure-take-off = Take the mark off
procedure-skip = Skip
procedure-skipped = Passed over
procedure-by = { $name } { $time }
procedure-tell = Tell
procedure-within = within { $target }
procedure-late = target of { $target } missed
procedure-answer = Answer with a number: 1 to { $last }
procedure-opens-cameras = Cameras
procedure-opens-map = Map
procedure-opens-note = Note
procedure-opens-service = Service
procedure-state-open = not done yet
procedure-state-done = done
procedure-state-skipped = passed over

card-change-step = Procedure
card-change-step-open = Procedure mark taken off
card-do-step = Procedure
card-refused-procedure = { $count } required { $count ->
    [one] step of the procedure is
   *[other] steps of the procedure are
} not done. Closing it as handled needs a reason.

dialog-skip-title = Pass over a required step
dialog-skip-text = Reason
dialog-skip-hint = Why it need not be done. It goes on record.
dialog-skip-send = Pass over
dialog-skip-no-reason = Passing over a required step needs a reason.
dialog-close-undone = { $count } required { $count ->
    [one] step
   *[other] steps
} left, needs a reason
