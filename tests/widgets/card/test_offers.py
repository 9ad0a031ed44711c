from __future__ import annotations

from datetime import timedelta

import pytest

from alerts.incidents import STATES
from widgets.card import KEYS, offers


@pytest.mark.parametrize(
    ("fields", "primary"),
    [
        ({"state": "new"}, "acknowledge"),
        ({"state": "acknowledged", "owner": "김관제"}, "start"),
        ({"state": "acknowledged", "owner": "박도시"}, "take"),
        ({"state": "in_progress", "owner": "김관제"}, "resolve"),
        ({"state": "resolved", "owner": "김관제"}, "close"),
    ],
)
def test_the_next_step_comes_first(crush, fields, primary):
    assert [offer.action for offer in offers(crush(**fields), "김관제", 0.0) if offer.primary] == [primary]


@pytest.mark.parametrize("state", STATES)
def test_no_two_offers_share_a_key_or_an_action(crush, state):
    offered = offers(crush(state=state, owner="박도시"), "김관제", 0.0)
    assert len({offer.key for offer in offered}) == len({offer.action for offer in offered}) == len(offered)
    assert all(offer.action in KEYS for offer in offered)


def test_shelving_is_offered_back(crush):
    until = crush().updated + timedelta(hours=1)
    shelved = {offer.action for offer in offers(crush(shelved_until=until), "", crush().updated.timestamp())}
    over = {offer.action for offer in offers(crush(shelved_until=until), "", until.timestamp() + 1)}
    assert "unshelve" in shelved
    assert "shelve" not in shelved
    assert "shelve" in over
