# Why reports are one incident, and why it is this urgent.

reason-single = 아직 보고가 하나뿐입니다
reason-together = { $sources ->
    [1] 출처 1곳
   *[other] 서로 다른 출처 { $sources }곳
}, { $span } 동안 { $metres } m 안
reason-together-time = { $sources ->
    [1] 출처 1곳
   *[other] 서로 다른 출처 { $sources }곳
}, { $span } 동안
reason-odds = 우연보다 { $times }배 그럴듯함
reason-odds-sure = 우연으로 보기 어려움
reason-entities = 같은 { $entity }의 후속 보고 { $count }건
reason-words = 같은 뜻의 말: { $words }
reason-channel = { $channel } { $count }건이 { $span } 안에 일치
reason-late = 늦게 도착한 보고 { $count }건 포함

reason-open = 첫 보고: { $channel }
reason-join = { $channel } 보고 합류: { $how }
reason-join-plain = { $channel } 보고 합류
reason-related = { $how }
reason-related-unnumbered = 번호를 받기 전인 사건
reason-background = 부근 평소 km²당 시간당 { $rate }건
reason-entity = { $channel } 보고 합류: 같은 { $entity }
reason-surge = 이 일대 급증: { $span } 동안 { $count }건 (평소 { $usual }건)
reason-surge-rare = 이 일대 급증: { $span } 동안 { $count }건 (평소에는 거의 없음)
reason-gathered = { $channel } 보고를 급증으로 묶음: { $how }
reason-sources = 서로 다른 출처 { $count }곳
reason-area = 경보 구역 안: { $detail }
reason-suppressed = 우선순위 4로 묶어 둠: { $detail }
reason-maintenance = 점검 중이라 우선순위 4로 묶어 둠: { $detail }
reason-released = 더는 묶어 두지 않음
reason-chatter = { $channel } { $device }: { $span } 동안 { $count }번
reason-pattern = 정해 둔 상황과 일치: { $detail }
reason-place = 위치가 확실하지 않음
reason-place-settled = 정확한 보고로 위치가 정해짐
reason-operator = 운영자가 바꿈
reason-operator-merge = 운영자가 합침
reason-operator-split = 운영자가 나눔
reason-operator-unlink = 운영자가 보고를 뺌
reason-operator-kind = 운영자가 유형을 바꿈
reason-operator-priority = 운영자가 우선순위를 바꿈
reason-other = { $rule } { $detail }
reason-unnamed = 이름 없음
reason-report = 보고

reason-entity-call_id = 신고 번호
reason-entity-call = 신고 번호
reason-entity-journey_id = 귀가 여정
reason-entity-journey = 귀가 여정
reason-entity-plate = 차량 번호
reason-entity-person_ref = 대상자
reason-entity-person = 대상자
reason-entity-identifier = 재난 문자
reason-entity-sensor_id = 센서
reason-entity-sensor = 센서
reason-entity-camera_id = 카메라
reason-entity-camera = 카메라
reason-entity-track_id = 추적 대상
reason-entity-track = 추적 대상
reason-entity-other = 대상

reason-priority = { $what } → 우선순위 { $priority }
reason-priority-rule = { $what } → 우선순위 변경
reason-rule-other = 규칙 ‘{ $name }’에 해당
reason-rule-code_0 = 코드0 신고
reason-rule-code_0_confirmed = 코드0 신고를 여러 출처가 확인
reason-rule-code_1 = 코드1 신고
reason-rule-several_sources = 출처 3곳 이상
reason-rule-several_channels = 두 채널에서 출처 3곳
reason-rule-many_sources = 출처 4곳 이상
reason-rule-fire_sure = 화재를 여러 채널의 출처 4곳 이상이 보고
reason-rule-gas_confirmed = 가스 누출을 출처 3곳 이상이 보고
reason-rule-gas_large = 가스 누출을 여러 채널의 출처 5곳 이상이 보고
reason-rule-traffic_large = 교통사고를 여러 채널의 출처 6곳 이상이 보고
reason-rule-may_grow = 대형화 가능성 50% 이상
reason-rule-likely_major = 대형화 가능성 80% 이상
reason-rule-likely_major_other = 대형화 가능성 90% 이상
reason-rule-two_channels = 서로 다른 채널 2곳 이상
reason-rule-fire_confirmed = 화재를 출처 3곳 이상이 보고
reason-rule-fire_large = 화재를 출처 6곳 이상이 보고
reason-rule-crowd_confirmed = 인파를 출처 3곳 이상이 보고
reason-rule-crowd_large = 인파를 여러 채널의 출처 4곳 이상이 보고
reason-rule-flood_confirmed = 침수를 출처 3곳 이상이 보고
reason-rule-flood_large = 침수를 여러 채널의 출처 4곳 이상이 보고
reason-rule-violence_confirmed = 폭력을 출처 3곳 이상이 보고
reason-rule-violence_large = 폭력을 여러 채널의 출처 6곳 이상이 보고
reason-rule-severe_alert = 심각한 재난 경보
reason-rule-extreme_alert = 매우 심각한 재난 경보
reason-place-ask_district = 위치가 확실하지 않음: 어느 구인지 되물어야 함
reason-place-ask_landmark = 위치가 확실하지 않음: 가까운 역 출구나 큰 건물을 되물어야 함
reason-place-ask_exit = 위치가 확실하지 않음: 몇 번 출구인지, 길 어느 쪽인지 되물어야 함
reason-place-ask_address = 위치를 모름: 주소나 가까운 큰 건물을 되물어야 함
reason-place-not_located = 위치를 모름: 장치의 위치가 등록되어 있지 않음
reason-place-by_hand = 운영자가 위치를 정함
reason-place-in_doubt_again = 운영자가 위치를 다시 미정으로 둠
reason-operator-unmerge = 운영자가 합치기를 되돌림
