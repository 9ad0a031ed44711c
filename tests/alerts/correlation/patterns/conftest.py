"""Runs under the shipped rules and some more."""

from __future__ import annotations

from typing import Any

import pytest

from alerts.rules import Rules, parse_rules, rules_text


@pytest.fixture(scope="session")
def with_rules() -> Any:
    """The shipped rules without their own declarations of streams, and these declarations."""

    def make(declared: str) -> Rules:
        text = rules_text()
        own = text.find("# == Streams")
        return parse_rules(f"{text[:own] if own >= 0 else text}\n{declared}")

    return make


@pytest.fixture(scope="session")
def run_with(new_engine_run: Any, with_rules: Any) -> Any:
    """Starts a run with an empty engine under these declarations."""
    return lambda declared: new_engine_run(with_rules(declared))
