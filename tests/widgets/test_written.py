"""What is pasted into a note."""

from __future__ import annotations

from widgets.written import written


def test_what_no_screen_can_show_is_left_out_and_words_stay() -> None:
    assert written(" 화재\t3층\n연기 \x00\x07\x1b[31m ") == "화재\t3층\n연기 [31m"
    assert written("a\u202ecod\u202cb") == "acodb"
    assert written("👩‍🚒 עברית") == "👩‍🚒 עברית"
