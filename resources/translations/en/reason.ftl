# Why reports are one incident, and why it is this urgent.

reason-single = So far there is one report only
reason-together = { $sources ->
    [1] One source
   *[other] { $sources } different sources
} within { $span } and { $metres } m
reason-together-time = { $sources ->
    [1] One source
   *[other] { $sources } different sources
} within { $span }
reason-odds = { $times } times likelier than chance
reason-odds-sure = hardly chance
reason-entities = { $count ->
    [one] { $count } further report with the same { $entity }
   *[other] { $count } further reports with the same { $entity }
}
reason-words = Words of one meaning: { $words }
reason-channel = { $channel } agrees ({ $count }) within { $span }
reason-late = { $count ->
    [one] Holds { $count } report that came late
   *[other] Holds { $count } reports that came late
}

reason-open = First report: { $channel }
reason-join = { $channel } joined: { $how }
reason-join-plain = { $channel } joined
reason-related = { $how }
reason-related-unnumbered = An incident without a number yet
reason-background = usually { $rate } an hour per km² here
reason-entity = { $channel } joined: same { $entity }
reason-surge = Surge around here: { $count } reports in { $span } where { $usual } are usual
reason-surge-rare = Surge around here: { $count } reports in { $span } where hardly any are usual
reason-gathered = { $channel } report joined by the surge: { $how }
reason-sources = { $count } different sources
reason-area = Inside a warned area: { $detail }
reason-suppressed = Held at priority 4: { $detail }
reason-maintenance = Held at priority 4, work under way: { $detail }
reason-released = Held no longer
reason-chatter = { $channel } { $device }: { $count } times in { $span }
reason-pattern = Matches a declared pattern: { $detail }
reason-place = Its place is in doubt
reason-place-settled = An exact report settled its place
reason-operator = Changed by an operator
reason-operator-merge = Merged by an operator
reason-operator-split = Split by an operator
reason-operator-unlink = An operator took a report out
reason-operator-kind = An operator changed the kind
reason-operator-priority = An operator changed the priority
reason-other = { $rule } { $detail }
reason-unnamed = unnamed
reason-report = Report

reason-entity-call_id = call number
reason-entity-call = call number
reason-entity-journey_id = journey
reason-entity-journey = journey
reason-entity-plate = number plate
reason-entity-person_ref = person
reason-entity-person = person
reason-entity-identifier = disaster alert
reason-entity-sensor_id = sensor
reason-entity-sensor = sensor
reason-entity-camera_id = camera
reason-entity-camera = camera
reason-entity-track_id = track
reason-entity-track = track
reason-entity-other = subject

reason-priority = { $what } → priority { $priority }
reason-priority-rule = { $what } → priority changed
reason-rule-other = Meets rule “{ $name }”
reason-rule-code_0 = Code 0 call
reason-rule-code_0_confirmed = Code 0 call confirmed by several sources
reason-rule-code_1 = Code 1 call
reason-rule-several_sources = Three sources or more
reason-rule-several_channels = Three sources by two channels
reason-rule-many_sources = Four sources or more
reason-rule-fire_sure = Four sources or more on several channels report a fire
reason-rule-gas_confirmed = Three sources or more report a gas leak
reason-rule-gas_large = Five sources or more on several channels report a gas leak
reason-rule-traffic_large = Six sources or more on several channels report a traffic accident
reason-rule-may_grow = Likely to become major by 50 % or more
reason-rule-likely_major = Likely to become major by 80 % or more
reason-rule-likely_major_other = Likely to become major by 90 % or more
reason-rule-two_channels = Two different channels or more
reason-rule-fire_confirmed = Fire reported by three sources or more
reason-rule-fire_large = Fire reported by six sources or more
reason-rule-crowd_confirmed = Crowd reported by three sources or more
reason-rule-crowd_large = Crowd reported by four sources or more on several channels
reason-rule-flood_confirmed = Flood reported by three sources or more
reason-rule-flood_large = Flood reported by four sources or more on several channels
reason-rule-violence_confirmed = Violence reported by three sources or more
reason-rule-violence_large = Violence reported by six sources or more on several channels
reason-rule-severe_alert = Severe disaster alert
reason-rule-extreme_alert = Extreme disaster alert
reason-place-ask_district = Its place is in doubt: ask for the district
reason-place-ask_landmark = Its place is in doubt: ask for the nearest station exit or large building
reason-place-ask_exit = Its place is in doubt: ask for the exit or the side of the street
reason-place-ask_address = Its place is not known: ask for the address or a large building nearby
reason-place-not_located = Its place is not known: the device has no place in the register
reason-place-by_hand = An operator settled its place
reason-place-in_doubt_again = An operator put its place in doubt again
reason-operator-unmerge = An operator took a merge back
