# What reports say. Codes of the wire in words.

report-cctv-loitering = Loitering
report-cctv-intrusion = Intrusion
report-cctv-abandonment = Abandoned object
report-cctv-fight = Fight
report-cctv-arson = Arson
report-cctv-fall = Fall
report-cctv-crowd = Crowd
report-cctv-drowning = Drowning
report-cctv-missing_person = Missing person seen
report-cctv-fire = Flames
report-cctv-smoke = Smoke
report-cctv-stalking = Stalking
report-cctv-wrong_way = Wrong way
report-cctv-stopped_vehicle = Stopped vehicle
report-cctv-other = Something unusual

report-dispatch-dispatched = Dispatched
report-dispatch-en_route = En route
report-dispatch-arrived = On scene
report-dispatch-closed = Call closed

report-journey-started = Journey started
report-journey-position = On the way
report-journey-sos = SOS
report-journey-sos_cancelled = SOS cancelled
report-journey-arrived = Arrived home
report-journey-ended = Service ended

report-tracker-sos = SOS
report-tracker-geofence_exit = Left the safe zone
report-tracker-zone_entry = Entered a forbidden zone
report-tracker-curfew = Curfew broken
report-tracker-device_damage = Device damaged
report-tracker-approach = Near the victim
report-tracker-low_battery = Battery low

report-vehicle-wanted = wanted
report-vehicle-stolen = stolen
report-vehicle-missing = missing
report-vehicle-emission = emission zone

report-sensor-water-level = Water level
report-sensor-water-depth = Water depth
report-sensor-noise = Noise
report-sensor-wind = Wind
report-sensor-rain = Rain
report-sensor-rainfall = Rain
report-sensor-temperature = Temperature
report-sensor-pm10 = PM10
report-sensor-pm2-5 = PM2.5
report-sensor-people = People
report-sensor-bell = Emergency bell
report-sensor-emergency-bell = Emergency bell
report-sensor-wind-speed = Wind
report-sensor-people-density = People per area
report-sensor-smoke = Smoke
report-sensor-gas = Gas

unit-per-m2 = people/m²
unit-ug-m3 = µg/m³
