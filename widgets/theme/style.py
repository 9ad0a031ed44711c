"""The style sheet, made from the tokens.

Widgets ask for a look with a dynamic property: ``kind`` of a button is ``primary``, ``chip`` or ``quiet``; ``role`` of a
label is ``title``, ``heading``, ``muted`` or ``mono``; ``ground`` of a plain widget is ``panel`` or ``raised``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from string import Template
from typing import Final

from widgets.theme.tokens import Tokens


def sheet(tokens: Tokens, px: Callable[[float], int], families: Sequence[str]) -> str:
    """The sheet of these tokens; ``px`` turns sizes at 100 % into pixels."""
    sizes = {f"s{size}": f"{px(size)}px" for size in (1, 2, 3, 4, 6, 8, 10, 12, 13, 14, 16, 18, 20, 24, 28, 32, 36)}
    quoted = ", ".join(f'"{family}"' for family in families)
    return _SHEET.substitute(asdict(tokens), **sizes, families=f"{quoted}, sans-serif")


_SHEET: Final = Template("""
QWidget { font-family: $families; font-size: $s14; color: $text; }
QMainWindow, QDialog { background: $background; }
QWidget[ground="panel"] { background: $panel; }
QWidget[ground="raised"] { background: $raised; border-radius: $s6; }
QWidget[ground="title"] { background: $raised; }
QWidget[ground="title"] QPushButton { background: $panel; }
QWidget[ground="title"] QPushButton:hover { background: $hover; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: $s16; font-weight: bold; }
QLabel[role="heading"] { font-size: $s13; font-weight: bold; color: $muted; }
QLabel[role="muted"] { font-size: $s13; color: $muted; }
QLabel[role="warning"] { font-size: $s13; color: $warn; }
QLabel[role="mono"] { font-size: $s13; }

QPushButton, QToolButton {
    background: $raised; color: $text; border: $s1 solid transparent; border-radius: $s6;
    padding: $s6 $s12; min-height: $s20;
}
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $chosen; }
QPushButton:disabled, QToolButton:disabled { color: $edge; }
QPushButton:focus, QToolButton:focus { border-color: $accent; }
QPushButton:checked, QToolButton:checked { background: $chosen; color: $on_chosen; }
QPushButton[kind="primary"] { background: $primary; color: $on_primary; font-weight: bold; }
QPushButton[kind="primary"]:hover { border-color: $on_primary; }
QPushButton[kind="primary"]:focus { border: $s2 solid $text; }
QPushButton[kind="primary"]:disabled { background: $raised; color: $edge; }
QPushButton[kind="chip"], QToolButton[kind="chip"] { font-size: $s13; padding: $s2 $s10; min-height: $s18; }
QPushButton[kind="chip"]:checked, QToolButton[kind="chip"]:checked { background: $chosen; color: $on_chosen; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] { background: transparent; padding: $s4 $s8; }
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $hover; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }

QLineEdit, QTextEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QComboBox, QDateEdit, QDateTimeEdit {
    background: $raised; color: $text; border: $s1 solid $edge; border-radius: $s6; padding: $s4 $s8;
    selection-background-color: $primary; selection-color: $on_primary; min-height: $s20;
}
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus {
    border-color: $accent;
}
QSpinBox QLineEdit, QDoubleSpinBox QLineEdit { border: none; padding: 0; min-height: 0; background: transparent; }
QComboBox::drop-down { border: none; width: $s20; }
QComboBox QAbstractItemView { background: $raised; color: $text; border: $s1 solid $edge; outline: 0; }

QAbstractItemView { background: $panel; color: $text; border: none; outline: 0; selection-background-color: $chosen;
    selection-color: $text; }
QAbstractItemView::item { padding: $s4 $s8; }
QAbstractItemView::item:hover { background: $raised; }
QAbstractItemView::item:selected { background: $chosen; color: $text; }
QHeaderView { background: $panel; border: none; }
QHeaderView::section { background: $panel; color: $muted; border: none; border-bottom: $s1 solid $line;
    padding: $s6 $s8; font-size: $s13; }
QTableView { gridline-color: $line; }
QTableCornerButton::section { background: $panel; border: none; }

QCheckBox, QRadioButton { spacing: $s8; background: transparent; }
QCheckBox:disabled, QRadioButton:disabled { color: $muted; }
QCheckBox::indicator { width: $s14; height: $s14; border: $s1 solid $edge; border-radius: $s3; background: transparent; }
QCheckBox::indicator:checked { background: $good; border-color: $good; }
QCheckBox::indicator:focus { border: $s2 solid $accent; }

QScrollBar:vertical { background: transparent; width: $s10; margin: 0; }
QScrollBar:horizontal { background: transparent; height: $s10; margin: 0; }
QScrollBar::handle { background: $line; border-radius: $s4; margin: $s1; }
QScrollBar::handle:vertical { min-height: $s32; }
QScrollBar::handle:horizontal { min-width: $s32; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: none; border: none; width: 0; height: 0; }
QScrollArea { border: none; background: transparent; }

QSlider { min-height: $s20; }
QSlider::groove:horizontal { height: $s4; background: $raised; border-radius: $s2; }
QSlider::handle:horizontal { width: $s14; margin: -$s6 0; border-radius: $s6; background: $text; }
QSlider::handle:horizontal:focus { background: $accent; }
QProgressBar { background: $raised; border: none; border-radius: $s3; height: $s6; text-align: center; color: transparent; }
QProgressBar::chunk { background: $primary; border-radius: $s3; }

QMenu { background: $raised; color: $text; border: $s1 solid $line; border-radius: $s6; padding: $s4; }
QMenu::item { padding: $s6 $s16; border-radius: $s4; }
QMenu::item:selected { background: $chosen; color: $on_chosen; }
QMenu::item:disabled { color: $edge; }
QMenu::separator { height: $s1; background: $line; margin: $s4 $s8; }
QToolTip { background: $raised; color: $text; border: $s1 solid $edge; padding: $s6 $s8; font-size: $s13; }
QSplitter::handle { background: $background; }
QMainWindow::separator { background: $background; width: $s2; height: $s2; margin: 0; padding: 0; }
QDockWidget { border: none; }
QTabBar::tab { background: transparent; color: $muted; padding: $s6 $s12; border-bottom: $s2 solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { color: $accent; }
QTabWidget::pane { border: none; }
QStatusBar { background: $panel; color: $muted; }
""")
