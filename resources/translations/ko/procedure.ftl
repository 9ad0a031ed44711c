# 대응 절차

card-procedure = 대응 절차
procedure-name = 대응 절차. 위아래로 고르고 스페이스로 완료, 숫자로 답, 빼기로 건너뜁니다
procedure-head = { $title } · { $done }/{ $all }
procedure-required = 필수 { $count }개 남음
procedure-done = 완료로 표시
procedure-take-off = 표시 지우기
procedure-skip = 건너뛰기
procedure-skipped = 건너뜀
procedure-by = { $name } { $time }
procedure-tell = 통보
procedure-within = { $target } 안에
procedure-late = { $target } 목표 지남
procedure-answer = 번호로 답하세요: 1~{ $last }
procedure-opens-cameras = 카메라
procedure-opens-map = 지도
procedure-opens-note = 메모
procedure-opens-service = 연계
procedure-state-open = 아직 안 함
procedure-state-done = 완료
procedure-state-skipped = 건너뜀

card-change-step = 절차
card-change-step-open = 절차 표시 지움
card-do-step = 절차 표시
card-refused-procedure = 필수 절차 { $count }개를 마치지 않았습니다. ‘현장 조치’로 종결하려면 사유를 적어야 합니다.

dialog-skip-title = 필수 절차 건너뛰기
dialog-skip-text = 건너뛰는 사유
dialog-skip-hint = 왜 하지 않아도 되는지 적습니다. 기록에 남습니다.
dialog-skip-send = 건너뛰기
dialog-skip-no-reason = 필수 절차를 건너뛰려면 사유를 적어 주세요.
dialog-close-undone = 필수 절차 { $count }개 남음, 사유 필요
