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
