"""The same events and runs as in the tests of correlation."""

from tests.alerts.correlation.conftest import make, new_engine_run, new_make, new_run, rules, run

__all__ = ["make", "new_engine_run", "new_make", "new_run", "rules", "run"]
