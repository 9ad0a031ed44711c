# Taking in a camera register.

import-where = { $file } { $line }행
import-fault-no-place = 좌표가 비어 있어 뺐습니다.
import-fault-bad-place = 좌표가 숫자가 아니어서 뺐습니다: { $value }
import-fault-outside = 우리나라 밖의 좌표라 뺐습니다: { $value }
import-fault-swapped = 위도와 경도가 바뀌어 있어 바로잡았습니다: { $value }
import-fault-duplicate = { $other }행과 같은 카메라라 한 번만 넣었습니다: { $value }
import-fault-duplicate-id = { $other }행과 번호가 같지만 내용이 달라 뺐습니다: { $value }
import-fault-cells = 칸 수가 제목 줄과 맞지 않아 뺐습니다: { $value }
import-fault-encoding = 깨진 글자가 있습니다: { $value }
import-fault-not-a-point = 점 좌표가 아니어서 뺐습니다.
import-fault-left-out = 읽을 수 없는 값이라 이 칸만 비웠습니다: { $value }
import-summary = { $rows }행에서 카메라 { $cameras }대를 넣었습니다. 뺀 행 { $refused }개, 방향을 아는 카메라 { $directed }대, 영상 주소가 있는 카메라 { $streams }대.
import-title = 가져올 카메라 대장 (전국CCTV표준데이터 CSV 또는 GeoJSON)
import-files = 카메라 대장
import-heading = 카메라 대장 가져오기
import-reading = 읽는 중: { $rows }행
import-cancel = 그만두기
import-cancelled = 그만두었습니다. 쓰던 카메라 대장은 그대로입니다.
import-done = 카메라 대장을 바꾸었습니다. 지도와 가까운 카메라 찾기에는 지금부터, 허브의 위치 찾기에는 허브를 다시 시작한 뒤 쓰입니다.
import-faults = 확인할 행 { $count }개
import-faults-more = 그 밖에 { $count }개는 { $path }에서 볼 수 있습니다.
import-no-faults = 모든 행을 읽었습니다.
import-close = 닫기
import-failed = 가져오지 못했습니다: { $why }
import-remote = 카메라 대장은 허브가 있는 컴퓨터에서 가져오세요.
