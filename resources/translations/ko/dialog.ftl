# Questions asked before a command.

dialog-cancel = 취소
dialog-too-long = 글은 { $most }자까지 쓸 수 있습니다. 줄여 주세요.

dialog-note-title = 메모
dialog-note-text = 메모 내용
dialog-note-hint = 확인한 것, 연락한 곳, 다음 근무자가 알아야 할 것
dialog-note-send = 남기기
dialog-note-empty = 메모 내용을 적어 주세요.

dialog-close-title = 사건 종결
dialog-close-text = 종결 사유
dialog-close-hint = 어떻게 끝났는지 적습니다
dialog-close-send = 종결
dialog-close-needs-reason = 사유 필요
dialog-close-undecided = 처리 결과를 골라 주세요.
dialog-close-no-reason = 이 결과로 종결하려면 사유를 적어야 합니다.

dialog-hand-over-title = 인계
dialog-hand-over-text = 인계할 내용
dialog-hand-over-hint = 지금까지 한 일과 남은 일
dialog-hand-over-owner = 넘겨받을 사람
dialog-hand-over-send = 인계
dialog-hand-over-nobody = 넘겨받을 사람을 적어 주세요.

dialog-shelve-title = 보류
dialog-shelve-text = 보류 사유
dialog-shelve-hint = 왜 잠시 미뤄도 되는지 적습니다. 시간이 지나면 목록에 다시 나옵니다.
dialog-shelve-send = 보류
dialog-shelve-no-reason = 보류 사유를 적어 주세요.
