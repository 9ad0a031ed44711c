from alerts.commands import Command
from console.bridge.pending import ASK_AGAIN_S, KEPT, Pending


def note(number: int) -> Command:
    return Command(id=str(number), actor="kim", action="note", incident=f"k{number}", text="seen")


def test_an_answer_counts_once() -> None:
    pending = Pending()
    pending.sent(note(1), 0.0, up=True)
    answered = pending.answered("1")
    assert answered is not None
    assert answered.text == "seen"
    assert pending.answered("1") is None


def test_a_lost_hub_leaves_commands_unknown_and_asks_again_under_the_same_id() -> None:
    pending = Pending()
    pending.sent(note(1), 0.0, up=True)
    assert pending.incidents() == {"k1": "sent"}
    assert pending.lost_link()
    assert pending.incidents() == {"k1": "unknown"}
    assert not pending.lost_link()
    assert [command.id for command in pending.ask_again(1.0, everything=True)] == ["1"]
    assert pending.incidents() == {"k1": "sent"}


def test_an_overdue_answer_is_asked_for() -> None:
    pending = Pending()
    pending.sent(note(1), 0.0, up=True)
    assert pending.ask_again(ASK_AGAIN_S - 0.1) == []
    assert len(pending.ask_again(ASK_AGAIN_S)) == 1
    assert pending.ask_again(ASK_AGAIN_S + 0.1) == []


def test_what_waits_is_bounded() -> None:
    pending = Pending()
    assert all(pending.sent(note(number), 0.0, up=False) for number in range(KEPT))
    assert not pending.sent(note(KEPT), 0.0, up=False)
    assert len(pending) == KEPT
