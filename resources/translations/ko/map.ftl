# The map.

map-accessible = 지도
map-description = { $count ->
    [0] 열린 사건이 없습니다.
   *[other] 열린 사건 { $count }건이 표시되어 있습니다. 화살표 키로 이동, +와 -로 확대·축소, Home으로 도시 전체를 봅니다.
}
map-layer-cameras = 카메라
map-layer-units = 출동
map-layer-journeys = 안심귀가
map-layer-areas = 재난 구역
map-layer-density = 밀도
map-layer-cameras-tip = 카메라 위치: 멀리서는 밀도, 가까이서는 점
map-layer-units-tip = 경찰·소방·시청 차량과 드론의 위치와 방향
map-layer-journeys-tip = 진행 중인 안심귀가와 약속한 경로
map-layer-areas-tip = 발효 중인 재난 특보 구역
map-layer-density-tip = 열린 사건의 신고가 몰린 곳
map-layer-accessible = 지도 층: { $layer }

map-empty-city = 지도 자료가 없습니다. 도시 프로필을 불러오면 자치구 경계와 카메라가 여기에 나타납니다.
map-empty-incidents = 열린 사건 없음 · 새 사건은 이곳에 우선순위 도형으로 나타납니다
map-no-place = 위치를 모르는 사건 { $count }건은 목록에만 있습니다

map-hint-reports = 보고 { $count }건
map-hint-provisional = 번호 부여 전: 아직 바뀔 수 있습니다
map-hint-doubtful = 위치가 확실하지 않음: 후보 { $count }곳
map-hint-more = 같은 자리에 { $count }건 더 있습니다. 다시 누르면 다음 사건을 고릅니다.
map-hint-camera = 카메라 { $id }
map-hint-until = { $time }까지

map-unit-available = 대기
map-unit-idle = 대기
map-unit-patrol = 순찰
map-unit-standby = 대기
map-unit-dispatched = 출동 지시
map-unit-en_route = 이동 중
map-unit-arrived = 현장 도착
map-unit-on_scene = 현장
map-unit-transporting = 이송 중
map-unit-returning = 복귀 중
map-unit-busy = 임무 중
map-unit-responding = 출동 중

map-journey-started = 출발
map-journey-position = 이동 중
map-journey-sos = 긴급 호출
map-journey-sos_cancelled = 긴급 호출 취소
map-journey-arrived = 도착
map-journey-ended = 종료

map-layers = 지도 층 ▾
map-more = 더 보기 ▾
map-more-tip = 센서, 차량 이동, 내 레이어, 거리 재기
map-layer-sensors = 센서
map-layer-tracks = 수배차량 이동과 다음 카메라
map-layer-tiles = 배경 지도: { $name }
map-measure = 거리 재기 (눌러서 점 추가, Backspace 지우기)
map-measure-begin = 지도를 눌러 거리를 잽니다. Esc로 끝냅니다.
map-open-layer = 레이어 열기 (GeoJSON, MBTiles)…
map-close-layers = 연 레이어 모두 닫기
map-files = 지도 레이어
map-refused = 레이어를 열 수 없습니다: { $why }
map-level-normal = 정상
map-level-attention = 관심
map-level-warning = 주의
map-level-alarm = 경보
console-action-measure = 지도에서 거리 재기
console-action-layers = 지도 레이어 메뉴
map-pick = 클릭한 곳이 사건 위치가 됩니다. 화살표로 옮겨 Enter로 가운데를 고르고, Esc로 그만둡니다.
