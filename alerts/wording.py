"""Every text a person reads, in Korean and English.

Texts lie in ``resources/translations/<language>/*.ftl`` (Project Fluent), one file an area of the product, the same
identifiers in each language. Nothing here needs a screen: the command line and the screens share it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from fluent.runtime import FluentBundle, FluentResource

from alerts.errors import Bug
from alerts.listeners import Listeners

LANGUAGES: Final[tuple[str, ...]] = ("ko", "en")
_ENTRY: Final = re.compile(r"^(-?[A-Za-z][\w-]*)[ \t]*=", re.MULTILINE)
_REFERENCE: Final = re.compile(r"\{\s*(-?[a-z][\w-]*)\s*\}")
KEPT: Final = 4096
"""Finished sentences with values: a screen says the same ones again and again, and finishing one takes 0.1 ms."""
TRANSLATIONS: Final[Path] = Path(__file__).resolve().parent.parent / "resources" / "translations"


class Wording:
    """The texts of one language at a time; ``wording("queue-title", count=3)`` gives the finished sentence.

    Changing the language calls every follower, in the order in which they came. A follower that is a bound method of a
    widget must be taken off with the function that :meth:`follow` returns when the widget goes.
    """

    def __init__(self, language: str = "ko", folder: Path = TRANSLATIONS) -> None:
        self._folder = folder
        self._languages: dict[str, _Language] = {}
        self._listeners = Listeners()
        self._plain: dict[tuple[str, str], str] = {}
        self._finished: dict[object, str] = {}
        self.people: dict[str, str] = {}
        """What people are called, by the id that commands and the log carry."""
        self.language = language if language in LANGUAGES else "ko"

    def __call__(self, identifier: str, /, **values: Any) -> str:
        """The text with this identifier; Bug where there is none (a test walks them all)."""
        if not values:
            cached = self._plain.get((self.language, identifier))
            if cached is not None:
                return cached
            return self._finish(identifier, values)
        # the types as well: 1 and 1.0 are equal, but are not said alike
        key = (self.language, identifier, *values.items(), *map(type, values.values()))
        try:
            cached = self._finished.get(key)
        except TypeError:  # a value that cannot be looked up by
            return self._finish(identifier, values)
        if cached is None:
            if len(self._finished) >= KEPT:
                self._finished.clear()
            cached = self._finished[key] = self._finish(identifier, values)
        return cached

    def _finish(self, identifier: str, values: dict[str, Any]) -> str:
        spoken = self._speaking()
        if not spoken.has(identifier):
            raise Bug(f"no text {identifier!r} in {self.language!r}")
        text, errors = spoken.say(identifier, values)
        if text is None:
            raise Bug(f"text {identifier!r} is empty in {self.language!r}")
        if errors:
            raise Bug(f"text {identifier!r} in {self.language!r}: {errors[0]}")
        if not values:
            self._plain[self.language, identifier] = text
        return text

    def person(self, name: str) -> str:
        """What this person is called: the id itself where nobody has given a name."""
        return self.people.get(name) or name

    def call_people(self, people: Mapping[str, str]) -> None:
        """Call people by these names from now on, and tell every follower where that changes anything."""
        if dict(people) != self.people:
            self.people = dict(people)
            self._listeners.tell()

    def has(self, identifier: str) -> bool:
        """Whether there is such a text."""
        return self._speaking().has(identifier)

    def switch(self, language: str) -> None:
        """Speak this language from now on and tell every follower."""
        if language not in LANGUAGES:
            raise ValueError(f"no such language: {language!r}")
        if language != self.language:
            self.language = language
            self._listeners.tell()

    def follow(self, follower: Callable[[], None]) -> Callable[[], None]:
        """Call ``follower`` when the language changes; the returned function ends that."""
        return self._listeners.add(follower)

    def _speaking(self) -> _Language:
        """The texts of the language of the moment, read when it is first spoken: a start reads one language."""
        spoken = self._languages.get(self.language)
        if spoken is None:
            spoken = self._languages[self.language] = _Language(self.language, self._folder / self.language)
        return spoken


class _Language:
    """The texts of one language. Each is parsed when it is first said: a start says two hundred of more than a thousand."""

    def __init__(self, language: str, folder: Path) -> None:
        self._bundle = FluentBundle([language], use_isolating=False)
        self._unparsed: dict[str, str] = {}
        for path in sorted(folder.glob("*.ftl")):
            text = path.read_text(encoding="utf-8")
            starts = list(_ENTRY.finditer(text))
            ends = [start.start() for start in starts[1:]] + [len(text)]
            for start, end in zip(starts, ends, strict=True):
                self._unparsed.setdefault(start[1], text[start.start() : end])

    def has(self, identifier: str) -> bool:
        """Whether there is such a text."""
        self._parse(identifier)
        return bool(self._bundle.has_message(identifier))

    def say(self, identifier: str, values: dict[str, Any]) -> tuple[str | None, list[Exception]]:
        """The text, None where it is empty, and what is wrong with it."""
        pattern = self._bundle.get_message(identifier).value
        if pattern is None:
            return None, []
        text, errors = self._bundle.format_pattern(pattern, values)
        return str(text), errors

    def _parse(self, identifier: str) -> None:
        entry = self._unparsed.pop(identifier, None)
        if entry is not None:
            self._bundle.add_resource(FluentResource(entry))
            for other in _REFERENCE.findall(entry):
                self._parse(other)
