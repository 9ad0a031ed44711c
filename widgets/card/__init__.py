"""The card of one incident: what it is, why it is one, what has happened, what can be done."""

from widgets.card.account import Account, subject
from widgets.card.acting.offers import KEYS, MORE_KEY, UNDO_KEY, Offer, offers
from widgets.card.acting.refusals import refusal
from widgets.card.card import IncidentCard

__all__ = [
    "KEYS", "MORE_KEY", "UNDO_KEY", "Account", "IncidentCard", "Offer", "offers", "refusal", "subject",
]  # fmt: skip
