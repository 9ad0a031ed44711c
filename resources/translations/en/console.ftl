# The application: window, actions, notices, desks.

console-title = Gwanje — { $desk }
console-desk-operator = Operator
console-desk-supervisor = Supervisor
console-desk-trainer = Trainer

console-action-desk-operator = Operator's desk
console-action-desk-supervisor = Supervisor's desk
console-action-desk-trainer = Trainer's desk
console-action-language = Change language (Korean / English)
console-action-theme = Light / dark theme
console-action-palette = Find a command
console-action-help = Help
console-action-full-screen = Full screen
console-action-diagnostics = Diagnostics
console-action-quit = Quit

console-action-next = Next incident
console-action-previous = Previous incident
console-action-acknowledge = Acknowledge and take
console-action-take = Take it
console-action-start = Start handling
console-action-resolve = Resolved
console-action-close = Close the incident
console-action-note = Write a note
console-action-hand-over = Hand over
console-action-reopen = Open again
console-action-shelve = Shelve / unshelve
console-action-filter = Find in the list
console-action-top = Top of the list
console-action-open = Go to the incident card
console-action-procedure = Response procedure
console-action-map = Show the incident on the map
console-action-cameras = Open the cameras nearby
console-action-import-cameras = Import the camera register
console-action-cameras-urgent = Cameras of the most urgent alarm that waits
console-action-city = Show the whole city on the map

console-action-search = Search the log
console-action-next-row = Next row
console-action-previous-row = Previous row
console-action-refresh = Load again
console-action-export = Export to CSV
console-action-reload-rules = Reload rules

console-action-record = Start / stop recording
console-action-open-recording = Open a recording
console-action-replay-recent = Replay the last 10 minutes
console-action-play = Play / pause
console-action-leave-replay = Leave the replay

console-palette = Commands
console-palette-hint = Type what you want to do
console-palette-list = Commands found
console-notice = Notice
console-notice-close = Close this notice

console-synthetic = Synthetic city
console-internal-error = An internal error. What happened is in { $path }.
console-connecting = Connecting to the hub.
console-starting-hub = Starting the hub.
console-hub-away = The hub does not answer. The screen shows { $time }; connecting again.
console-hub-restarting = The hub stopped and is being started again. The screen shows { $time }.
console-hub-back = Connected to the hub again.
console-hub-failed = The hub could not be started: { $why }
console-link-refused = This hub does not let this console in. Ask whoever runs it to register this console's public key.
console-link-wrong_key = The hub at this address is not the one that is known. Check the address and the hub's public key.
console-trouble-disk_full = The disk is full. Nothing new is being logged; logging goes on once there is room.
console-trouble-read_only = The log's folder cannot be written. Check its permissions.
console-trouble-locked = Another program holds the log, so it cannot be written.
console-trouble-other = The log is in trouble: { $detail }

console-pending-unknown = { $count ->
    [one] The outcome of { $count } command is not known yet. It will be asked again under the same number.
   *[other] The outcome of { $count } commands is not known yet. They will be asked again under the same numbers.
}
console-let-go = More than { $most } ordinary reports: the oldest leave the screen. The log has them all (supervisor).
console-too-many-commands = Too many commands wait for an answer. Try again once the hub is back.

console-rules-loaded = The new rules are in force.
console-rules-unchanged = The rules file has not changed.
console-rules-refused = The rules stay as they were: { $detail }
console-refused = A command was refused: { $title }. Open the incident to see why.
console-done-acknowledge = Acknowledged and taken: { $title }
console-done-close = Closed: { $title }
console-done-note = Note added: { $title }
console-done-shelve = Shelved: { $title }
console-done-hand_over = Hand-over offered: { $title }
console-done-unshelve = Unshelved: { $title }

console-query-failed = The log could not be read: { $why }
console-query-timeout = The hub did not answer in time. Press F5 to try again.
console-query-away = There is no connection to the hub.

console-supervisor-figures = Response times
console-supervisor-acknowledge = Median to acknowledge · 90 % { $p90 } · { $count }
console-supervisor-acknowledge-none = Nothing acknowledged yet
console-supervisor-arrive = Median to arrive · { $share } in 7 min · { $count }
console-supervisor-arrive-none = No unit has arrived yet
console-supervisor-handle = Median to close · 90 % { $p90 } · { $count }
console-supervisor-handle-none = Nothing closed yet
console-supervisor-false = False alarms · { $closed } closed
console-supervisor-false-none = False alarms · nothing closed yet
console-supervisor-week = Alarms by day and hour
console-supervisor-kinds = Alarms by kind
console-supervisor-channels = Received by channel (since the hub started)
console-supervisor-open = { $open } open · { $new } not acknowledged
console-supervisor-none = Not loaded yet
console-supervisor-no-figures = Figures appear here once incidents are logged.
console-supervisor-export = Export to CSV
console-export-name = incidents.csv
console-export-title = CSV file to export to
console-export-progress = Exporting: { $rows } rows
console-export-cancel = Cancel
console-export-done = { $rows } rows saved to { $path }.
console-export-cancelled = Export cancelled. No file was left behind.
console-export-failed = { $path } could not be written: { $why }
console-csv-files = CSV files

console-trainer-heading = Recording and replay
console-trainer-record = Start recording
console-trainer-record-stop = Stop recording
console-trainer-recording = Recording: { $path } · { $size }
console-trainer-recorded = Recording finished: { $path } · { $size }
console-trainer-record-failed = Recording failed: { $why }
console-trainer-open = Open a recording…
console-trainer-recent = Replay the last 10 minutes
console-trainer-recent-name = the last 10 minutes
console-trainer-fetching = Fetching from the hub · { $here } of { $total }
console-trainer-stop = Stop fetching
console-trainer-fetch-failed = The recording could not be fetched from the hub: { $why }
console-trainer-leave = Leave the replay
console-trainer-saved = Recent recordings
console-trainer-no-recordings = No recordings yet. Start one, or replay the last 10 minutes.
console-trainer-empty = Choose a recording to replay. Nothing played here enters the live log.
console-trainer-starting = Preparing the replay: { $path }
console-trainer-failed = The replay could not be started: { $why }
console-trainer-nothing-recent = Nothing has been recorded yet. Try again in a moment.
console-trainer-band = Replay of { $recording }
console-open-title = Recording to replay
console-recording-files = Recordings

console-card-region = Chosen incident
console-queue-region = Incident list
console-map-region = Map
console-strips-region = Feed strips
console-no-answer = The hub gave no explanation. Ask again in a moment.
console-action-accept = Take over what is offered
console-action-decline = Decline or withdraw a hand-over
console-action-release = Let go of an incident
console-action-set-priority = Change the priority
console-action-set-kind = Change the kind
console-action-split = Take reports out
console-action-undo = Take back the last change
console-action-more = More that can be done
console-done-accept = Taken over: { $title }
console-done-decline = Hand-over declined: { $title }
console-done-set_priority = Priority changed: { $title }
console-done-set_kind = Kind changed: { $title }
console-done-undo = Taken back: { $title }
console-action-mark-next = Mark this incident and the next
console-action-mark-previous = Mark this incident and the previous
console-action-mark-all = Mark all that are shown
console-action-unmark = Unmark all
console-action-compare = Compare the two marked (why two)
console-action-merge = Merge the marked
console-action-group = Group the list, or not

board-name = { $count } open alarms
board-empty = No open alarm
board-more = { $count } more

console-desk-wall = Wall
console-action-wall = Open the wall view
console-action-larger = Everything larger
console-action-smaller = Everything smaller
console-action-usual-size = Usual size
console-action-tour = Tour of the screen
console-scaled = Size { $percent } %
console-scaled-most = The size goes from 100 % to 200 %.

tour-skip = Skip
tour-next = Next
tour-end = Begin
tour-welcome = Welcome to Gwanje
tour-welcome-text = It joins reports of many channels into one incident, early. A minute is enough to know your way about.
tour-queue = Incidents
tour-queue-text = The most urgent on top. J and K choose; nothing reorders while you work in it.
tour-map = Map
tour-map-text = M goes to the chosen incident, Shift+M shows the whole city. Layers are switched at the top right.
tour-strips = What comes in
tour-strips-text = How much each channel brings. A vertical line is an incident; clicking it chooses that incident.
tour-card = The incident
tour-card-text = Why it is one incident, what is to be done, who did what. A acknowledges, P is the procedure, C the cameras.
tour-bar = The bar
tour-bar-text = Live, exercise or replay; the state of every feed; the alarm load.
tour-keys = Everything by keyboard
tour-keys-text = / finds commands, F1 is help. The tour can be had again among the commands.
console-action-take-waiting = Take what was passed on
console-reminded = Nobody has acknowledged it yet: { $title }
console-escalated = Passed to the supervisor: { $title }
console-waiting = { $count } passed on to the supervisor
console-waiting-take = Take the first
console-waiting-row = { $title } · not acknowledged for { $age }
console-waiting-more = { $count } more
console-action-strips = Show another figure in the strips
