"""Two consoles on one hub, driven by keys: who is first, who is told, who takes over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from alerts.events import Dispatch
from alerts.incidents import Change, Incident
from alerts.rules import rules_text
from console.app.compose import Console
from console.app.options import Options
from console.desks.situation import Situation
from feeds.hub.processes.child import HubProcess
from feeds.keys import KeyRing
from feeds.publisher import Publisher
from tests.console.conftest import running as console_running
from tests.console.hearing import hearing
from widgets.dialogs.results import ResultsDialog

PATIENCE_MS = 300_000
DESKS = {"kim": ("operator", "supervisor"), "park": ("operator",)}
"""The first of two windows is the operator's."""
QUICK = "[unanswered]\nremind_s = [3.0, 3.0, 3.0]\nescalate_s = [6.0, 6.0, 6.0]\n"


@dataclass
class Centre:
    """A hub, a feed of calls, and two operators."""

    line: Publisher
    kim: Console
    park: Console
    qtbot: Any = None
    calls: int = 0

    def until(self, condition: Callable[[], Any]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)

    def incident(self) -> str:
        """A new incident that both have on their screens; its key."""
        self.calls += 1
        call = Dispatch(
            id=f"c{self.calls}", source="cad", time=datetime.now(UTC), service="112", call_id=f"c{self.calls}", code="0",
            stage="received", category="폭력", text="싸움이 났어요", lat=37.45 + 0.01 * self.calls, lon=126.9, place="성수동",
        )  # fmt: skip
        self.line.send([call])
        key = f"cad\x1fc{self.calls}"
        self.until(lambda: all(key in console.bridge.picture.incidents for console in (self.kim, self.park)))
        return key

    def desk(self, console: Console, key: str) -> Situation:
        """This operator looks at this incident, and the keys are theirs."""
        situation: Situation = console.windows[0].desk.situation  # type: ignore[attr-defined]
        situation.choose(key)
        console.windows[0].activateWindow()
        self.until(lambda: QApplication.activeWindow() is console.windows[0])
        situation.card.setFocus()
        return situation

    def seen(self, console: Console, key: str) -> Incident:
        return console.bridge.picture.incidents[key]


def done_by_people(incident: Incident) -> list[Change]:
    """Its history without the reminders, which come when they are due."""
    return [line for line in incident.history if line.actor != "engine"]


@contextmanager
def at_work(qapp: QApplication, data: Path, more: str = "") -> Iterator[Centre]:
    """A hub with quick reminders, and kim and park on it; ``more`` stands at the end of the hub's configuration."""
    rules = rules_text()
    (data / "rules.toml").write_text(rules[: rules.index("[unanswered]")] + QUICK, encoding="utf-8")
    settings = 'rules = "rules.toml"\n[listen]\nfeed_port = 0\nconsole_port = 0\n'
    (data / "hub.toml").write_text(settings + more, encoding="utf-8")
    with HubProcess(["--data", str(data), "--config", str(data / "hub.toml")], data / "hub.log") as hub:
        ready = hub.wait_ready(180)
        with Publisher("cad", ready.feeds, KeyRing(data / "keys").client("feed")) as line, ExitStack() as stack:
            consoles = []
            for name in ("kim", "park"):
                options = Options(hub=ready.consoles.updates, desks=DESKS[name], offscreen=True, operator=name, language="ko")
                consoles.append(stack.enter_context(console_running(qapp, options, data)))
            yield Centre(line, *consoles)


@pytest.fixture(scope="module")
def running(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    with at_work(qapp, tmp_path_factory.mktemp("data")) as found:
        yield found


@pytest.fixture
def centre(running: Centre, qtbot: Any) -> Centre:
    running.qtbot = qtbot
    return running


def test_the_second_sees_who_was_first_and_keeps_what_was_written(centre: Centre) -> None:
    key = centre.incident()
    park = centre.desk(centre.park, key)
    QTest.keyClick(park.card, Qt.Key.Key_X)
    dialog = park.card._asking._dialog
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_5)
    QTest.keyClicks(dialog.text, "nobody there")
    # the other sits at a machine of their own: one application has one dialog at a time
    centre.kim.bridge.command("close", key, disposition="handled", text="over")
    centre.until(lambda: centre.seen(centre.park, key).state == "closed")
    centre.until(lambda: "kim" in dialog.meanwhile.text())
    assert dialog.text.toPlainText() == "nobody there"
    QTest.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    centre.until(lambda: "kim" in park.card.bar.say.text())
    assert centre.seen(centre.park, key).disposition == "handled"
    QTest.mouseClick(park.card.bar.again, Qt.MouseButton.LeftButton)
    again = park.card._asking._dialog
    assert again is not None
    assert again.text.toPlainText() == "nobody there"
    again.submit()
    centre.until(lambda: centre.seen(centre.kim, key).notes == 1)


def test_a_hand_over_needs_the_others_consent(centre: Centre) -> None:
    key = centre.incident()
    kim = centre.desk(centre.kim, key)
    QTest.keyClick(kim.card, Qt.Key.Key_A)
    centre.until(lambda: centre.seen(centre.kim, key).owner == "kim" and "hand_over" in kim.card.bar.buttons)
    centre.until(lambda: kim.card.bar.can("hand_over"))
    QTest.keyClick(kim.card, Qt.Key.Key_H)
    dialog = kim.card._asking._dialog
    centre.until(lambda: [button.text() for button in dialog.people] == ["park"])  # type: ignore[union-attr]
    QTest.mouseClick(dialog.people[0], Qt.MouseButton.LeftButton)  # type: ignore[union-attr]
    QTest.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)  # type: ignore[union-attr]
    centre.until(lambda: centre.seen(centre.park, key).offer is not None)
    assert centre.seen(centre.park, key).owner == "kim"
    park = centre.desk(centre.park, key)
    centre.until(lambda: "kim → park" in park.card.head.standing.text())
    QTest.keyClick(park.card, Qt.Key.Key_D)
    dialog = park.card._asking._dialog
    QTest.keyClicks(dialog.text, "busy")  # type: ignore[union-attr]
    with hearing(centre.kim.windows[0]) as heard:
        dialog.submit()  # type: ignore[union-attr]
        centre.until(lambda: centre.seen(centre.kim, key).offer is None)
        assert done_by_people(centre.seen(centre.kim, key))[-1].why == "kim: busy"
        centre.until(lambda: heard.has("park 님이 받지 않았습니다 — busy."))
        kim.bridge.command("hand_over", key, owner="park")
        centre.until(lambda: park.card.bar.can("accept"))
        QTest.keyClick(park.card, Qt.Key.Key_I)
        centre.until(lambda: centre.seen(centre.kim, key).owner == "park")
        centre.until(lambda: heard.has("park 님이 인계를 받았습니다"))


def test_what_nobody_takes_up_is_said_on_both_screens(centre: Centre) -> None:
    key = centre.incident()
    kim, park = centre.desk(centre.kim, key), centre.desk(centre.park, key)
    # whoever looks away for seconds finds the supervisor told already
    centre.until(lambda: "다시 알렸습니다" in kim.card.head.standing.text() or centre.seen(centre.kim, key).escalated)
    centre.until(lambda: "감독자" in park.card.head.standing.text())
    window = centre.kim.windows[1]
    waiting = window.desk.waiting  # type: ignore[attr-defined]
    centre.until(lambda: key in [incident.key for incident in waiting.waiting()] and waiting.isVisible())
    while waiting.waiting() and waiting.waiting()[0].key != key:  # left over from other tests
        left = waiting.waiting()[0].key
        centre.kim.bridge.command("acknowledge", left)
        centre.until(lambda: left not in [incident.key for incident in waiting.waiting()])  # noqa: B023 - waited for here
    window.activateWindow()
    centre.until(lambda: QApplication.activeWindow() is window)
    QTest.keyClick(window, Qt.Key.Key_A)
    centre.until(lambda: centre.seen(centre.park, key).owner == "kim")
    centre.until(lambda: not park.card.head.standing.text())
    centre.until(lambda: key not in [incident.key for incident in waiting.waiting()])


def test_what_z_takes_back_stands_there_and_is_taken_back(centre: Centre) -> None:
    key = centre.incident()
    kim = centre.desk(centre.kim, key)
    before = centre.seen(centre.kim, key).priority
    QTest.keyClick(kim.card, Qt.Key.Key_V)
    dialog = kim.card._asking._dialog
    QTest.keyClick(dialog, Qt.Key.Key_4)
    QTest.keyClicks(dialog.text, "small")  # type: ignore[union-attr]
    dialog.submit()  # type: ignore[union-attr]
    centre.until(lambda: centre.seen(centre.park, key).priority == 4)
    centre.until(lambda: "우선순위 변경 (kim" in kim.card.take_back.text() and kim.card.take_back.isEnabled())
    QTest.keyClick(kim.card, Qt.Key.Key_Z)
    centre.until(lambda: centre.seen(centre.park, key).priority == before)


def test_many_are_told_at_once_and_each_refusal_is_named(centre: Centre) -> None:
    keys = [centre.incident() for _ in range(4)]
    centre.park.bridge.command("acknowledge", keys[2])
    centre.until(lambda: centre.seen(centre.kim, keys[2]).owner == "park")
    kim = centre.desk(centre.kim, keys[0])
    kim.queue.list.setFocus()
    kim.queue.to_top()
    QTest.keyClick(kim.queue.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    centre.until(lambda: set(keys) <= set(kim.queue.together()))
    kim.queue.marks.put(keys)
    QTest.keyClick(kim.queue.list, Qt.Key.Key_A)
    centre.until(lambda: kim.together._dialog is not None)
    dialog: Any = kim.together._dialog
    QTest.keyClicks(dialog.text, "all of them")
    QTest.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    centre.until(lambda: sum(centre.seen(centre.park, key).owner == "kim" for key in keys) == 3)
    assert done_by_people(centre.seen(centre.park, keys[0]))[-1].why == "all of them"
    centre.until(lambda: isinstance(kim.together._dialog, ResultsDialog))
    results: Any = kim.together._dialog
    assert results.list.count() == 1
    assert "park 님이" in results.list.item(0).text()
    QTest.keyClick(results.list, Qt.Key.Key_Return)
    centre.until(lambda: kim.chosen == keys[2])
    assert "3건을 처리했고, 1건은 거절" in kim.queue.bar.text.text()


def test_marked_incidents_are_compared_merged_and_closed_together(centre: Centre) -> None:
    keys = [centre.incident() for _ in range(3)]
    kim = centre.desk(centre.kim, keys[0])
    kim.queue.marks.put(keys[:2])
    QTest.keyClick(kim.card, Qt.Key.Key_W)
    centre.until(kim.card.related.answer.isVisible)
    assert "서로 다른 사건입니다" in kim.card.related.answer.text()
    answer, area = kim.card.related.answer, kim.card.area
    centre.until(lambda: 0 <= answer.mapTo(area.viewport(), QPoint(0, 0)).y() < area.viewport().height())
    kim.queue.marks.put(keys)
    centre.desk(centre.kim, keys[0])
    QTest.keyClick(kim.card, Qt.Key.Key_U)
    dialog: Any = kim.together._dialog
    assert "2건을 가장 이른 사건에" in dialog.subject.text()
    dialog.submit()
    centre.until(lambda: [centre.seen(centre.park, key).state for key in keys] == ["new", "merged", "merged"])
    other = centre.incident()
    kim.queue.marks.put([keys[0], other])
    centre.desk(centre.kim, keys[0])
    QTest.keyClick(kim.card, Qt.Key.Key_X)
    dialog = kim.together._dialog
    QTest.keyClick(dialog, Qt.Key.Key_3)
    QTest.keyClicks(dialog.text, "a drill")
    dialog.submit()
    centre.until(lambda: {centre.seen(centre.park, key).disposition for key in (keys[0], other)} == {"false_alarm"})


def test_whoever_puts_the_chosen_incident_into_another_is_led_there_and_told(centre: Centre) -> None:
    earlier, later = centre.incident(), centre.incident()
    kim = centre.desk(centre.kim, later)
    with hearing(centre.kim.windows[0]) as heard:
        kim.card.merge_asked.emit(earlier)
        centre.until(lambda: heard.has("합쳤습니다"))
    assert kim.chosen == earlier
    assert centre.seen(centre.kim, later).state == "merged"


def test_an_acknowledgement_taken_back_is_everybodys_again(centre: Centre) -> None:
    key = centre.incident()
    kim = centre.desk(centre.kim, key)
    QTest.keyClick(kim.card, Qt.Key.Key_A)
    centre.until(lambda: centre.seen(centre.park, key).owner == "kim")
    centre.until(lambda: "확인" in kim.card.take_back.text() and kim.card.take_back.isEnabled())
    with hearing(centre.kim.windows[0]) as heard:
        QTest.keyClick(kim.card, Qt.Key.Key_Z)
        centre.until(lambda: heard.has("되돌렸습니다 (확인)"))
    centre.until(lambda: (centre.seen(centre.park, key).state, centre.seen(centre.park, key).owner) == ("new", ""))
    last = done_by_people(centre.seen(centre.park, key))[-1]
    assert (last.change, last.actor) == ("undone", "kim")
    QTest.keyClick(kim.card, Qt.Key.Key_A)
    centre.until(lambda: centre.seen(centre.kim, key).owner == "kim" and kim.card.take_back.isVisible())
    centre.park.bridge.command("note", key, text="seen from the street")
    centre.until(lambda: not kim.card.take_back.isVisible())


def test_what_was_done_to_several_at_once_is_taken_back_at_once(centre: Centre) -> None:
    keys = [centre.incident() for _ in range(4)]
    kim = centre.desk(centre.kim, keys[0])
    kim.queue.marks.put(keys)
    kim.queue.list.setFocus()
    QTest.keyClick(kim.queue.list, Qt.Key.Key_A)
    centre.until(lambda: kim.together._dialog is not None)
    QTest.keyClick(kim.together._dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)  # type: ignore[union-attr]
    centre.until(lambda: all(centre.seen(centre.park, key).owner == "kim" for key in keys))
    bar = kim.queue.bar
    centre.until(lambda: bar.take_back.isVisible() and "4건을 처리" in bar.text.text())
    centre.park.bridge.command("note", keys[3], text="on the spot")
    centre.until(lambda: centre.seen(centre.kim, keys[3]).retract is None)
    centre.desk(centre.kim, keys[1])
    QTest.keyClick(kim.queue.list, Qt.Key.Key_Z)
    centre.until(lambda: all(centre.seen(centre.park, key).state == "new" for key in keys[:3]))
    assert centre.seen(centre.park, keys[3]).owner == "kim", "somebody has gone on with this one"
    centre.until(lambda: bar.text.text() == "3건을 되돌렸습니다")
    assert not bar.take_back.isVisible()
    QTest.keyClick(kim.card, Qt.Key.Key_Z)
    assert not kim.together.bulk.busy, "once"

    kim.queue.marks.put(keys[:2])
    QTest.keyClick(kim.queue.list, Qt.Key.Key_A)
    QTest.keyClick(kim.together._dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)  # type: ignore[union-attr]
    centre.until(lambda: bar.take_back.isVisible())
    centre.desk(centre.kim, keys[0])
    centre.until(lambda: kim.card.take_back.isEnabled())
    QTest.keyClick(kim.card, Qt.Key.Key_G)
    centre.until(lambda: centre.seen(centre.kim, keys[0]).state == "in_progress")
    assert not bar.take_back.isVisible(), "something was done since: that is what Z means"
    assert not kim.together.concerns(keys[1])
