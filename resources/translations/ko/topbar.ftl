# The bar at the top of every window.

topbar-accessible = 상황 띠
topbar-mode-live = LIVE
topbar-mode-replay = 다시보기
topbar-mode-exercise = 훈련
topbar-mode-exercise-replay = 훈련 · 다시보기
topbar-mode-speed = { $mode } ×{ $speed }
topbar-mode-paused = { $mode } · 일시정지
topbar-centre = { $city } 도시통합운영센터
topbar-not-real-exercise = 실제 상황이 아닙니다
topbar-not-real-replay = 지금 상황이 아닙니다

topbar-lamp-delayed = { $feed } 지연 { $span }
topbar-lamp-silent = { $feed } 끊김 { $span }
topbar-lamp-rejecting = { $feed } 거부 { $n }건
topbar-lamp-lost = { $feed } 유실 { $n }건
topbar-lamps-good = 수신 정상 { $n }
topbar-lamps-never = 미수신 { $n }
topbar-state-good = 정상
topbar-state-delayed = 지연
topbar-state-silent = 끊김
topbar-state-rejecting = 거부 중
topbar-state-lost = 유실
topbar-state-never = 아직 수신한 적 없음
topbar-lamp-hint = { $feed } · { $state }
topbar-lamp-figures = { $rate } · 지연 { $delay } · 누적 { $total }건
topbar-lamp-faults = 거부 { $rejected } · 중복 { $duplicates } · 유실 { $lost }
topbar-lamp-last = 마지막 수신 { $ago }

topbar-load = 경보 부하
topbar-load-of = /10분
topbar-load-flood = 경보 폭주
topbar-load-hint = 최근 10분간 새 경보 { $n }건 (우선순위 1~3). 한 사람이 감당할 수 있는 한계는 10분에 { $bound }건입니다 (ISA-18.2).
topbar-load-accessible = 경보 부하: 최근 10분 { $n }건

topbar-link-connecting = 허브에 연결 중 { $span }
topbar-link-preparing = 재생 준비 중 { $span }
topbar-link-stale = 허브 응답 없음 { $span }
topbar-link-down = 허브 연결 끊김 { $span }
topbar-link-refused = 허브가 이 콘솔을 거부함
topbar-link-wrong_key = 허브의 열쇠가 다름
topbar-link-hint = 화면은 연결이 끊기기 전의 상황입니다. 다시 연결되면 저절로 새로 고칩니다.
topbar-operator-none = 근무자 없음
