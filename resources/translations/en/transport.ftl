# The controls of a replay.

transport-first = To the start
transport-back = Back 10 s
transport-play = Play
transport-pause = Pause
transport-forward = Forward 10 s
transport-next = Next incident
transport-fastest = Max
transport-speed = Speed { $speed }
transport-line = Time line of the replay
transport-keys = Space plays and pauses, arrows move 10 s, with Shift a minute. 1 to 5 choose the speed, ] goes to the next incident.
transport-incidents = Incidents
transport-status = { $date } · { $left } left
transport-seeking = { $date } · rebuilding the situation at that time
transport-empty = Choose a recording; it is controlled from here.
transport-damage-cut = The recording was cut short: it can be read until { $until }.
transport-damage-parts = Parts of the recording are damaged and left out; it can be read until { $until }.
