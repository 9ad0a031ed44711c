"""Declarations of streams that are met often in a day of reports of every kind."""

from __future__ import annotations

DECLARED = """
[[pattern]]
name = "fires_near"
ko = "가"
en = "Fire reports near one another"
type = "count"
of = { reports = ["call_fire", "cctv_fire"] }
many = 3
by = "place"
metres = 150.0
within_s = 200.0
kind = "fire"
priority = 1

[[pattern]]
name = "alarms_of_the_district"
ko = "나"
en = "Two sensors, or one twice"
type = "count"
of = { type = "sensor", level = ["alarm"] }
many = 2
distinct = "event"
by = "entity"
within_s = 300.0
kind = "flood"
priority = 2

[[pattern]]
name = "hit_then_sos"
ko = "다"
en = "A plate, a device, a journey"
type = "sequence"
steps = [{ reports = ["vehicle_stolen"] }, { reports = ["tracker_sos"] }]
by = "place"
metres = 400.0
within_s = 400.0
kind = "vehicle"
priority = 1

[[pattern]]
name = "nobody_came"
ko = "라"
en = "Nobody arrived"
type = "absence"
after = { type = "dispatch", service = ["119"], stage = ["received"] }
without = { type = "dispatch", stage = ["arrived", "closed"] }
by = "entity"
within_s = 90.0
kind = "medical"
priority = 3

[[pattern]]
name = "silent_again"
ko = "마"
en = "A sensor back to normal and no alarm after it"
type = "absence"
after = { type = "sensor", level = ["normal"] }
without = { type = "sensor", level = ["alarm"] }
by = "place"
metres = 200.0
within_s = 60.0
before_s = 30.0
kind = "facility"
priority = 3

[[pattern]]
name = "two_fires_in_one"
ko = "바"
en = "Two fire reports in an incident"
type = "count"
of = { reports = ["call_fire"] }
many = 2
by = "incident"
within_s = 600.0
kind = "fire"
priority = 2

[[suppress]]
name = "after_fire"
ko = "사"
en = "Devices beside a fire"
parent = { kinds = ["fire"] }
child = { reports = ["cctv_fire", "sensor_water", "vehicle_stolen"] }
within = "metres"
metres = 500.0
for_s = 60.0

[[maintenance]]
name = "camera"
ko = "아"
en = "A camera"
cameras = ["cam-2"]
since = 2026-03-02T10:02:00+09:00
until = 2026-03-02T10:09:00+09:00

[chatter]
many = 2
within_s = 120.0
off_delay_s = 60.0
"""
