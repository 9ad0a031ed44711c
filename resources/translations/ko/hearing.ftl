# 소리와 알림

hearing-title = 소리와 알림
hearing-volume = 소리 크기
hearing-try = { $priority }순위 들어 보기
hearing-muted = 소리 끄기 (꼭 말해야 하는 경보는 말합니다)
hearing-voice = 경보를 말로도 알리기
hearing-flash = 긴급 경보에 화면 테두리 깜박이기
hearing-quiet = 조용한 시간에는 2·3순위를 소리 내지 않기 (1순위는 늘 울립니다)
hearing-since = 조용한 시간 시작
hearing-to = 조용한 시간 끝
hearing-done = 닫기
hearing-no-voice = 이 컴퓨터에는 음성 합성 프로그램이 없어 말로 알릴 수 없습니다.
hearing-no-device = 소리 장치를 열 수 없습니다. 스피커 연결과 시스템 소리 설정을 확인하세요.
hearing-now-muted = 소리를 껐습니다. 경보는 화면에만 나옵니다.
hearing-now-on = 소리를 켰습니다.
hearing-count-1 = 긴급 { $count }건
hearing-count-2 = 경계 { $count }건
hearing-count-3 = 주의 { $count }건
hearing-again = 아직 확인하지 않음. { $text }
hearing-flood = 경보 폭주. { $text }
hearing-critical = 긴급 경보: { $what }
console-action-sound = 소리와 알림 설정
console-action-mute = 소리 끄기/켜기
