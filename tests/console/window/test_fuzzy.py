from console.window.fuzzy import fit, initials


def test_letters_must_come_in_order() -> None:
    assert fit("nxt", "Next incident") is not None
    assert fit("txn", "Next incident") is None


def test_starts_of_words_win() -> None:
    names = ["Acknowledge and take", "Next incident", "Show the incident on the map"]
    best = max(names, key=lambda name: fit("at", name) or -1.0)
    assert best == "Acknowledge and take"


def test_korean_initials_find_a_command() -> None:
    assert initials("확인하고 맡기") == "ㅎㅇㅎㄱ ㅁㄱ"
    assert fit("ㅎㅇ", "확인하고 맡기") is not None
    assert fit("ㅎㅇ", "다음 사건") is None


def test_nothing_typed_fits_everything() -> None:
    assert fit("", "Help") is not None
