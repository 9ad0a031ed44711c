# The supervisor's table of logged incidents.

log-table = 사건 기록
log-column-time = 시각
log-column-incident = 사건
log-column-place = 장소
log-column-acknowledged = 확인
log-column-arrived = 도착
log-column-handled = 종결
log-column-owner = 담당
log-column-result = 결과
log-reports = 보고 { $reports } · 출처 { $sources }
log-count = { $total }건 중 { $shown }건 표시 · 아래로 내리면 더 불러옵니다
log-all = 모두 { $total }건
log-asking = 기록을 불러오고 있습니다.
log-empty = 조건에 맞는 기록이 없습니다. 왼쪽에서 기간을 늘리거나 조건을 줄여 보세요.

chain-name = 기록 사슬
chain-unknown = 확인 전
chain-checking = 확인 중
chain-part = { $entries }건 중 { $verified }건
chain-verified = 검증됨
chain-upto = { $time } · { $entries }건
chain-broken = { $entry }번 기록이 어긋남
chain-found = { $time } 발견
chain-tip = 사건 기록의 해시 사슬을 허브가 뒤에서 계속 확인합니다. 처음부터 끝까지 한 시간마다 다시 봅니다.
chain-tip-broken = 누군가 기록 파일을 바꾸었습니다. 파일을 따로 보관하고 audit verify로 확인하세요.
