# The application: window, actions, notices, desks.

console-title = 관제 — { $desk }
console-desk-operator = 운영자
console-desk-supervisor = 감독자
console-desk-trainer = 교관

console-action-desk-operator = 운영자 화면
console-action-desk-supervisor = 감독자 화면
console-action-desk-trainer = 교관 화면
console-action-language = 언어 바꾸기 (한국어 / English)
console-action-theme = 밝은 화면 / 어두운 화면
console-action-palette = 명령 찾기
console-action-help = 도움말
console-action-full-screen = 전체 화면
console-action-diagnostics = 진단
console-action-quit = 끝내기

console-action-next = 다음 사건
console-action-previous = 이전 사건
console-action-acknowledge = 확인하고 맡기
console-action-take = 내가 맡기
console-action-start = 대응 시작
console-action-resolve = 조치 완료
console-action-close = 사건 종결
console-action-note = 메모 쓰기
console-action-hand-over = 인계
console-action-reopen = 다시 열기
console-action-shelve = 보류 / 보류 해제
console-action-filter = 목록에서 찾기
console-action-top = 목록 맨 위로
console-action-open = 사건 카드로 이동
console-action-procedure = 대응 절차로
console-action-map = 지도에서 사건 보기
console-action-cameras = 가까운 카메라 영상 보기
console-action-cameras-urgent = 가장 급한 미확인 경보의 카메라 보기
console-action-city = 지도에서 도시 전체 보기

console-action-search = 기록 검색
console-action-next-row = 다음 줄
console-action-previous-row = 이전 줄
console-action-refresh = 다시 불러오기
console-action-export = CSV로 내보내기
console-action-reload-rules = 규칙 다시 읽기

console-action-record = 녹화 시작 / 중지
console-action-open-recording = 녹화 파일 열기
console-action-replay-recent = 방금 10분 다시보기
console-action-play = 재생 / 일시 정지
console-action-leave-replay = 다시보기 끝내기

console-palette = 명령
console-palette-hint = 하려는 일을 입력하세요 (초성도 됩니다)
console-palette-list = 찾은 명령
console-notice = 알림
console-notice-close = 알림 닫기

console-synthetic = 가상 도시
console-internal-error = 내부 오류가 났습니다. 자세한 내용은 { $path }에 있습니다.
console-connecting = 허브에 연결하고 있습니다.
console-starting-hub = 허브를 시작하고 있습니다.
console-hub-away = 허브와 연결이 끊겼습니다. 화면은 { $time } 상태이며, 다시 연결하는 중입니다.
console-hub-restarting = 허브가 멈춰 다시 시작하고 있습니다. 화면은 { $time } 상태입니다.
console-hub-back = 허브와 다시 연결되었습니다.
console-hub-failed = 허브를 시작하지 못했습니다: { $why }
console-link-refused = 이 허브가 이 콘솔을 받아들이지 않습니다. 허브 관리자에게 콘솔의 공개 키를 등록해 달라고 하세요.
console-link-wrong_key = 이 주소의 허브가 알고 있던 허브가 아닙니다. 주소와 허브의 공개 키를 확인하세요.
console-trouble-disk_full = 디스크가 가득 찼습니다. 새 내용은 아직 기록되지 않습니다. 공간을 비우면 이어서 기록합니다.
console-trouble-read_only = 기록 폴더에 쓸 수 없습니다. 폴더 권한을 확인하세요.
console-trouble-locked = 다른 프로그램이 기록을 잡고 있어 쓸 수 없습니다.
console-trouble-other = 기록에 문제가 있습니다: { $detail }

console-pending-unknown = 명령 { $count }건의 결과를 아직 모릅니다. 연결되면 같은 명령으로 다시 확인합니다.
console-let-go = 일반 신고가 { $most }건을 넘어 오래된 것부터 화면에서 내립니다. 기록(감독자)에는 모두 남아 있습니다.
console-too-many-commands = 답을 기다리는 명령이 너무 많습니다. 연결된 뒤 다시 하세요.

console-rules-loaded = 새 규칙이 적용되었습니다.
console-rules-unchanged = 규칙 파일이 바뀌지 않았습니다.
console-rules-refused = 규칙을 바꾸지 않았습니다: { $detail }
console-refused = 명령이 거절되었습니다: { $title }. 사건을 열어 이유를 보세요.
console-done-acknowledge = 확인하고 맡았습니다: { $title }
console-done-close = 종결했습니다: { $title }
console-done-note = 메모를 남겼습니다: { $title }
console-done-shelve = 보류했습니다: { $title }
console-done-hand_over = 인계를 제안했습니다: { $title }
console-done-unshelve = 보류를 해제했습니다: { $title }

console-query-failed = 기록을 불러오지 못했습니다: { $why }
console-query-timeout = 허브가 제때 답하지 않았습니다. F5로 다시 불러오세요.
console-query-away = 허브에 연결되어 있지 않습니다.

console-supervisor-figures = 대응 시간
console-supervisor-acknowledge = 확인 중앙값 · 90% { $p90 } · { $count }건
console-supervisor-acknowledge-none = 확인한 사건이 아직 없습니다
console-supervisor-arrive = 도착 중앙값 · 7분 안 { $share } · { $count }건
console-supervisor-arrive-none = 현장 도착이 아직 없습니다
console-supervisor-handle = 종결까지 중앙값 · 90% { $p90 } · { $count }건
console-supervisor-handle-none = 종결한 사건이 아직 없습니다
console-supervisor-false = 오탐 비율 · 종결 { $closed }건
console-supervisor-false-none = 오탐 비율 · 종결한 사건이 아직 없습니다
console-supervisor-week = 경보 · 요일과 시각
console-supervisor-kinds = 유형별 경보
console-supervisor-channels = 채널별 수신 (허브 시작 이후)
console-supervisor-open = 처리 중 { $open }건 · 미확인 { $new }건
console-supervisor-none = 아직 불러오지 않았습니다
console-supervisor-no-figures = 사건이 기록되면 여기에 지표가 나옵니다.
console-supervisor-export = CSV로 내보내기
console-export-name = 사건기록.csv
console-export-title = 내보낼 CSV 파일
console-export-progress = 내보내는 중: { $rows }건
console-export-cancel = 취소
console-export-done = { $rows }건을 { $path }에 저장했습니다.
console-export-cancelled = 내보내기를 취소했습니다. 파일은 남기지 않았습니다.
console-export-failed = { $path }에 저장하지 못했습니다: { $why }
console-csv-files = CSV 파일

console-trainer-heading = 녹화와 다시보기
console-trainer-record = 녹화 시작
console-trainer-record-stop = 녹화 중지
console-trainer-recording = 녹화 중: { $path } · { $size }
console-trainer-recorded = 녹화를 마쳤습니다: { $path } · { $size }
console-trainer-record-failed = 녹화하지 못했습니다: { $why }
console-trainer-open = 녹화 파일 열기…
console-trainer-recent = 방금 10분 다시보기
console-trainer-recent-name = 방금 10분
console-trainer-fetching = 허브에서 가져오는 중 · { $here } / { $total }
console-trainer-stop = 가져오기 멈춤
console-trainer-fetch-failed = 허브의 녹화를 가져오지 못했습니다: { $why }
console-trainer-leave = 다시보기 끝내기
console-trainer-saved = 최근 녹화
console-trainer-no-recordings = 아직 녹화가 없습니다. 녹화를 시작하거나 방금 10분을 다시 보세요.
console-trainer-empty = 다시볼 녹화를 고르세요. 여기서 재생하는 내용은 실제 기록에 들어가지 않습니다.
console-trainer-starting = 다시보기를 준비하고 있습니다: { $path }
console-trainer-failed = 다시보기를 시작하지 못했습니다: { $why }
console-trainer-nothing-recent = 아직 방금 녹화된 내용이 없습니다. 잠시 뒤 다시 하세요.
console-trainer-band = 다시보기 · { $recording }
console-open-title = 다시볼 녹화 파일
console-recording-files = 녹화 파일

console-card-region = 선택한 사건
console-queue-region = 사건 목록
console-map-region = 지도
console-strips-region = 수신 추이
console-no-answer = 허브가 설명을 주지 못했습니다. 잠시 뒤 다시 물어보세요.
