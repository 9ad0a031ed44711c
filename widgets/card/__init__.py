"""The card of one incident: what it is, why it is one, what has happened, what can be done."""

from widgets.card.card import IncidentCard
from widgets.card.offers import KEYS, MORE_KEY, UNDO_KEY, Offer, offers

__all__ = ["KEYS", "MORE_KEY", "UNDO_KEY", "IncidentCard", "Offer", "offers"]
