"""Numbers: order kept, gaps asked for, losses counted, whatever the publisher does."""

from __future__ import annotations

import random

import pytest

from alerts.batch import Batch
from feeds.receiver.receiver import ABSENCE_S, Receiver
from feeds.receiver.track import FARTHEST, HOLD_MESSAGES, PATIENCE_S, TRIES
from feeds.wire.control import Ack, Gone, Heartbeat, Run, Want
from feeds.wire.frame import Frame

PEER = b"p"


def frame(seq: int | None, epoch: int = 1, source: str = "s") -> Frame:
    return Frame(source, Batch([]), epoch, seq, body=b"b")


def beat(first: int, stop: int, epoch: int = 1, source: str = "s") -> Heartbeat:
    return Heartbeat(source, [Run(epoch, first, stop)], 5, 2)


def seqs(frames: list[Frame]) -> list[int | None]:
    return [one.seq for one in frames]


def wants(receiver: Receiver) -> list[tuple[int, int]]:
    return [(want.start, want.stop) for _, want in receiver.requests() if isinstance(want, Want)]


def known(next_seq: int = 0) -> Receiver:
    """A receiver that knows where it stands and whom to ask."""
    receiver = Receiver({("s", 1): next_seq})
    receiver.heartbeat(PEER, beat(next_seq, next_seq), 0.0)
    return receiver


def row(receiver: Receiver) -> tuple[int, int, int, int]:
    (health,) = receiver.health(1.0)
    return health.next_seq, health.gaps, health.backfilled, health.lost


def test_in_order_passes_and_twice_does_not() -> None:
    receiver = known()
    assert [seqs(receiver.take(frame(seq), 0.0)) for seq in (0, 1, 1, 0, 2)] == [[0], [1], [], [], [2]]
    assert row(receiver) == (3, 0, 0, 0)
    assert wants(receiver) == []


def test_unnumbered_passes() -> None:
    receiver = Receiver({})
    assert seqs(receiver.take(frame(None), 0.0)) == [None]
    assert seqs(receiver.take(frame(None), 0.0)) == [None]


def test_a_gap_is_asked_for_and_filled_in_order() -> None:
    receiver = known()
    receiver.take(frame(0), 0.0)
    assert seqs(receiver.take(frame(3), 0.1)) == []
    assert wants(receiver) == [(1, 3)]
    assert seqs(receiver.take(frame(4), 0.1)) == []
    assert wants(receiver) == []
    assert seqs(receiver.take(frame(1), 0.2, refilled=True)) == [1]
    assert seqs(receiver.take(frame(2), 0.2, refilled=True)) == [2, 3, 4]
    assert row(receiver) == (5, 1, 2, 0)


def test_a_missing_end_is_seen_by_the_heartbeat() -> None:
    receiver = known()
    receiver.take(frame(0), 0.0)
    receiver.heartbeat(PEER, beat(0, 4), 1.0)
    assert wants(receiver) == [(1, 4)]


def test_it_asks_again_and_then_counts_as_lost() -> None:
    receiver = known()
    receiver.take(frame(2), 0.0)
    assert wants(receiver) == [(0, 2)]
    now, asked = 0.0, 1
    while asked < TRIES:
        now += PATIENCE_S
        receiver.heartbeat(PEER, beat(0, 3), now)
        assert receiver.tick(now) == []
        assert wants(receiver) == [(0, 2)]
        asked += 1
    assert seqs(receiver.tick(now + PATIENCE_S + 0.01)) == [2]
    assert row(receiver) == (3, 1, 0, 2)


def test_what_the_publisher_cannot_give_is_lost_at_once() -> None:
    receiver = known()
    receiver.take(frame(5), 0.0)
    assert wants(receiver) == [(0, 5)]
    assert seqs(receiver.gone(PEER, Gone(1, 0, 3), 0.1)) == []
    receiver.take(frame(3), 0.1, refilled=True)
    assert seqs(receiver.take(frame(4), 0.1, refilled=True)) == [4, 5]
    assert row(receiver) == (6, 1, 2, 3)


def test_without_a_publisher_to_ask_a_gap_is_soon_given_up() -> None:
    receiver = Receiver({("s", 1): 0})
    assert receiver.take(frame(1), 0.0) == []
    assert receiver.tick(ABSENCE_S / 2) == []
    assert seqs(receiver.tick(ABSENCE_S)) == [1]
    assert row(receiver) == (2, 1, 0, 1)


def test_what_was_given_up_is_taken_when_the_publisher_returns() -> None:
    receiver = Receiver({("s", 1): 0})
    receiver.take(frame(2), 0.0)
    assert seqs(receiver.tick(ABSENCE_S)) == [2]
    receiver.heartbeat(PEER, beat(0, 3), 2.0)
    assert wants(receiver) == [(0, 2)]
    assert receiver.acknowledgements({("s", 1): 3}, 2.0) == [(PEER, Ack(1, 0))]
    assert seqs(receiver.take(frame(0), 2.1, refilled=True)) == [0]
    assert seqs(receiver.take(frame(1), 2.1, refilled=True)) == [1]
    assert receiver.take(frame(1), 2.1, refilled=True) == []
    assert receiver.acknowledgements({("s", 1): 3}, 2.1) == [(PEER, Ack(1, 3))]
    assert row(receiver) == (3, 1, 2, 0)


def test_a_new_hub_asks_for_what_was_never_acknowledged() -> None:
    receiver = Receiver({})
    assert seqs(receiver.take(frame(10), 0.0)) == [10]
    receiver.heartbeat(PEER, beat(4, 11), 0.1)
    assert wants(receiver) == [(4, 10)]
    for seq in range(4, 9):
        receiver.take(frame(seq), 0.2, refilled=True)
    receiver.gone(PEER, Gone(1, 9, 10), 0.3)
    assert row(receiver) == (11, 0, 5, 1)


def test_a_restarted_hub_asks_for_exactly_what_it_lacks() -> None:
    receiver = Receiver({("s", 1): 7})
    receiver.heartbeat(PEER, beat(5, 12), 0.0)
    assert wants(receiver) == [(7, 12)]
    assert receiver.acknowledgements({("s", 1): 7}, 0.0) == [(PEER, Ack(1, 7))]


def test_a_new_epoch_begins_anew_and_the_old_one_is_completed() -> None:
    receiver = known()
    receiver.take(frame(0), 0.0)
    assert seqs(receiver.take(frame(0, epoch=2), 1.0)) == [0]
    receiver.heartbeat(PEER, Heartbeat("s", [Run(1, 1, 3), Run(2, 0, 1)], 3, 0), 1.1)
    assert wants(receiver) == [(1, 3)]
    assert seqs(receiver.take(frame(1), 1.2, refilled=True)) == [1]
    assert seqs(receiver.take(frame(2), 1.2, refilled=True)) == [2]
    assert receiver.lost == 0


def test_more_than_can_be_held_is_asked_for_piece_by_piece() -> None:
    receiver = known()
    total = HOLD_MESSAGES * 4
    receiver.take(frame(0), 0.0)
    for seq in range(2, total):
        receiver.take(frame(seq), 0.0)
    receiver.heartbeat(PEER, beat(0, total), 0.0)
    passed, asked_for = 1, 0
    now = 0.0
    for _ in range(total):
        asked = wants(receiver)
        if not asked:
            break
        for start, stop in asked:
            asked_for += stop - start
            for seq in range(start, stop):
                now += 1e-4
                passed += len(receiver.take(frame(seq), now, refilled=True))
    assert passed == total
    assert asked_for == total - 1 - (HOLD_MESSAGES)
    assert row(receiver)[3] == 0


def test_an_absurd_number_is_a_new_beginning() -> None:
    receiver = known()
    receiver.take(frame(0), 0.0)
    assert seqs(receiver.take(frame(FARTHEST + 10), 0.0)) == [FARTHEST + 10]
    assert receiver.lost == 1
    receiver.heartbeat(PEER, beat(0, 2**62), 0.0)
    assert wants(receiver) == []


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_lost_on_the_way_arrives_once_and_in_order(seed: int) -> None:
    """A publisher that keeps everything, a line that drops, repeats and reorders: nothing is lost, nothing comes twice."""
    dice = random.Random(seed)
    receiver = Receiver({})
    total, now = 300, 0.0
    receiver.heartbeat(PEER, beat(0, 0), now)
    got: list[int | None] = []
    line = [seq for seq in range(total) if dice.random() > 0.3]
    for at in range(len(line) - 3):
        if dice.random() < 0.2:
            line[at], line[at + 2] = line[at + 2], line[at]
    line += line[: total // 10]
    sent = 0
    while line or (receiver.lost == 0 and len(got) < total):
        now += 0.05
        for _ in range(10):
            if line:
                seq = line.pop(0)
                sent = max(sent, seq + 1)
                got += seqs(receiver.take(frame(seq), now))
        receiver.heartbeat(PEER, beat(0, total if not line else sent), now)
        got += seqs(receiver.tick(now))
        for start, stop in wants(receiver):
            for seq in range(start, stop):
                if dice.random() > 0.2:
                    got += seqs(receiver.take(frame(seq), now, refilled=True))
        assert now < 60
    assert sorted(seq for seq in got if seq is not None) == list(range(total)) or receiver.lost
    if not receiver.lost:
        assert got == list(range(total))


def test_two_of_one_name_are_each_asked_for_their_own() -> None:
    receiver = Receiver({})
    for second in (0.0, 1.0):
        receiver.heartbeat(b"a", beat(0, 3, epoch=1), second)
        receiver.heartbeat(b"b", beat(0, 5, epoch=2), second + 0.5)
    asked = [(peer, want.epoch, want.start, want.stop) for peer, want in receiver.requests() if isinstance(want, Want)]
    assert set(asked) == {(b"a", 1, 0, 3), (b"b", 2, 0, 5)}
    assert receiver.acknowledgements({("s", 1): 0, ("s", 2): 0}, 1.5) == [(b"a", Ack(1, 0)), (b"b", Ack(2, 0))]
    assert receiver.gone(b"b", Gone(1, 0, 3), 1.6) == []
    assert receiver.lost == 0, "it is not its to say what the other has"
    assert seqs(receiver.take(frame(0, epoch=1), 1.7, refilled=True)) == [0]
    (health,) = receiver.health(1.8)
    assert (health.publishers, health.spool, health.dropped) == (2, 10, 4)


def test_a_publisher_that_connects_again_is_one() -> None:
    receiver = known()
    receiver.heartbeat(PEER, beat(0, 0), 1.0)
    receiver.heartbeat(b"again", beat(0, 2), 1.5)
    receiver.heartbeat(b"again", beat(0, 2), 2.5)
    assert receiver.health(2.5)[0].publishers == 1
    assert {peer for peer, _ in receiver.requests()} == {b"again"}
    receiver.heartbeat(PEER, beat(0, 0), 2.6)
    assert receiver.health(2.7)[0].publishers == 2
    assert receiver.health(5.55)[0].publishers == 1, "one of them has ended"


def test_of_many_at_once_none_is_forgotten() -> None:
    receiver = Receiver({})
    for second in range(3):
        for epoch in range(20):
            receiver.heartbeat(b"%d" % epoch, beat(0, 1, epoch=epoch), float(second))
    assert {want.epoch for _, want in receiver.requests() if isinstance(want, Want)} == set(range(20))
    assert [seqs(receiver.take(frame(0, epoch=epoch), 2.1)) for epoch in range(20)] == [[0]] * 20
