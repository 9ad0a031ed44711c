# The strip charts.

charts-accessible = 수신량 그래프
charts-description = { $count ->
    [0] 아직 들어온 피드가 없습니다.
   *[other] 피드 { $count }개의 최근 수신량과 사건 발생 시각입니다. 왼쪽·오른쪽 화살표로 시간을 옮기고 +와 -로 구간을 바꾸며 End로 현재로 돌아옵니다.
}
charts-empty = 아직 수신한 피드가 없습니다. 피드가 연결되면 최근 한 시간의 수신량이 피드마다 한 줄로 나타나고, 사건은 그 위에 도형과 세로선으로 표시됩니다.
charts-a-second = { $n } 건/초
charts-a-minute = { $n } 건/분
charts-silent = 수신 없음
charts-now = 지금으로
charts-now-tip = 현재 시각을 따라갑니다 (End)
charts-hint = { $time } · { $name } { $rate }
charts-hint-unknown = { $time } · { $name } 기록 없음
charts-hint-incident = { $time } · { $title } · { $priority }

charts-subject-rate = 수신량
charts-subject-delay = 수신 지연
charts-subject-rejects = 거부·유실
charts-subject-load = 경보 부하
charts-subject-response = 대응 시간
charts-subject-sensors = 센서
charts-choice = 그래프에 보일 것: { $name }
charts-nothing = 아직 ‘{ $name }’에 보일 것이 없습니다. 들어오는 대로 여기에 나타납니다.
charts-seconds = { $n } 초
charts-count = { $count }건
charts-rejected = { $name } 거부
charts-lost = { $name } 유실
charts-load = 새 경보 (점선 1·2·10건)
charts-in-10-min = { $n }건/10분
charts-acknowledge = 확인까지 (목표 1분)
charts-arrive = 도착까지 (목표 7분)
