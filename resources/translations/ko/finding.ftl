# 흐름을 따라가며 찾은 것: 수치가 든 문장과, 이력에 쓰는 짧은 이름.

finding-dispatch_not_sent = 접수 후 { $value }분이 지나도록 출동 지령 없음
finding-short-dispatch_not_sent = 출동 지령 지연
finding-dispatch_not_arrived = 접수 후 { $value }분이 지나도록 아무도 도착하지 않음 ({ $text })
finding-short-dispatch_not_arrived = 현장 도착 지연
finding-other = { $name } { $value } { $unit } { $text }
finding-word-received = 접수만 됨
finding-word-dispatched = 지령 내림
finding-word-en_route = 이동 중
