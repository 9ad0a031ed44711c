"""The incident log: append-only, hash-chained, searchable.

What a screen needs (questions and answers, troubles) is here; the database itself is in :mod:`alerts.log.sqlite` and
:mod:`alerts.log.reading.reader`, which only a process that opens a log imports.
"""

from alerts.log.home import data_home, database_path
from alerts.log.interface import IncidentLog, IncidentSearch
from alerts.log.reading.search import Facets, Happening, Hits, Row, Search, Timeline
from alerts.log.troubles import LogTrouble

__all__ = [
    "Facets",
    "Happening",
    "Hits",
    "IncidentLog",
    "IncidentSearch",
    "LogTrouble",
    "Row",
    "Search",
    "Timeline",
    "data_home",
    "database_path",
]
