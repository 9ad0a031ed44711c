# The controls of a replay.

transport-first = 처음으로
transport-back = 10초 뒤로
transport-play = 재생
transport-pause = 일시 정지
transport-forward = 10초 앞으로
transport-next = 다음 사건
transport-fastest = 최대
transport-speed = 속도 { $speed }
transport-line = 다시보기 시간줄
transport-keys = 스페이스로 재생하거나 멈추고, 화살표로 10초씩, Shift와 함께 1분씩 옮깁니다. 1부터 5까지 속도, 대괄호 ]로 다음 사건.
transport-incidents = 사건
transport-status = { $date } · 남은 시간 { $left }
transport-seeking = { $date } · 그 시각의 상황을 만드는 중
transport-empty = 다시볼 녹화를 고르면 여기서 조작합니다.
transport-damage-cut = 녹화가 중간에 끊겨 { $until }까지만 볼 수 있습니다.
transport-damage-parts = 녹화 파일이 일부 손상되어 읽지 못한 구간은 빠집니다. { $until }까지 볼 수 있습니다.
