# The supervisor's table of logged incidents.

log-table = 사건 기록
log-column-time = 시각
log-column-incident = 사건
log-column-place = 장소
log-column-acknowledged = 확인까지
log-column-handled = 종결까지
log-column-owner = 담당
log-column-result = 결과
log-reports = 보고 { $reports } · 출처 { $sources }
log-count = { $total }건 중 { $shown }건 표시 · 아래로 내리면 더 불러옵니다
log-all = 모두 { $total }건
log-asking = 기록을 불러오고 있습니다.
log-empty = 조건에 맞는 기록이 없습니다. 왼쪽에서 기간을 늘리거나 조건을 줄여 보세요.
