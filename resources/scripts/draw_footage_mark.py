"""Draws the mark that stands in all synthetic footage; run it again only where its words change.

QT_QPA_PLATFORM=offscreen uv run python resources/scripts/draw_footage_mark.py
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from widgets.theme import Theme

WORDS = "합성 영상 · SYNTHETIC"
OUT = Path(__file__).resolve().parent.parent / "footage" / "mark.pbm"


def main() -> None:
    app = QApplication(sys.argv)
    font = Theme.dark().font(22, bold=True)
    image = QImage(320, 36, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing, False)
    painter.setFont(font)
    painter.setPen(QColor("black"))
    painter.drawText(QRect(0, 0, 320, 36), Qt.AlignmentFlag.AlignCenter, WORDS)
    painter.end()
    OUT.parent.mkdir(exist_ok=True)
    image.convertToFormat(QImage.Format.Format_Mono).save(str(OUT), "PBM")
    app.quit()


if __name__ == "__main__":
    main()
