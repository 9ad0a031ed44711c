"""The whole console, unseen but real: a hub child, a city child, a window driven by keys."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from console.app.compose import Console
from console.app.options import Options
from console.bridge import Bridge
from console.window.window import Window
from feeds.client.client import STALE_S
from feeds.keys import KeyRing
from tests.console.hearing import hearing
from tests.console.pressing import press

PATIENCE_MS = 300_000


@pytest.fixture(scope="module")
def console(opened: Callable[..., Console]) -> Console:
    return opened(synthetic=True, seed=1, rate=4.0)


def alarm(console: Console) -> Callable[[], bool]:
    return alarm_in(console.bridge)


def alarm_in(bridge: Bridge) -> Callable[[], bool]:
    return lambda: any(found.is_alarm and found.state == "new" for found in bridge.picture.incidents.values())


def wait_for_recorded_alarm(qtbot: Any, console: Console) -> None:
    """An alarm, and time enough for its reports to be in the rolling recording, which is written about once a second."""
    qtbot.waitUntil(alarm(console), timeout=PATIENCE_MS)
    seen = console.bridge.picture.now
    qtbot.waitUntil(lambda: console.bridge.picture.now > seen + 3.0, timeout=PATIENCE_MS)


def test_acknowledging_with_a_key_lands_in_the_log(qtbot: Any, console: Console, window: Window) -> None:
    qtbot.waitUntil(alarm(console), timeout=PATIENCE_MS)
    situation = window.desk.situation
    situation.queue.to_top()
    press(window, Qt.Key.Key_J)
    key = situation.chosen
    assert key
    assert situation.card.incident is not None
    with hearing(window) as heard:
        press(window, Qt.Key.Key_A)
        qtbot.waitUntil(lambda: situation.incident.state == "acknowledged" and heard.has("확인"), timeout=PATIENCE_MS)
    assert situation.incident.owner == "kim"
    replies: list[Any] = []
    console.bridge.ask("timeline", {"incident": key}, replies.append, lambda *why: replies.append(why))
    qtbot.waitUntil(lambda: bool(replies), timeout=PATIENCE_MS)
    assert any(line.get("actor") == "kim" for line in replies[0]["happenings"])


def test_a_critical_alarm_is_flashed_and_told_on_every_window(qtbot: Any, console: Console, window: Window) -> None:
    qtbot.waitUntil(lambda: console.alerting.cues > 0, timeout=PATIENCE_MS)
    flashed: list[int] = []
    with hearing(window) as heard:

        def critical() -> bool:
            if window.flash.flashing:
                flashed.append(1)
            return bool(flashed) and ("긴급 경보" in window.notices.text() or heard.has("긴급 경보"))

        qtbot.waitUntil(critical, timeout=PATIENCE_MS)
    assert console.alerting.player.played == 0, "an unseen console makes no sound"


def test_a_step_of_the_procedure_is_marked_by_keys_and_recorded(qtbot: Any, console: Console, window: Window) -> None:
    situation = window.desk.situation
    qtbot.waitUntil(
        lambda: any(one.is_alarm and one.is_open for one in console.bridge.picture.incidents.values()), timeout=PATIENCE_MS
    )
    situation.choose(next(one.key for one in console.bridge.picture.incidents.values() if one.is_alarm and one.is_open))
    steps = situation.card.steps
    qtbot.waitUntil(lambda: steps.filled and situation.card.bar.isEnabled(), timeout=PATIENCE_MS)
    press(window, Qt.Key.Key_P)
    assert steps.hasFocus()
    first = next(row for row in steps.rows if row.view.open)
    press(window, Qt.Key.Key_1 if first.view.step.choices else Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(situation.incident.steps), timeout=PATIENCE_MS)
    assert (situation.incident.steps[0].step, situation.incident.steps[0].by) == (first.view.step.id, "kim")
    replies: list[Any] = []
    console.bridge.ask("timeline", {"incident": situation.chosen}, replies.append, lambda *why: replies.append(why))
    qtbot.waitUntil(lambda: bool(replies), timeout=PATIENCE_MS)
    assert any(line.get("text") == "step" for line in replies[0]["happenings"])


@pytest.mark.keeps_thread("output of the hub")
def test_a_hub_that_hangs_is_said_and_comes_back_once_killed(
    qtbot: Any, console: Console, window: Window, expected_log: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected_log("the hub ended")
    qtbot.waitUntil(alarm(console), timeout=PATIENCE_MS)
    said: list[str] = []
    say = window.notices.say
    monkeypatch.setattr(window.notices, "say", lambda text, **values: (said.append(text), say(text, **values)))
    pid = console.own_hub.pid
    with hearing(window) as heard:
        os.kill(pid, signal.SIGSTOP)  # one that is only killed may be back before anybody has missed it
        assert STALE_S < 3.0, "an operator is told within three seconds"
        qtbot.waitUntil(lambda: not console.bridge.up, timeout=PATIENCE_MS)  # by then all that it had sent is shown
        before = set(console.bridge.picture.incidents)
        qtbot.waitUntil(lambda: "허브" in window.notices.text() or heard.has("허브"), timeout=PATIENCE_MS)
    os.kill(pid, signal.SIGKILL)
    assert set(console.bridge.picture.incidents) >= before, "what was on the screen stays on it"
    qtbot.waitUntil(lambda: console.own_hub.pid not in (pid, None), timeout=PATIENCE_MS)
    # a critical alarm that comes with the first picture may take the note's place at once
    qtbot.waitUntil(lambda: console.bridge.up and "console-hub-back" in said, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: "끊겼습니다" not in window.notices.text(), timeout=PATIENCE_MS)
    assert all(key in console.bridge.picture.raised for key in before)
    events = sum(feed.total for feed in console.bridge.picture.feeds.values())
    qtbot.waitUntil(lambda: sum(feed.total for feed in console.bridge.picture.feeds.values()) > events, timeout=PATIENCE_MS)


def test_the_palette_finds_a_command_by_its_initials(qtbot: Any, window: Window, console: Console) -> None:
    press(window, Qt.Key.Key_Slash)
    palette = window.palette_of_commands
    assert palette.isVisible()
    field = palette.findChild(QLineEdit)
    field.setText("ㄱㄷㅈ")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert window.desk.name == "supervisor"


def test_f12_shows_the_figures_and_f1_the_keys_as_they_are(qtbot: Any, window: Window) -> None:
    press(window, Qt.Key.Key_F12)
    assert window.diagnostics.isVisible()
    assert any("ms" in label.text() for label in window.diagnostics.findChildren(QLabel))
    press(window, Qt.Key.Key_F12)
    assert not window.diagnostics.isVisible()
    window.help.open("keys")
    text = window.help._page.toPlainText()
    assert "확인하고 맡기" in text
    assert "Ctrl+L" in text
    window.help.close()


def test_the_log_is_exported_whole(qtbot: Any, console: Console, window: Window, tmp_path: Path) -> None:
    qtbot.waitUntil(alarm(console), timeout=PATIENCE_MS)
    window.show_desk("supervisor")
    desk = window.desk
    desk.facets.groups["priority"].choose(frozenset())  # ordinary reports too
    path = tmp_path / "log.csv"
    qtbot.waitUntil(lambda: len(console.bridge.picture.incidents) > 12, timeout=PATIENCE_MS)  # what is shown is in the log
    desk.export_to(path)
    qtbot.waitUntil(path.exists, timeout=PATIENCE_MS)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("id,kind,title,")
    assert len(lines) > 10
    assert [name.name for name in tmp_path.iterdir()] == ["log.csv"]


def test_the_supervisor_sees_that_the_log_is_what_was_written(qtbot: Any, window: Window) -> None:
    window.show_desk("supervisor")
    chain = window.desk.panel.chain
    qtbot.waitUntil(lambda: "검증됨" in chain.text, timeout=PATIENCE_MS)


@pytest.mark.keeps_thread("output of the hub")
@pytest.mark.keeps_thread("child the hub")
def test_a_replay_of_the_last_minutes_touches_nothing_that_is_live(qtbot: Any, console: Console, window: Window) -> None:
    wait_for_recorded_alarm(qtbot, console)
    live = console.bridge.picture
    window.show_desk("trainer")
    desk = window.desk
    desk.record()
    qtbot.waitUntil(lambda: desk.records._state.running, timeout=PATIENCE_MS)
    desk.replay_recent()
    first = desk.session
    assert first is not None
    for _ in range(5):
        desk.replay_recent()  # an impatient hand: it is on its way
    assert desk.session is first
    qtbot.waitUntil(lambda: desk.bridge.up and desk.bridge.picture.mode == "replay", timeout=PATIENCE_MS)
    assert desk.bridge.picture.playback.damage == ""  # its newest part is still being written
    assert window.topbar.mode == "replay"
    assert console.bridge.picture.mode == "live"
    replayed = desk.bridge
    assert replayed is not console.bridge
    playback = replayed.picture.playback
    replayed.command("seek", value=playback.end)
    qtbot.waitUntil(lambda: not replayed.pending and replayed.picture.playback.at >= playback.end, timeout=PATIENCE_MS)
    qtbot.waitUntil(alarm_in(replayed), timeout=PATIENCE_MS)

    def new_in_both() -> list[str]:
        there = replayed.picture.incidents
        return [key for key in there if key in live.incidents and live.incidents[key].state == there[key].state == "new"]

    qtbot.waitUntil(lambda: bool(new_in_both()), timeout=PATIENCE_MS)
    key = new_in_both()[0]
    replayed.command("acknowledge", key)
    qtbot.waitUntil(lambda: replayed.picture.incidents[key].state == "acknowledged", timeout=PATIENCE_MS)
    qtbot.wait(300)
    assert live.incidents[key].state == "new"
    desk.leave()
    assert window.topbar.mode == "live"
    desk.record()
    qtbot.waitUntil(lambda: not desk.records._state.running, timeout=PATIENCE_MS)
    assert Path(desk.records._state.path).stat().st_size > 0


def test_a_console_elsewhere_replays_what_the_hub_recorded(
    qtbot: Any, qapp: QApplication, console: Console, window: Window, tmp_path: Path
) -> None:
    """The other console has a folder of its own: everything it replays comes over the hub's door."""
    wait_for_recorded_alarm(qtbot, console)
    hub_key = console.ring.hub_file
    KeyRing(tmp_path / "keys").client("console", hub_key)
    (tmp_path / "elsewhere.key").write_bytes((tmp_path / "keys" / "console.key").read_bytes())
    console.ring.authorise("console", tmp_path / "elsewhere.key")
    options = Options(hub=console.own_hub.reached.updates, hub_key=hub_key, desks=("trainer",), offscreen=True)
    other = Console(qapp, options, tmp_path, time.time())
    try:
        other.open()
        qtbot.waitUntil(lambda: other.bridge.up, timeout=PATIENCE_MS)
        desk = other.windows[0].desk
        seen = []
        stopped = []

        def watch(here: float | None, total: float) -> None:
            seen.append((here, total))
            if here and not stopped:  # in the middle of it
                stopped.append(here)
                desk.records.stop.emit()

        desk._shelf.progressed.connect(watch)
        desk.replay_recent()
        desk.replay_recent()
        qtbot.waitUntil(lambda: bool(stopped) and seen[-1][0] is None, timeout=PATIENCE_MS)
        qtbot.wait(100)
        assert [here for here, _ in seen].count(0.0) == 1  # asked for twice, fetched once
        assert desk.session is None
        assert list((tmp_path / "recordings" / "replays").iterdir()) == []
        seen.clear()
        desk.replay_recent()
        qtbot.waitUntil(lambda: desk.bridge.up and desk.bridge.picture.mode == "replay", timeout=PATIENCE_MS)
        assert seen[0][0] == 0.0
        assert seen[-2][0] == seen[-2][1] > 0
        assert seen[-1][0] is None
        desk.bridge.command("seek", value=desk.bridge.picture.playback.end)
        qtbot.waitUntil(alarm_in(desk.bridge), timeout=PATIENCE_MS)
        desk.leave()
        qtbot.waitUntil(lambda: list((tmp_path / "recordings" / "replays").iterdir()) == [], timeout=PATIENCE_MS)
    finally:
        other.close()


def test_another_console_follows_the_same_hub(qtbot: Any, qapp: QApplication, console: Console, window: Window) -> None:
    address = console.own_hub.reached.updates
    other = Console(qapp, Options(hub=address, desks=("operator",), offscreen=True), console.data, time.time())
    try:
        other.open()
        qtbot.waitUntil(lambda: other.bridge.up, timeout=PATIENCE_MS)
        assert other.own_hub is None
        assert other.bridge.picture.epoch == console.bridge.picture.epoch
    finally:
        other.close()


def test_why_two_are_two_then_one_then_two_again(qtbot: Any, console: Console, window: Window) -> None:
    """Asked of the hub from the card, joined by one key, and taken back by another."""
    picture = console.bridge.picture
    situation = window.desk.situation  # type: ignore[attr-defined]

    def ready() -> list[Any]:
        known = [found for found in picture.incidents.values() if found.state == "new" and found.members]
        return sorted(known, key=lambda found: (found.opened, found.key))

    qtbot.waitUntil(lambda: len(ready()) >= 2, timeout=PATIENCE_MS)
    earlier, later = ready()[:2]
    situation.choose(later.key)
    card = situation.card
    card.why_not_asked.emit(earlier.key)
    qtbot.waitUntil(card.related.answer.isVisible, timeout=PATIENCE_MS)
    assert "서로 다른 사건입니다" in card.related.answer.text()
    card.merge_asked.emit(earlier.key)
    qtbot.waitUntil(lambda: picture.incidents[later.key].state == "merged", timeout=PATIENCE_MS)
    situation.choose(earlier.key)
    qtbot.waitUntil(lambda: card.take_back.isVisible() and card.take_back.isEnabled(), timeout=PATIENCE_MS)
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: picture.incidents[later.key].state == "acknowledged", timeout=PATIENCE_MS)
    assert set(later.event_ids) <= set(picture.incidents[later.key].event_ids)
