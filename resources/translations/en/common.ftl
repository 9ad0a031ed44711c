# Words that every screen shares.

product = Gwanje
kind-crowd = Crowd
kind-violence = Violence
kind-fire = Fire
kind-rescue = Rescue
kind-medical = Medical
kind-flood = Flood
kind-weather = Weather
kind-earthquake = Earthquake
kind-vehicle = Wanted vehicle
kind-journey = Safe return
kind-vulnerable = Vulnerable person
kind-intrusion = Intrusion
kind-traffic = Traffic
kind-facility = Facility
kind-environment = Environment
kind-other = Other

state-new = New
state-acknowledged = Acknowledged
state-in_progress = In progress
state-resolved = Resolved
state-closed = Closed
state-merged = Merged
state-shelved = Shelved

priority-1 = Critical
priority-2 = High
priority-3 = Medium
priority-4 = Low
priority-numbered = Priority { $priority }, { $priority ->
    [1] critical
    [2] high
    [3] medium
   *[4] low
}

channel-cctv = CCTV
channel-112 = 112
channel-119 = 119
channel-120 = 120
channel-disaster = Disaster
channel-journey = Safe return
channel-tracker = Devices
channel-vehicle = Vehicles
channel-sensor = Sensors
channel-unit = Units
channel-operator = Operator

service-112 = Police
service-119 = Fire and EMS
service-120 = 120
service-city = City
service-drone = Drone

disposition-handled = Handled on site
disposition-handed_over = Handed over
disposition-false_alarm = False alarm
disposition-duplicate = Duplicate
disposition-unverified = Could not be verified
disposition-expired = Expired

status-actual = Actual
status-exercise = Exercise
status-test = Test

weekday-0 = Mon
weekday-1 = Tue
weekday-2 = Wed
weekday-3 = Thu
weekday-4 = Fri
weekday-5 = Sat
weekday-6 = Sun

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

# $year is a plain text, $month and $day are numbers, $weekday is one of the above
date-long = { $weekday }, { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
date-short = { $weekday }, { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
date-time = { date-long } { $time }

# how long something has lasted: $n is a plain text
span-seconds = { $n } s
span-minutes = { $n } min
span-hours = { $n } h
span-hours-minutes = { $hours } h { $minutes } min
span-days = { $n } d
ago = { $span } ago

metres = { $n } m
kilometres = { $n } km

nothing = none
unknown-place = Place unknown
