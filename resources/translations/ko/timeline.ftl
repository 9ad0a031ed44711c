# One logged incident on a time axis.

timeline-name = 사건 경과
timeline-empty = 위에서 사건을 고르면 첫 신고부터 종결까지의 경과가 여기에 나옵니다.
timeline-summary = { $span } 동안 { $count }건 · 보고와 조치
timeline-all = 전체 보기
timeline-dot = { $time } { $row } · { $text }
timeline-mark = { $what } { $after }
timeline-mark-acknowledged = 확인
timeline-mark-started = 대응 시작
timeline-mark-resolved = 조치 완료
timeline-mark-closed = 종결
timeline-mark-reopened = 다시 엶
timeline-mark-merged = 병합
timeline-mark-priority = 우선순위 변경
timeline-mark-arrived = 도착
