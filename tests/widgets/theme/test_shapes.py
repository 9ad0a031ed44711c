"""The four priorities are told apart by outline alone, and icons take the theme's colour."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage

from widgets.icons import GLYPHS, Icons, application_icon
from widgets.shapes import priority_path, priority_pixmap


def _alpha(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    return np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.width(), 4)[:, :, 3]


def test_outlines_differ_without_colour_and_number(theme) -> None:
    covers = [_alpha(priority_pixmap(theme, priority, 40, number=False).toImage()) > 128 for priority in (1, 2, 3, 4)]
    for one in range(4):
        for other in range(one + 1, 4):
            differing = np.count_nonzero(covers[one] != covers[other])
            assert differing > 0.03 * np.count_nonzero(covers[one]), (one + 1, other + 1)


def test_every_outline_is_closed_around_its_centre() -> None:
    for priority in (1, 2, 3, 4):
        path = priority_path(priority, QPointF(50, 30), 10)
        assert path.contains(QPointF(50, 30))
        assert not path.contains(QPointF(65, 30))
        box = path.boundingRect()
        assert 8 <= box.width() / 2 <= 12
        assert 8 <= box.height() / 2 <= 12


def test_the_number_is_drawn_and_a_hollow_shape_is_hollow(theme) -> None:
    plain, numbered = (priority_pixmap(theme, 1, 32, number=number).toImage() for number in (False, True))
    assert plain != numbered
    hollow = priority_pixmap(theme, 4, 32, number=False, hollow=True).toImage()
    assert hollow.pixelColor(16, 16) == theme.colour("panel")
    assert plain.pixelColor(16, 16) == theme.priority(1)


def test_icons_are_all_there_and_tinted(theme) -> None:
    icons = Icons(theme)
    for name in GLYPHS:
        assert _alpha(icons.pixmap(name, 24).toImage()).max() > 100, name
    image = icons.pixmap("close", 48, "priority_1").toImage()
    row, column = np.unravel_index(int(_alpha(image).argmax()), (48, 48))
    assert image.pixelColor(int(column), int(row)).name() == theme.priority(1).name()
    with pytest.raises(KeyError):
        icons.icon("no such icon")


def test_the_product_has_an_icon(qapp) -> None:
    image = application_icon().pixmap(64, 64).toImage()
    assert image.pixelColor(44, 22).name() == "#ff5a4f"
    assert image.pixelColor(0, 0).alpha() == 0
