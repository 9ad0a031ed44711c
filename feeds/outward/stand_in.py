"""A counterpart for demonstrations and tests: answers after a while, refuses some, or says nothing at all.

What it has taken is kept in a ledger, one JSON object a line, so that it acts once on each number, also after a restart.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct

from alerts.errors import OutputError
from alerts.outward.forms import Service
from feeds.outward.messages import Accepted, Asked, Done, Ending, Received, Refused, Renewal, Said, without_picture

Language = Literal["ko", "en"]
DONE_AFTER_S: Final = 6.0
"""How long a check call takes."""
ACCEPTED: Final[dict[Service, tuple[str, str]]] = {
    "report": ("출동대 편성, 현장으로 출동합니다", "Units are on their way"),
    "video": ("영상 수신 중입니다", "The pictures are coming in"),
    "check_call": ("통화를 시도합니다", "Calling now"),
    "person": ("전 순찰차에 전파했습니다", "Passed on to all patrols"),
    "vehicle": ("인근 순찰차에 하달했습니다", "Passed on to patrols nearby"),
    "disaster": ("상황판단회의에 올렸습니다", "Put before the situation meeting"),
    "signals": ("진행 방향 녹색신호를 확보했습니다", "Green lights along the way"),
    "warning": ("발송했습니다", "Broadcast"),
}
REFUSED: Final = (
    ("관할이 아닙니다", "Not our district"),
    ("이미 접수된 사건입니다", "We have this one already"),
    ("가용 인력이 없습니다", "Nobody is available"),
)
ANSWERED: Final = (
    ("통화됨: 본인 안전 확인", "Answered: safe"),
    ("응답 없음: 두 번 걸었습니다", "No answer after two calls"),
)


class Entry(Struct, omit_defaults=True):
    """One line of the ledger: a message it acted upon, and what it answered."""

    counterpart: str
    epoch: int
    n: int
    id: str
    answer: Literal["accepted", "refused", "silent"]
    text: str = ""
    message: dict[str, Any] = {}


class Ledger:
    """What stand-ins have taken. OutputError where the file cannot be used."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[tuple[str, int, int], Entry] = {}
        try:
            if path.exists():
                for line in path.read_bytes().splitlines():
                    try:
                        entry = msgspec.json.decode(line, type=Entry)
                    except msgspec.DecodeError:
                        continue  # cut off by a crash: it was not answered then, and will be asked again
                    self._known[entry.counterpart, entry.epoch, entry.n] = entry
            self._file = path.open("ab")
        except OSError as error:
            raise OutputError(f"{path}: the ledger cannot be used ({error.strerror})") from error

    def known(self, counterpart: str, epoch: int, n: int) -> Entry | None:
        """What was done with this number."""
        return self._known.get((counterpart, epoch, n))

    def add(self, entry: Entry) -> None:
        """Written before it is answered."""
        self._file.write(msgspec.json.encode(entry) + b"\n")
        self._file.flush()
        self._known[entry.counterpart, entry.epoch, entry.n] = entry

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class StandIn:
    """One counterpart's desk."""

    def __init__(
        self, name: str, ledger: Ledger, *, refuse: float = 0.0, silent: bool = False, delay_s: float = 2.0,
        language: Language = "ko", chance: random.Random | None = None, tell: Callable[[str], None] = lambda _line: None,
    ) -> None:  # fmt: skip
        """``refuse``: the share of requests that are refused; ``delay_s``: between receipt and answer."""
        self.name = name
        self._ledger = ledger
        self._refuse, self._silent, self._delay_s = refuse, silent, delay_s
        self._korean = language == "ko"
        self._chance = chance or random.Random()
        self._tell = tell
        self._waiting: list[tuple[float, Said]] = []

    def take(self, message: Asked | Renewal | Ending, now: float) -> list[Said]:
        """Act upon a number that is new; say again what was said of one that is not."""
        known = self._ledger.known(self.name, message.epoch, message.n)
        if known is not None:
            if isinstance(message, Asked) and known.id != message.id:
                text = "이 번호는 다른 요청에 쓰였습니다" if self._korean else "This number was given to another request"
                return [Refused(message.epoch, message.n, text)]
            if any(said.n == message.n and said.epoch == message.epoch for _, said in self._waiting):
                return [Received(message.epoch, message.n)]
            return self._answer(known, message)
        entry = self._decide(message)
        self._ledger.add(entry)
        self._tell(f"{self.name} {entry.answer} n{entry.n} {type(message).__name__.lower()} {entry.text}".rstrip())
        if entry.answer == "silent":
            return []
        self._waiting += [(now + self._delay_s, said) for said in self._answer(entry, message)]
        if isinstance(message, Asked) and message.service == "check_call" and entry.answer == "accepted":
            outcome = self._said(self._chance.choice(ANSWERED))
            self._waiting.append((now + self._delay_s + DONE_AFTER_S, Done(message.epoch, message.n, outcome)))
        return [Received(message.epoch, message.n)]

    def due(self, now: float) -> list[Said]:
        """The answers whose time has come."""
        due = [said for at, said in self._waiting if at <= now]
        self._waiting = [(at, said) for at, said in self._waiting if at > now]
        return due

    def _decide(self, message: Asked | Renewal | Ending) -> Entry:
        name, of = (message.id, message.service) if isinstance(message, Asked) else (f"{message.of}", None)
        plain = without_picture(message) if isinstance(message, Asked) else msgspec.to_builtins(message)
        entry = Entry(self.name, message.epoch, message.n, name, "accepted", message=plain)
        if self._silent:
            entry.answer = "silent"
        elif isinstance(message, Asked) and self._chance.random() < self._refuse:
            entry.answer, entry.text = "refused", self._said(self._chance.choice(REFUSED))
        elif of is not None:
            entry.text = self._said(ACCEPTED[of])
        return entry

    def _answer(self, entry: Entry, message: Asked | Renewal | Ending) -> list[Said]:
        if entry.answer == "silent":
            return []
        if entry.answer == "refused":
            return [Refused(message.epoch, message.n, entry.text)]
        return [Accepted(message.epoch, message.n, entry.text, f"{self.name}-{message.n:05d}")]

    def _said(self, texts: tuple[str, str]) -> str:
        return texts[0] if self._korean else texts[1]
