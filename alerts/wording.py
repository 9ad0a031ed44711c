"""Every text a person reads, in Korean and English.

Texts lie in ``resources/translations/<language>/*.ftl`` (Project Fluent), one file an area of the product, the same
identifiers in each language. Nothing here needs a screen: the command line and the screens share it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from fluent.runtime import FluentBundle, FluentResource

from alerts.errors import Bug

LANGUAGES: Final[tuple[str, ...]] = ("ko", "en")
TRANSLATIONS: Final[Path] = Path(__file__).resolve().parent.parent / "resources" / "translations"


class Wording:
    """The texts of one language at a time; ``wording("queue-title", count=3)`` gives the finished sentence.

    Changing the language calls every follower, in the order in which they came. A follower that is a bound method of a
    widget must be taken off with the function that :meth:`follow` returns when the widget goes.
    """

    def __init__(self, language: str = "ko", folder: Path = TRANSLATIONS) -> None:
        self._folder = folder
        self._bundles: dict[str, FluentBundle] = {}
        self._followers: dict[object, Callable[[], None]] = {}
        self._plain: dict[tuple[str, str], str] = {}
        self.language = language if language in LANGUAGES else "ko"

    def __call__(self, identifier: str, /, **values: Any) -> str:
        """The text with this identifier; Bug where there is none (a test walks them all)."""
        if not values:
            cached = self._plain.get((self.language, identifier))
            if cached is not None:
                return cached
        bundle = self._bundle()
        if not bundle.has_message(identifier):
            raise Bug(f"no text {identifier!r} in {self.language!r}")
        pattern = bundle.get_message(identifier).value
        if pattern is None:
            raise Bug(f"text {identifier!r} is empty in {self.language!r}")
        text, errors = bundle.format_pattern(pattern, values)
        if errors:
            raise Bug(f"text {identifier!r} in {self.language!r}: {errors[0]}")
        if not values:
            self._plain[self.language, identifier] = str(text)
        return str(text)

    def has(self, identifier: str) -> bool:
        """Whether there is such a text."""
        return bool(self._bundle().has_message(identifier))

    def switch(self, language: str) -> None:
        """Speak this language from now on and tell every follower."""
        if language not in LANGUAGES:
            raise ValueError(f"no such language: {language!r}")
        if language != self.language:
            self.language = language
            for follower in list(self._followers.values()):
                follower()

    def follow(self, follower: Callable[[], None]) -> Callable[[], None]:
        """Call ``follower`` when the language changes; the returned function ends that."""
        token = object()
        self._followers[token] = follower

        def leave() -> None:
            self._followers.pop(token, None)

        return leave

    def _bundle(self) -> FluentBundle:
        """The texts of the language of the moment, read when they are first spoken: a start reads one language."""
        bundle = self._bundles.get(self.language)
        if bundle is None:
            bundle = self._bundles[self.language] = _bundle(self.language, self._folder / self.language)
        return bundle


def _bundle(language: str, folder: Path) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted(folder.glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle
