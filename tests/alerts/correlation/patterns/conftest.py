"""Runs under the shipped rules and some more."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(scope="session")
def run_with(new_engine_run: Any, with_rules: Any) -> Any:
    """Starts a run with an empty engine under these declarations."""
    return lambda declared: new_engine_run(with_rules(declared))
