# Searching the log.

facets-search = 검색: 연기 화재 역삼 …
facets-search-name = 기록 검색
facets-choices = 좁히기
facets-period = 기간
facets-today = 오늘
facets-week = 지난 7일
facets-all = 전체 기간
facets-priority = 우선순위
facets-kind = 유형
facets-state = 상태
facets-disposition = 처리 결과
facets-region = 구
