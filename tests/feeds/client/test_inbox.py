"""The console's inbox: bounded, and nothing that matters is dropped."""

from __future__ import annotations

from alerts.commands import Answer
from alerts.picture import Snapshot, Update
from feeds.client.inbox import MAX_REPLIES, MAX_UPDATES, Inbox
from feeds.client.messages import Link


def update(n: int) -> Update:
    return Update(n, 1, 0.0)


def snapshot(n: int) -> Snapshot:
    return Snapshot(n, 1, 0.0, "live", "seoul", [])


def test_everything_comes_out_in_order_once() -> None:
    inbox = Inbox()
    messages = [Link("up", 0.0), snapshot(3), update(4), Answer("a", True), update(5)]
    assert all(inbox.put(message) for message in messages)
    assert inbox.drain() == messages
    assert inbox.drain() == []


def test_a_snapshot_makes_earlier_updates_needless() -> None:
    inbox = Inbox()
    for message in (update(1), Answer("a", True), update(2), snapshot(9)):
        inbox.put(message)
    assert [type(message) for message in inbox.drain()] == [Answer, Snapshot]


def test_too_many_updates_go_and_a_snapshot_is_wanted() -> None:
    inbox = Inbox()
    inbox.put(Answer("a", True))
    assert all(inbox.put(update(n)) for n in range(MAX_UPDATES))
    assert not inbox.put(update(MAX_UPDATES))
    assert inbox.overflows == 1
    assert inbox.put(snapshot(9))
    assert [type(message) for message in inbox.drain()] == [Answer, Snapshot]


def test_answers_are_bounded_too() -> None:
    inbox = Inbox()
    for number in range(MAX_REPLIES + 10):
        inbox.put(Answer(str(number), True))
    messages = inbox.drain()
    assert len(messages) == MAX_REPLIES
    assert messages[-1] == Answer(str(MAX_REPLIES + 9), True)
