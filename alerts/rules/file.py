"""The rules in force, and the file they come from, which may have been changed since."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from alerts.rules.load import DEFAULT_RULES, parse_rules, rules_text
from alerts.rules.rules import Rules


class RulesFile:
    """Holds the rules that engines are made with. RulesError, on making it too, where the file cannot be used."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = DEFAULT_RULES if path is None else path
        self.text = ""
        self.rules: Rules
        self.adopt(self.read())

    def read(self) -> str:
        """The file as it is now. RulesError, which names line, key and what was expected, where it has a mistake."""
        text = rules_text(self.path)
        parse_rules(text, self.path)
        return text

    def adopt(self, text: str) -> None:
        """From now on these are in force. RulesError, and the old ones stay, where they cannot be used."""
        self.rules = parse_rules(text, self.path)
        self.text = text

    @property
    def fingerprint(self) -> str:
        """What names the rules in force in the log."""
        return fingerprint(self.text)


def fingerprint(text: str) -> str:
    """The first sixteen hexadecimal digits of a text's SHA-256."""
    return sha256(text.encode()).hexdigest()[:16]
