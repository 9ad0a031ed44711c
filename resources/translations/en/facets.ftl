# Searching the log.

facets-search = Search: smoke fire Yeoksam …
facets-search-name = Search the log
facets-choices = Narrow it down
facets-period = Period
facets-today = Today
facets-week = Last 7 days
facets-all = All time
facets-priority = Priority
facets-kind = Kind
facets-state = State
facets-disposition = Outcome
facets-region = District
