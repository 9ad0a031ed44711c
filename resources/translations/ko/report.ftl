# What reports say. Codes of the wire in words.

report-cctv-loitering = 배회
report-cctv-intrusion = 침입
report-cctv-abandonment = 물건 유기
report-cctv-fight = 싸움
report-cctv-arson = 방화
report-cctv-fall = 쓰러짐
report-cctv-crowd = 인파 밀집
report-cctv-drowning = 물에 빠짐
report-cctv-missing_person = 실종자 발견
report-cctv-fire = 화염
report-cctv-smoke = 연기
report-cctv-stalking = 따라다님
report-cctv-wrong_way = 역주행
report-cctv-stopped_vehicle = 멈춘 차량
report-cctv-other = 그 밖의 이상

report-dispatch-dispatched = 출동 지령
report-dispatch-en_route = 이동 중
report-dispatch-arrived = 현장 도착
report-dispatch-closed = 상황 종료

report-journey-started = 귀가 시작
report-journey-position = 이동 중
report-journey-sos = 긴급 호출
report-journey-sos_cancelled = 긴급 호출 취소
report-journey-arrived = 귀가 완료
report-journey-ended = 서비스 종료

report-tracker-sos = 긴급 호출
report-tracker-geofence_exit = 안전 구역 이탈
report-tracker-zone_entry = 금지 구역 진입
report-tracker-curfew = 외출 제한 위반
report-tracker-device_damage = 장치 훼손
report-tracker-approach = 피해자 접근
report-tracker-low_battery = 배터리 부족

report-vehicle-wanted = 수배
report-vehicle-stolen = 도난
report-vehicle-missing = 실종
report-vehicle-emission = 운행제한

report-sensor-water-level = 수위
report-sensor-water-depth = 침수 깊이
report-sensor-noise = 소음
report-sensor-wind = 풍속
report-sensor-rain = 강수량
report-sensor-rainfall = 강수량
report-sensor-temperature = 기온
report-sensor-pm10 = 미세먼지
report-sensor-pm2-5 = 초미세먼지
report-sensor-people = 유동인구
report-sensor-bell = 비상벨
report-sensor-emergency-bell = 비상벨
report-sensor-wind-speed = 풍속
report-sensor-people-density = 밀집도
report-sensor-smoke = 연기 농도
report-sensor-gas = 가스

unit-per-m2 = 명/㎡
unit-ug-m3 = ㎍/㎥
