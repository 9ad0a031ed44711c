# The diagnostics panel.

diagnostics-title = 진단
diagnostics-p50 = 중앙값
diagnostics-p99 = 99%
diagnostics-max = 최대
diagnostics-loop-gap-ms = 화면이 멈춘 시간 (ms)
diagnostics-frame-ms = 한 번 그리는 시간 (ms)
diagnostics-event-to-screen-ms = 발신에서 화면까지 (ms)
diagnostics-critical-to-screen-ms = 긴급 경보에서 화면까지 (ms)
diagnostics-key-to-paint-ms = 키에서 화면까지 (ms)
diagnostics-seconds = 켜진 시간 (초)
diagnostics-events = 수신 이벤트
diagnostics-rejected = 거절한 이벤트
diagnostics-lost = 잃은 메시지
diagnostics-incidents = 사건
diagnostics-startup-ms = 첫 화면까지 (ms)
diagnostics-rss-mb = 메모리 (MB)
diagnostics-sources = 발신처
diagnostics-no-source = 아직 발신처가 없습니다.
diagnostics-source = { $source }: 초당 { $rate }건 · 빠짐 { $gaps } · 채움 { $backfilled } · 잃음 { $lost } · 거절 { $rejected }
