# Panels that can be torn off, and how they are arranged.

dock-queue = 사건 목록
dock-map = 지도
dock-strips = 수신 추이
dock-wall = 카메라 영상
dock-card = 사건 카드
dock-facets = 찾기 조건
dock-log = 사건 기록
dock-course = 사건 경과
dock-figures = 지표
dock-transport = 재생 조작
dock-board = 경보판
dock-tear = 창으로 떼기

dock-layouts = 화면 배치
dock-layouts-hint = 운영자와 화면마다 따로 둡니다. 배치는 끝낼 때 저절로 남고, 이름을 붙여 둘 수도 있습니다.
dock-layouts-default = 기본 배치
dock-layouts-name = 지금 배치의 이름
dock-layouts-keep = 이름으로 남기기
dock-layouts-put = 이 배치로
dock-layouts-forget = 지우기

console-action-panel = 지금 있는 패널을 창으로 떼기 / 되돌리기
console-action-panel-queue = 사건 목록을 창으로 떼기 / 되돌리기
console-action-panel-map = 지도를 창으로 떼기 / 되돌리기
console-action-panel-strips = 수신 추이를 창으로 떼기 / 되돌리기
console-action-panel-wall = 카메라 영상을 창으로 떼기 / 되돌리기
console-action-panel-card = 사건 카드를 창으로 떼기 / 되돌리기
console-action-panel-facets = 찾기 조건을 창으로 떼기 / 되돌리기
console-action-panel-log = 사건 기록을 창으로 떼기 / 되돌리기
console-action-panel-course = 사건 경과를 창으로 떼기 / 되돌리기
console-action-panel-figures = 지표를 창으로 떼기 / 되돌리기
console-action-panel-transport = 재생 조작을 창으로 떼기 / 되돌리기
console-action-panel-board = 경보판을 창으로 떼기 / 되돌리기
console-action-arrange = 패널 제목 보이기 / 숨기기 (끌어서 옮기기)
console-action-layouts = 화면 배치 고르기 / 남기기
console-action-layout-default = 기본 배치로 되돌리기
console-action-next-monitor = 이 창을 다음 모니터로
console-layout-put = 배치를 바꿨습니다: { $name }
console-layout-kept = 지금 배치를 남겼습니다: { $name }
console-layout-default = 기본 배치로 되돌렸습니다.
console-layout-damaged = 남긴 배치를 쓸 수 없습니다: { $name }
console-arranging = 제목을 끌어 패널을 옮기세요. 같은 키를 다시 누르면 제목이 사라집니다.
console-arranged = 패널을 고정했습니다.
console-no-panel = 먼저 패널을 고르세요. Alt와 숫자로도 뗍니다.
console-monitor-gone = 모니터가 없어져 창 { $count }개를 남은 모니터로 옮겼습니다. 다시 연결하면 제자리로 갑니다.
