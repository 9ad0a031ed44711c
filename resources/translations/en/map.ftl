# The map.

map-accessible = Map
map-description = { $count ->
    [0] No incident is open.
    [one] One open incident is shown. Arrow keys move the map, + and - zoom, Home shows the whole city.
   *[other] { $count } open incidents are shown. Arrow keys move the map, + and - zoom, Home shows the whole city.
}
map-layer-cameras = Cameras
map-layer-units = Units
map-layer-journeys = Safe return
map-layer-areas = Warned areas
map-layer-density = Density
map-layer-cameras-tip = Where the cameras stand: a density far out, dots when near
map-layer-units-tip = Where police, fire, city vehicles and drones are, and where they head
map-layer-journeys-tip = Safe-return journeys under way and their agreed routes
map-layer-areas-tip = Areas of disaster alerts in force
map-layer-density-tip = Where the reports of open incidents gather
map-layer-accessible = Map layer: { $layer }

map-empty-city = There is no map data. Load a city profile and its districts and cameras appear here.
map-empty-incidents = No open incidents · new ones appear here as a priority shape
map-no-place = { $count ->
    [one] One incident without a place is in the list only
   *[other] { $count } incidents without a place are in the list only
}

map-hint-reports = { $count ->
    [one] 1 report
   *[other] { $count } reports
}
map-hint-provisional = Not numbered yet: it may still change
map-hint-doubtful = Its place is in doubt: { $count } candidates
map-hint-more = { $count } more at this spot. Click again for the next one.
map-hint-camera = Camera { $id }
map-hint-until = until { $time }

map-unit-available = available
map-unit-idle = available
map-unit-patrol = on patrol
map-unit-standby = standing by
map-unit-dispatched = dispatched
map-unit-en_route = on its way
map-unit-arrived = arrived
map-unit-on_scene = on the scene
map-unit-transporting = transporting
map-unit-returning = returning
map-unit-busy = on a task
map-unit-responding = responding

map-journey-started = started
map-journey-position = under way
map-journey-sos = emergency call
map-journey-sos_cancelled = emergency call cancelled
map-journey-arrived = arrived
map-journey-ended = ended

map-layers = Layers ▾
map-more = More ▾
map-more-tip = Sensors, vehicle tracks, own layers, measuring
map-layer-sensors = Sensors
map-layer-tracks = Wanted vehicles and their next cameras
map-layer-tiles = Base map: { $name }
map-measure = Measure (click adds a point, Backspace removes one)
map-measure-begin = Click on the map to measure. Esc ends it.
map-open-layer = Open a layer (GeoJSON, MBTiles)…
map-close-layers = Close all opened layers
map-files = Map layers
map-refused = The layer cannot be opened: { $why }
map-level-normal = normal
map-level-attention = attention
map-level-warning = warning
map-level-alarm = alarm
console-action-measure = Measure on the map
console-action-layers = Map layers
map-pick = A click says where it is. Arrows move the map, Enter takes the middle, Esc leaves.
