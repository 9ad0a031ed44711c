# Words that every screen shares.

product = 관제
kind-crowd = 인파
kind-violence = 폭력
kind-fire = 화재
kind-rescue = 구조
kind-medical = 구급
kind-flood = 침수
kind-weather = 기상
kind-earthquake = 지진
kind-vehicle = 수배차량
kind-journey = 안심귀가
kind-vulnerable = 취약계층
kind-intrusion = 침입
kind-traffic = 교통
kind-facility = 시설
kind-environment = 환경
kind-other = 기타

state-new = 신규
state-acknowledged = 확인
state-in_progress = 대응 중
state-resolved = 조치 완료
state-closed = 종결
state-merged = 병합됨
state-shelved = 보류

priority-1 = 긴급
priority-2 = 높음
priority-3 = 보통
priority-4 = 낮음
priority-numbered = 우선순위 { $priority } { $priority ->
    [1] 긴급
    [2] 높음
    [3] 보통
   *[4] 낮음
}

channel-cctv = CCTV
channel-112 = 112
channel-119 = 119
channel-120 = 120
channel-disaster = 재난
channel-journey = 안심귀가
channel-tracker = 단말
channel-vehicle = 차량
channel-sensor = 센서
channel-unit = 출동
channel-operator = 운영자

service-112 = 경찰
service-119 = 소방
service-120 = 120
service-city = 시청
service-drone = 드론

disposition-handled = 현장 조치
disposition-handed_over = 인계
disposition-false_alarm = 오탐
disposition-duplicate = 중복
disposition-unverified = 확인 불가
disposition-expired = 시간 경과

status-actual = 실제
status-exercise = 훈련
status-test = 시험

weekday-0 = 월
weekday-1 = 화
weekday-2 = 수
weekday-3 = 목
weekday-4 = 금
weekday-5 = 토
weekday-6 = 일

month-1 = 1월
month-2 = 2월
month-3 = 3월
month-4 = 4월
month-5 = 5월
month-6 = 6월
month-7 = 7월
month-8 = 8월
month-9 = 9월
month-10 = 10월
month-11 = 11월
month-12 = 12월

# $year is a plain text, $month and $day are numbers, $weekday is one of the above
date-long = { $year }년 { $month }월 { $day }일 ({ $weekday })
date-short = { $month }월 { $day }일 ({ $weekday })
date-time = { $year }년 { $month }월 { $day }일 ({ $weekday }) { $time }

# how long something has lasted: $n is a plain text
span-seconds = { $n }초
span-minutes = { $n }분
span-hours = { $n }시간
span-hours-minutes = { $hours }시간 { $minutes }분
span-days = { $n }일
ago = { $span } 전

metres = { $n } m
kilometres = { $n } km

nothing = 없음
unknown-place = 위치 미상
