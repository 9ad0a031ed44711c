"""What goes wrong: a hub that is killed, a counterpart that is silent, comes late or comes back, two operators at once."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from alerts.log.audit.verify import verify
from alerts.outward.forms import CameraRef, PublicWarning, Report, Spot, Video
from alerts.outward.load import DEFAULT

REPORT = Report(place="역삼동 823", text="3층에서 연기가 납니다", category="fire")
VIDEO = Video(cameras=[CameraRef("강남-0001")], purpose="emergency_response", basis="pipa_18_2_3")
WARNING = PublicWarning(
    event="화재", event_code="FRW", category="Fire", response="Evacuate", urgency="Immediate", severity="Severe",
    certainty="Observed", headline="역삼동 화재", description="연기가 퍼지고 있습니다.", area_name="역삼동",
    centre=Spot(37.5, 127.03), radius_km=0.5,
)  # fmt: skip


@pytest.fixture
def hurried(make_town: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    """``hurried(minutes=..., answer_s=...)``: a town whose sessions and patience are short, with an incident."""

    def make(minutes: float = 20.0, answer_s: int = 60) -> Any:
        text = DEFAULT.read_text(encoding="utf-8").replace("minutes = 20 ", f"minutes = {minutes:g} ")
        text = text.replace("answer_s = 60", f"answer_s = {answer_s}").replace("answer_s = 120", f"answer_s = {answer_s}")
        (tmp_path / "outward.toml").write_text(text, encoding="utf-8")
        (tmp_path / "hub.toml").write_text('outward = "outward.toml"\n', encoding="utf-8")
        town = make_town("--config", str(tmp_path / "hub.toml"))
        town.happens()
        return town

    return make


def numbers(town: Any) -> list[tuple[str, int]]:
    return [(line["counterpart"], line["n"]) for line in town.acted()]


@pytest.mark.keeps_thread("output of the hub")
def test_a_hub_killed_in_the_middle_asks_again_and_nobody_acts_twice(town: Any, expected_log: Callable[[str], None]) -> None:
    expected_log("the hub ended")
    kim = town.operator()
    town.counterpart("--delay", "1.0", "--service", "119")
    key = kim.key()
    kim.until(lambda: "119" in kim.linked)
    sent = [
        kim.say("out_request", incident=key, counterpart="119", form=Report(place="역삼동", text=f"신고 {i}", category="fire"))
        for i in range(5)
    ]  # fmt: skip
    kim.until(lambda: town.acted())
    town.kill_hub()
    again = 0.0
    while not all(command.id in kim.answers for command in sent):  # as a console does: under the same ids
        kim.look()
        if time.monotonic() - again > 1.0:
            again = time.monotonic()
            for command in sent:
                if command.id not in kim.answers:
                    kim.client.send(command)
        time.sleep(0.02)
    assert all(kim.answers[command.id].ok for command in sent)
    for command in sent:
        kim.until_state(command.id, "accepted")
    assert sorted(numbers(town)) == [("119", n) for n in range(1, 6)]
    assert len({line["id"] for line in town.acted()}) == 5
    town.hub.stop()
    verdict = verify(town.folder / "incidents.db")
    assert not verdict.broken, verdict.why


@pytest.mark.keeps_thread("output of the hub")
def test_a_request_of_before_the_crash_is_still_delivered(town: Any, expected_log: Callable[[str], None]) -> None:
    expected_log("the hub ended")
    kim = town.operator()
    request = kim.asks(REPORT)
    town.kill_hub()
    kim.until(town.is_back)
    town.counterpart("--delay", "0", "--service", "119")
    done = kim.until_state(request, "accepted")
    assert done.n == 1
    assert numbers(town) == [("119", 1)]
    later = kim.asks(REPORT)
    assert kim.until_state(later, "accepted").n == 2, "numbers go on where they stood"


def test_no_answer_in_time_is_said_and_one_that_comes_late_still_counts(hurried: Callable[..., Any]) -> None:
    town = hurried(answer_s=2)
    kim = town.operator()
    child = town.counterpart("--silent", "--service", "119", "--ledger", str(town.folder / "silent.ndjson"))
    request = kim.asks(REPORT)
    late = kim.until_state(request, "timed_out")
    assert [line.what for line in late.history] == ["sent", "timed_out"]
    child.terminate()
    child.wait(180)
    town.counterpart("--delay", "0", "--service", "119")
    kim.until(lambda: "119" in kim.linked and kim.linked["119"].connected)
    assert kim.do("out_again", request=request).ok
    done = kim.until_state(request, "accepted")
    assert (done.n, numbers(town)) == (1, [("119", 1)])


def test_a_counterpart_killed_after_it_acted_acts_no_second_time(town: Any) -> None:
    kim = town.operator()
    child = town.counterpart("--delay", "3600", "--service", "119")
    request = kim.asks(REPORT)
    kim.until_state(request, "received")
    os.kill(child.pid, signal.SIGKILL)
    child.wait(180)
    town.counterpart("--delay", "3600", "--service", "119")
    kim.until_state(request, "accepted")
    assert numbers(town) == [("119", 1)]


def test_two_operators_ask_the_same_and_the_second_is_told(town: Any) -> None:
    kim, lee = town.operator("kim"), town.operator("lee")
    key, _ = kim.key(), lee.key()
    first = kim.do("out_request", incident=key, counterpart="119", form=REPORT, known=0)
    second = lee.do("out_request", incident=key, counterpart="119", form=REPORT, known=0)
    assert first.ok
    assert (second.ok, second.error, second.by) == (False, "taken", "kim")
    assert lee.do("out_request", incident=key, counterpart="119", form=REPORT, known=1).ok, "having seen it, it may be sent"


def test_a_warning_goes_out_once_a_second_person_has_approved_it(town: Any) -> None:
    kim, lee, park = (town.operator(name) for name in ("kim", "lee", "park"))
    town.counterpart("--delay", "0", "--service", "disaster")
    draft = kim.asks(WARNING, "disaster")
    kim.until_state(draft, "draft")
    own = kim.do("out_approve", request=draft)
    assert (own.ok, own.error) == (False, "same_person")
    for other in (lee, park):
        other.until_state(draft, "draft")
    both = [operator.say("out_approve", request=draft) for operator in (lee, park)]
    answers = [
        operator.until(lambda operator=operator, command=command: operator.answers.get(command.id))
        for operator, command in zip((lee, park), both, strict=True)
    ]
    assert sorted(answer.ok for answer in answers) == [False, True], "the first one's approval holds, the other is told"
    [lost] = [answer for answer in answers if not answer.ok]
    assert (lost.error, lost.by) == ("wrong_state", "park" if answers[0].ok is False else "lee")
    done = kim.until_state(draft, "accepted")
    assert done.approved_by in ("lee", "park")
    [acted] = town.acted()
    assert "<event>화재</event>" in acted["message"]["cap"]
    assert acted["message"]["approved_by"] == done.approved_by


def test_a_draft_that_is_not_approved_never_leaves(town: Any) -> None:
    kim, lee = town.operator("kim"), town.operator("lee")
    town.counterpart("--delay", "0", "--service", "disaster")
    draft = kim.asks(WARNING, "disaster")
    assert lee.do("out_reject", request=draft).error == "needs_reason"
    assert lee.do("out_reject", request=draft, text="구역이 너무 넓습니다").ok
    kim.until_state(draft, "withdrawn")
    assert lee.do("out_approve", request=draft).error == "wrong_state"
    report = kim.asks(Report(place="역삼동", text="x", category="fire"), "119")
    kim.until_state(report, "sent")
    assert town.acted() == []


def test_a_session_is_renewed_and_ends(hurried: Callable[..., Any]) -> None:
    town = hurried(minutes=0.3)
    kim = town.operator()
    town.counterpart("--delay", "0", "--service", "119")
    session = kim.asks(VIDEO)
    opened = kim.until_state(session, "accepted")
    assert opened.until is not None
    assert kim.do("out_renew", request=session).ok
    kim.until(lambda: kim.requests[session].until > opened.until)
    over = kim.until_state(session, "ended")
    assert over.history[-1].text == "expired"
    assert over.changed >= over.until
    assert [line["message"]["type"] for line in town.acted()] == ["request", "renewal"]
    assert kim.do("out_renew", request=session).error == "wrong_state", "what is over cannot be renewed"


def test_a_session_ended_by_hand_is_over_at_once(town: Any) -> None:
    kim = town.operator()
    town.counterpart("--delay", "0", "--service", "119")
    session = kim.asks(VIDEO)
    kim.until_state(session, "accepted")
    assert kim.do("out_end", request=session, text="상황 종료").ok
    kim.until_state(session, "ended")
    kim.until(lambda: len(town.acted()) == 2)
    assert town.acted()[1]["message"]["text"] == "상황 종료"


def test_video_without_purpose_or_basis_does_not_leave(town: Any) -> None:
    kim = town.operator()
    key = kim.key()
    for field, value in (("purpose", "curiosity"), ("basis", "none")):
        form = Video(**({"cameras": [CameraRef("a")], "purpose": "search", "basis": "pipa_18_2_3"} | {field: value}))
        answer = kim.do("out_request", incident=key, counterpart="119", form=form)
        assert (answer.ok, answer.error, answer.detail) == (False, "bad_argument", field)


def test_a_stranger_is_not_let_in_and_a_known_one_speaks_for_itself_alone(
    town: Any, tmp_path: Path, expected_log: Callable[[str], None]
) -> None:
    from alerts.errors import WireError
    from feeds.keys import ClientKeys, make_pair, read_pair, read_public
    from feeds.outward.line import follow
    from feeds.outward.stand_in import Ledger, StandIn

    expected_log("does not let this key in")
    public, secret = make_pair(tmp_path / "abroad", "112")
    keys = ClientKeys(read_pair(secret), read_public(town.ring.hub_file))
    ready = town.hub.wait_ready()
    kim = town.operator()
    ledger, stop = Ledger(tmp_path / "abroad.ndjson"), threading.Event()
    stranger = threading.Thread(target=follow, args=([StandIn("112", ledger)], ready.outward, keys, stop.is_set), daemon=True)
    stranger.start()
    try:
        time.sleep(1.0)
        kim.look()
        assert not kim.linked, "an unknown key gets nowhere"
        town.ring.authorise("counterpart", public)
        kim.until(lambda: "112" in kim.linked and kim.linked["112"].connected)
    finally:
        stop.set()
        stranger.join(180)
    with pytest.raises(WireError, match="may not speak for 119"):
        follow([StandIn("119", ledger)], ready.outward, keys, lambda: False)
    ledger.close()
