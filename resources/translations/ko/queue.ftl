# The list of incidents.

queue-title = 사건
queue-list = 사건 목록
queue-list-keys = J와 K로 옮기고, A로 확인하고 맡으며, Enter로 엽니다.
queue-count = { $count }건 · 미확인 { $new }
queue-count-filtered = { $rows }건 표시 · 미확인 { $new }
queue-priority-count = { $priority } { $count }건

queue-chip-alarms = 경보
queue-chip-alarms-tip = 우선순위 1~3의 처리 중인 사건만 봅니다
queue-chip-everything = 전체
queue-chip-everything-tip = 우선순위 4의 일반 신고까지 봅니다
queue-chip-mine = 내 담당
queue-chip-mine-tip = 내가 맡은 사건만 봅니다
queue-chip-unacknowledged = 미확인
queue-chip-unacknowledged-tip = 아직 아무도 확인하지 않은 사건만 봅니다
queue-chip-kinds = 유형
queue-chip-kinds-tip = 유형을 골라서 봅니다
queue-chip-districts = 구
queue-chip-districts-tip = 구를 골라서 봅니다
queue-chip-shelved = 보류 { $count }
queue-pick = { $text }  { $count }
queue-pick-none = 모두 해제
queue-search = 사건 찾기
queue-search-hint = 제목, 장소, 담당자, 사건 번호

queue-place-in-doubt = { $place } · 위치 후보 { $count }곳
queue-gone = 목록에서 빠짐
queue-pending-sent = 보내는 중
queue-pending-unknown = 결과 모름
queue-row = { $priority }, { $title }, { $state }, { $place }, { $reports }, 담당 { $owner }

queue-pill-new = 새 사건 { $new }건 — 맨 위로
queue-pill-raised = 순위 오른 사건 { $raised }건 — 맨 위로
queue-pill-both = 새 사건 { $new }건 · 순위 오름 { $raised }건 — 맨 위로

queue-flood = 경보 폭주 · 최근 10분 { $count }건
queue-flood-kind = { $kind } 미확인 { $count }건만 보기
queue-flood-rest = 그 밖 { $count }

queue-key-move = 이동
queue-key-acknowledge = 확인
queue-key-cameras = 영상
queue-key-open = 카드
queue-key-map = 지도
queue-key-commands = 명령

queue-empty = 지금 처리할 경보가 없습니다. 경보가 발생하면 여기에 급한 순서로 나옵니다. 일반 신고는 ‘전체’에서 봅니다.
queue-empty-filtered = 조건에 맞는 사건이 없습니다.
queue-empty-clear = 조건 지우기
queue-empty-unconnected = 허브에 연결되면 처리할 사건이 여기에 나옵니다.

queue-reminded = 미확인 경과
queue-escalated = 감독자 확인 중
queue-row-marked = 고름, { $row }
queue-row-group = { $name }, { $count }건 묶음, 미확인 { $new }건, { $open ->
    [yes] 펼침
   *[no] 접음
}
queue-group-count = { $count }건
queue-group-line = 미확인 { $new } · 가장 오래된 것 { $age }
queue-flood-group = 묶어 보기
queue-flood-grouped = 유형·구별로 묶음
queue-flood-group-tip = 같은 유형과 구의 사건을 한 줄로 묶습니다. 긴급(1)은 묶지 않습니다. →로 펼치고 ←로 접습니다.
queue-together = { $count }건을 골랐습니다
queue-together-progress = { $of }건 가운데 { $done }건 처리
queue-together-result = { $what ->
    [undone] { $refused ->
        [0] { $done }건을 되돌렸습니다
       *[other] { $done }건을 되돌렸고, { $refused }건은 거절되었습니다
    }
   *[done] { $refused ->
        [0] { $done }건을 처리했습니다
       *[other] { $done }건을 처리했고, { $refused }건은 거절되었습니다
    }
}
queue-together-acknowledge = 확인
queue-together-close = 종결
queue-together-note = 메모
queue-together-shelve = 보류
queue-together-merge = 합치기
queue-together-compare = 둘을 견주기
queue-together-clear-button = 고르기 취소
queue-together-stop-button = 멈춤
queue-together-back-button = 되돌리기
queue-together-why-button = 이유 보기
queue-together-close-button = 닫기
queue-key-mark = 고르기
