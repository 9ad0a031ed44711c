# The bar at the top of every window.

topbar-accessible = Status bar
topbar-mode-live = LIVE
topbar-mode-replay = REPLAY
topbar-mode-exercise = EXERCISE
topbar-mode-exercise-replay = EXERCISE · REPLAY
topbar-mode-speed = { $mode } ×{ $speed }
topbar-mode-paused = { $mode } · paused
topbar-centre = { $city } operations centre
topbar-not-real-exercise = This is not real
topbar-not-real-replay = This is not now

topbar-lamp-delayed = { $feed } late by { $span }
topbar-lamp-silent = { $feed } silent { $span }
topbar-lamp-rejecting = { $feed } rejected { $n }
topbar-lamp-lost = { $feed } lost { $n }
topbar-lamps-good = { $n } feeds well
topbar-lamps-never = { $n } unheard
topbar-state-good = well
topbar-state-delayed = late
topbar-state-silent = silent
topbar-state-rejecting = events rejected
topbar-state-lost = messages lost
topbar-state-never = never heard
topbar-lamp-hint = { $feed } · { $state }
topbar-lamp-figures = { $rate } · delay { $delay } · { $total } in all
topbar-lamp-faults = rejected { $rejected } · duplicates { $duplicates } · lost { $lost }
topbar-lamp-last = last heard { $ago }

topbar-load = Load
topbar-load-of = /10 min
topbar-load-flood = Alarm flood
topbar-load-hint = { $n } new alarms (priorities 1 to 3) in the last 10 minutes. One person can handle { $bound } in 10 minutes at most (ISA-18.2).
topbar-load-accessible = Alarm load: { $n } in the last 10 minutes

topbar-link-connecting = Connecting to the hub { $span }
topbar-link-preparing = Preparing the replay { $span }
topbar-link-stale = Hub silent for { $span }
topbar-link-down = Hub lost for { $span }
topbar-link-refused = The hub refuses this console
topbar-link-wrong_key = The hub's key is another one
topbar-link-hint = What is shown is what was known before. It refreshes by itself once the hub answers.
topbar-operator-none = nobody on duty
