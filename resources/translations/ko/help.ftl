# The help window.

help-title = 관제 도움말
help-topics = 도움말 차례
help-page = 도움말 내용
help-topic-start = 시작하기
help-topic-operator = 운영자 화면
help-topic-supervisor = 감독자 화면
help-topic-trainer = 교관 화면
help-topic-keys = 단축키
help-keys-everywhere = 모든 화면
help-key = 키
help-does = 하는 일
