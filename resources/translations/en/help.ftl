# The help window.

help-title = Gwanje help
help-topics = Help topics
help-page = Help page
help-topic-start = Getting started
help-topic-operator = Operator's desk
help-topic-supervisor = Supervisor's desk
help-topic-trainer = Trainer's desk
help-topic-keys = Keys
help-keys-everywhere = On every desk
help-key = Key
help-does = Does
