"""Figures at a glance: tiles with a histogram, ranked bars, a week by the hour."""

from widgets.figures.bars import BarList
from widgets.figures.chain import ChainLine
from widgets.figures.tile import FigureTile
from widgets.figures.week import WeekGrid

__all__ = ["BarList", "ChainLine", "FigureTile", "WeekGrid"]
