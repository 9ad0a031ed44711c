"""Terms are found however they are said; words that say nothing are not words; nothing a caller may send is too much."""

from __future__ import annotations

import pytest

from alerts.correlation.reading.lexicon import MAX_WORDS, MOST, Lexicon
from alerts.correlation.reading.words import place_words
from alerts.incidents import KINDS
from alerts.rules import LexiconRule, TermRule, load_rules

SHIPPED = Lexicon(load_rules().lexicon)


def terms(text: str) -> set[str]:
    return {word for word in SHIPPED.words(text) if word.startswith("#")}


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("사람이 쓰러졌어요", "#collapsed"),
        ("할머니가 쓰러지셨는데요", "#collapsed"),
        ("사람이 쓰러저 있어요", "#collapsed"),
        ("압사당할 것 같애요", "#crush"),
        ("압사 사고요", "#crush"),
        ("사람이 너무 많아요", "#packed"),
        ("사람이너무많아요", "#packed"),
        ("사람들이 너무 많이 몰려요", "#packed"),
        ("뒤에서 사람들이 밀어요", "#pushed"),
        ("사람이밀려요", "#pushed"),
        ("연기가 나요", "#smoke"),
        ("연기나요", "#smoke"),
        ("3층에서 검은연기 보여요", "#black_smoke"),
        ("불이 났어요", "#burning"),
        ("불났습니다", "#burning"),
        ("불이났어요빨리요", "#burning"),
        ("엘리베이터에 갖혔어요", "#trapped"),
        ("숨을 못 쉬겠대요", "#breathless"),
        ("물이 허리까지 차올라요", "#water_rising"),
        ("남자한테 맞고 있어요", "#beating"),
        ("People are pushing from behind", "#pushed"),
        ("She can't breathe!", "#breathless"),
        ("Crowd crush near the exit", "#crush"),
        ("heavy smoke on the third floor", "#black_smoke"),
        ("사람이 unconscious 상태예요", "#unconscious"),
    ],
)
def test_a_term_is_found_with_particles_endings_slips_and_without_spaces(text: str, term: str) -> None:
    assert term in terms(text)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("문을 밀어도 안 열려요", "#pushed"),
        ("the door is pushed in", "#pushed"),
        ("불법주차 신고합니다", "#burning"),
        ("불편 신고예요", "#burning"),
        ("교통불편이에요", "#burning"),
        ("gunny sacks on the road", "#weapon"),
        ("사람 하나 있는데 문이 밀려요", "#packed"),
    ],
)
def test_one_word_of_two_is_not_the_term(text: str, term: str) -> None:
    assert term not in terms(text)


def test_what_all_callers_say_is_no_word() -> None:
    for text in (
        "여보세요. 지금 빨리 와주세요. 부탁드려요.",
        "해주세요. 확인 좀 해주세요.",
        "어떻게 해야 돼요? 있어요. please help",
    ):
        assert SHIPPED.words(text) == ()
    assert "해주세" not in SHIPPED.words("간판 철거해 주세요 해주세요")


def test_variants_of_a_word_that_is_no_term_are_one_word() -> None:
    said = ["간판가게가 흔들거려요", "간판가게는 흔들거렸어요", "간판가게에서 흔들거리는데요", "간판가게도 흔들거립니다"]
    plain = {SHIPPED.words(text)[-1] for text in ("곰인형이 보여요", "곰인형을 봤어요", "곰인형한테서요", "곰인형은요")}
    assert len({tuple(SHIPPED.words(text)) for text in said}) == 1
    assert "곰인형" in plain


def test_a_place_is_not_what_happens_there() -> None:
    assert "#fire_engine" in terms("소방서 앞이요")
    words, leaning, _ = SHIPPED.read("소방서 앞인데 지갑 잃어버렸어요", place_words("중구 소방서 앞", {}))
    assert "#fire_engine" not in words
    assert leaning is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "?!…",
        "😀😀🔥🚒",
        "火事です",
        "ᄀ" * 50,
        "́" * 3000,
        "\x00\ud7a4\ue000",
        "ㅠㅠㅠ ㅋㅋㅋ",
        "مساعدة",
        "🇰🇷 ＦＩＲＥ",
    ],
)
def test_odd_texts_are_read(text: str) -> None:
    words, leaning, _ = SHIPPED.read(text)
    assert len(words) <= 2
    assert leaning is None
    assert SHIPPED.words("🔥불났어요🔥!!") == ("#burning",)


@pytest.mark.parametrize("word", ["불", "연기 ", "fire ", "가나다라마바사아자차", "사람이너무많아요 ", "사람 밀 "])
def test_a_text_of_one_word_again_and_again_is_bounded(word: str) -> None:
    words = SHIPPED.words(word * 40_000)
    assert len(words) <= 4


def test_a_megabyte_of_different_words_is_bounded() -> None:
    text = " ".join(f"가{chr(0xAC00 + i % 11000)}{i}" for i in range(100_000))
    assert len(SHIPPED.words(text)) <= 2 * MAX_WORDS


def test_what_is_said_leans_to_its_kind_but_not_without_bound() -> None:
    _, leaning, _ = SHIPPED.read("압사 사람들이 밀려요 인파 깔렸어요 통제 사람이 너무 많아요")
    assert leaning is not None
    assert KINDS[int(leaning.argmax())] == "crowd"
    assert leaning.max() <= MOST
    assert leaning.min() == 1.0


def test_terms_are_told_by_name_and_words_as_they_were_said() -> None:
    text = "숨을 못 쉬어요 노란간판 보여요"
    assert SHIPPED.told(["#breathless", "노란간판"], [text]) == ["숨을 못 쉼", "노란간판"]
    assert SHIPPED.told(["#breathless"], ["she can't breathe"]) == ["cannot breathe"]
    assert SHIPPED.told(["@강남역"], ["", "강남역"]) == ["강남역"]


def test_a_lexicon_of_ones_own() -> None:
    bear = TermRule("곰", "bear", ["곰인형", "teddy bear"], {"other": 0.1})
    own = Lexicon(LexiconRule(["음"], {"곰닌형": "곰인형"}, {"bear": bear}))
    assert own.words("음 곰닌형이요") == ("#bear",)
    assert own.words("a Teddy Bears") == ("#bear",)
    assert Lexicon(LexiconRule()).words("곰인형이 연기에") == ("곰인형", "연기")
