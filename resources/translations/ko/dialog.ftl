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

dialog-hand-over-title = 인계 제안
dialog-hand-over-text = 인계할 내용
dialog-hand-over-hint = 지금까지 한 일과 남은 일
dialog-hand-over-owner = 넘겨받을 사람
dialog-hand-over-send = 제안
dialog-hand-over-alone = 지금 접속해 있는 다른 사람이 없습니다.
dialog-hand-over-away = { $name } 님은 지금 접속해 있지 않습니다. 시간 안에 받지 않으면 제안은 저절로 끝납니다.
dialog-hand-over-nobody = 넘겨받을 사람을 적어 주세요.

dialog-shelve-title = 보류
dialog-shelve-text = 보류 사유
dialog-shelve-hint = 왜 잠시 미뤄도 되는지 적습니다. 시간이 지나면 목록에 다시 나옵니다.
dialog-shelve-send = 보류
dialog-shelve-no-reason = 보류 사유를 적어 주세요.

dialog-meanwhile = 그사이 { $by } 님이 { $at }에 처리했습니다: { $what }. 쓰던 글은 그대로 있습니다.
dialog-close-linked = { $count ->
   *[other] 같은 사건일 수 있는 { $count }건은 열린 채로 남습니다.
}
dialog-close-also = 함께 종결: { $name }

dialog-priority-title = 우선순위 바꾸기
dialog-priority-text = 바꾸는 이유
dialog-priority-hint = 왜 더 급하거나 덜 급한지 적습니다
dialog-priority-send = 바꾸기
dialog-choice-now = 지금
dialog-priority-undecided = 새 우선순위를 골라 주세요.
dialog-choice-no-reason = 바꾸는 이유를 적어 주세요.
dialog-kind-title = 유형 바꾸기
dialog-kind-text = 바꾸는 이유
dialog-kind-hint = 무엇으로 확인했는지 적습니다
dialog-kind-send = 바꾸기
dialog-kind-undecided = 새 유형을 골라 주세요.

dialog-split-title = 보고 떼어내기
dialog-split-text = 떼어내는 이유
dialog-split-hint = 왜 다른 일인지 적습니다 (적지 않아도 됩니다)
dialog-split-list = 떼어낼 보고
dialog-split-send = 떼어내기
dialog-split-nothing = 떼어낼 보고를 하나 이상 고르세요. 스페이스로 고릅니다.

dialog-decline-title = 인계 거절
dialog-decline-text = 거절하는 이유
dialog-decline-hint = 맡지 못하는 이유 (적지 않아도 됩니다)
dialog-decline-send = 거절

dialog-together = 사건 { $count }건: { $kinds }
dialog-acknowledge-title = 여럿 확인하고 맡기
dialog-acknowledge-text = 함께 남길 말
dialog-acknowledge-hint = 모두에 같은 말을 남깁니다 (적지 않아도 됩니다)
dialog-acknowledge-send = 확인
dialog-merge-title = 한 사건으로 합치기
dialog-merge-text = 합치는 이유
dialog-merge-hint = 왜 한 사건인지 적습니다 (적지 않아도 됩니다)
dialog-merge-send = 합치기
dialog-merge-into = { $count }건을 가장 이른 사건에 합칩니다: { $name }
dialog-results-title = { $count }건이 거절되었습니다
dialog-results-hint = 나머지는 처리되었습니다. Enter를 누르면 그 사건으로 갑니다.
dialog-results-close = 닫기
dialog-assign-title = 운영자에게 배정
dialog-assign-hint = 왜 이 사람인지 적어 주세요. 운영자에게 그대로 보입니다.
dialog-assign-text = 배정하는 이유
dialog-assign-send = 배정
dialog-assign-no-reason = 이유를 적어 주세요.
dialog-place-title = 위치 정하기
dialog-place-hint = 어떻게 알았는지 적어 주세요. 예: 신고자에게 다시 전화해 확인
dialog-place-text = 위치를 알게 된 근거
dialog-place-send = 이 위치로
dialog-place-where = 주소, 장소 이름, 또는 위도, 경도
dialog-place-found = 찾은 위치
dialog-place-map = 지도에서 고르기
dialog-place-none = 위치를 찾지 못했습니다. 다르게 적거나 지도에서 고르세요.
dialog-place-no-reason = 어떻게 알았는지 적어 주세요.
