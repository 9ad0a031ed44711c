# The strip charts.

charts-accessible = Feed rates
charts-description = { $count ->
    [0] No feed has been heard yet.
    [one] The recent rate of one feed, and when incidents opened. Left and right arrows move in time, + and - change the span, End returns to the present.
   *[other] The recent rates of { $count } feeds, and when incidents opened. Left and right arrows move in time, + and - change the span, End returns to the present.
}
charts-empty = No feed has been heard yet. Once feeds are connected, the last hour of each appears here in a row of its own, with incidents as shapes and vertical lines across all rows.
charts-a-second = { $n } /s
charts-a-minute = { $n } /min
charts-silent = silent
charts-now = To now
charts-now-tip = Follow the present (End)
charts-hint = { $time } · { $name } { $rate }
charts-hint-unknown = { $time } · { $name } nothing recorded
charts-hint-incident = { $time } · { $title } · { $priority }

charts-subject-rate = What comes in
charts-subject-delay = Delay
charts-subject-rejects = Rejected and lost
charts-subject-load = Alarm load
charts-subject-response = Response times
charts-subject-sensors = Sensors
charts-choice = What the strips show: { $name }
charts-nothing = Nothing to show of “{ $name }” yet. It appears here as it comes in.
charts-seconds = { $n } s
charts-count = { $count }
charts-rejected = { $name } rejected
charts-lost = { $name } lost
charts-load = New alarms (lines at 1, 2, 10)
charts-in-10-min = { $n } in 10 min
charts-acknowledge = Until taken up (target 1 min)
charts-arrive = Until arrival (target 7 min)
