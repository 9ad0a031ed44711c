"""A request's way: from an operator by the hub and its log to the other side, and back."""

from __future__ import annotations

from typing import Any

from alerts.log.audit.verify import verify
from alerts.outward.forms import Report


def test_a_report_is_accepted_by_119_and_stands_in_the_log(town: Any) -> None:
    kim = town.operator()
    town.counterpart("--delay", "0.2")
    kim.until(lambda: "119" in kim.linked and kim.linked["119"].connected)
    request = kim.asks()
    done = kim.until_state(request, "accepted")
    assert [line.what for line in done.history] == ["sent", "received", "accepted"]
    assert (done.n, done.reference) == (1, "119-00001")
    [acted] = town.acted()
    assert acted["message"]["form"]["text"] == "3층에서 연기가 나고 사람이 창가에 있습니다"
    town.hub.stop()
    verdict = verify(town.folder / "incidents.db")
    assert not verdict.broken, verdict.why


def test_what_is_asked_while_nobody_is_there_goes_out_when_somebody_comes(town: Any) -> None:
    kim = town.operator()
    request = kim.asks()
    kim.until_state(request, "sent")
    town.counterpart("--delay", "0", "--service", "119")
    kim.until_state(request, "accepted")
    assert len(town.acted()) == 1


def test_a_refusal_comes_with_its_reason(town: Any) -> None:
    kim = town.operator()
    town.counterpart("--delay", "0", "--refuse", "1", "--service", "119")
    refused = kim.until_state(kim.asks(), "refused")
    assert refused.reason
    assert refused.reason == town.acted()[0]["text"]


def test_a_form_that_lacks_something_is_not_sent(town: Any) -> None:
    kim = town.operator()
    key = kim.key()
    answer = kim.do("out_request", incident=key, counterpart="119", form=Report(place="역삼동", text="  "))
    assert (answer.ok, answer.error, answer.detail) == (False, "bad_argument", "text")
    answer = kim.do("out_request", incident=key, counterpart="signals", form=Report(place="역삼동", text="불"))
    assert (answer.ok, answer.error, answer.detail) == (False, "bad_argument", "counterpart")
    assert not kim.requests
