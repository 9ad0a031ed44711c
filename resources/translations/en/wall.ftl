# The wall of camera tiles.

wall-name = Camera footage
wall-ask = What is the footage looked at for?
wall-ask-why = The footage opens once purpose, legal basis, operator and time are in the log.
wall-ask-cameras = { $count ->
    [one] { $count } camera nearby
   *[other] { $count } cameras nearby
 }
wall-ask-button = { $title }, { $basis }, key { $key }
wall-none = No camera is registered within 1.5 km of this incident. Import the camera register from the command palette (/).
wall-rest = C finds the cameras near the chosen incident.
wall-no-place = Nobody knows where this incident is, so there are no cameras near it. Settle its place first.
wall-no-purposes = Footage stays closed, for the list of purposes cannot be used: { $why }
wall-no-register = The camera register and the purposes have not come from the hub yet. It goes on when they have.
wall-recording = The look is being recorded.
wall-refused = Not opened, for it was not recorded. { $why }
wall-refused-not-written = The hub cannot write its log: check disk space and permissions.
wall-refused-unknown-incident = This incident is no longer there.
wall-refused-needs-purpose = Purpose or legal basis is missing.
wall-refused-bad-argument = The hub does not take this request: cameras or recording are not named as it expects.
wall-refused-wrong-mode = This hub shows a recording: looks at footage are recorded by the live hub alone.
wall-refused-other = The hub refused it ({ $why }).
wall-away = The hub is away and cannot record the look. The footage opens when it is back.
wall-purpose = Recorded · { $title } · { $basis }
wall-page = page { $page } of { $pages }
wall-layout = { $count ->
    [one] { $count } tile
   *[other] { $count } tiles
 }
wall-before = Before
wall-before-hint = What the chosen camera recorded just before the incident; once more for the live picture.
wall-snapshot = Still
wall-snapshot-hint = Keeps what the chosen camera shows as a file. That is recorded too.
wall-close = Close
wall-close-hint = Closes the footage; map and strips come back.
wall-button = { $text }, key { $key }
wall-tile = Tile { $n }: { $camera }, { $state }
wall-tile-empty = Tile { $n }: empty
wall-here = at the scene
wall-way = { $metres } m { $side }
wall-side-0 = north
wall-side-1 = north-east
wall-side-2 = east
wall-side-3 = south-east
wall-side-4 = south
wall-side-5 = south-west
wall-side-6 = west
wall-side-7 = north-west
wall-sight-sees = sees the place
wall-sight-far = sees it from afar
wall-sight-unknown = direction unknown
wall-sight-away = looks elsewhere
wall-state-waiting = waiting
wall-state-connecting = connecting
wall-state-live = live
wall-state-recorded = recording
wall-state-stalled = stalled
wall-state-lost = lost
wall-state-refused = refused
wall-state-ended = recording over
wall-again-number = attempt { $count }
wall-retry = Trying again in { $seconds } s.
wall-press-again = Space tries again.
wall-thinned = Too heavy to show whole: some pictures are passed over.
wall-why-unreachable = The camera cannot be reached: check its power and network.
wall-why-denied = User or password are wrong: mend the address in the camera register.
wall-why-not-found = There is no footage at that address: check it in the camera register.
wall-why-damaged = The footage is damaged and cannot be shown.
wall-why-no-video = It opened, but there is no picture in it.
wall-why-unsupported = This program cannot decode that kind of footage.
wall-why-silent = No pictures come.
wall-why-closed = The camera ended the connection.
wall-why-no-address = The camera register has no address for its footage.
wall-why-not-covered = The recording does not cover that moment.
wall-saved = The still is kept and can go with a report to a linked service (L): { $path }
wall-not-saved = The still could not be kept: { $why }
wall-no-picture = There is nothing to keep yet.
wall-no-recording = There is no recording of this camera: { $camera }
wall-nothing-kept = { $camera } has no recording and was opened too short a time ago to look back.
wall-looking-back = { $camera }: there is no recording, so the { $seconds } s kept since { $time } are shown. The live stream goes on.
wall-nothing-chosen = There is no incident to look at.
training-no-purpose = This centre's list of purposes (purposes.toml) has none for training: footage stays closed while a recording is replayed.
training-no-stills = Stills and the seconds before are not for replays. Move along the time line instead.
training-nothing = Begin a replay to see what was recorded at its time.
