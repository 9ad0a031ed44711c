"""Who is linked, and what may be asked of whom. :mod:`alerts.outward.load` reads it from a file that a city changes."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct, field

from alerts.outward.forms import Service

Id = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[\w.\-]+$")]
Words = Annotated[str, Meta(min_length=1, max_length=300)]
Seconds = Annotated[float, Meta(ge=1, le=86_400)]


class Session(Struct, forbid_unknown_fields=True, frozen=True):
    """How long footage may be seen, and when to warn before that is over."""

    minutes: Annotated[float, Meta(gt=0, le=1440)] = 20
    warn_s: Annotated[float, Meta(ge=0, le=3600)] = 60
    most_renewals: Annotated[int, Meta(ge=0, le=100)] = 8


class Delivery(Struct, forbid_unknown_fields=True, frozen=True):
    """How often to send again, and after how long a counterpart counts as gone. Seconds."""

    retry_s: Annotated[float, Meta(ge=0.2, le=600)] = 3
    silent_s: Annotated[float, Meta(ge=2, le=600)] = 10


class Counterpart(Struct, forbid_unknown_fields=True, frozen=True):
    """Somebody on the other side; ``answer_s`` is how long an answer may take."""

    id: Id
    ko: Words
    en: Words
    services: Annotated[list[Service], Meta(min_length=1)]
    answer_s: Seconds = 60


class Offered(Struct, forbid_unknown_fields=True, frozen=True):
    """A service: ``kinds`` of incident that it fits; purposes and legal bases where personal information leaves the house."""

    id: Service
    kinds: list[str] = []
    purposes: list[Id] = []
    bases: list[Id] = []
    needs_second: bool = False


class Named(Struct, forbid_unknown_fields=True, frozen=True):
    """A purpose or a legal basis."""

    id: Id
    ko: Words
    en: Words


class Issuer(Struct, forbid_unknown_fields=True, frozen=True):
    """Who warns: CAP's sender, senderName and contact."""

    sender: Annotated[str, Meta(min_length=3, max_length=100, pattern=r"^[^\s,<&]+$")]
    sender_name_ko: Words
    sender_name_en: Words
    contact: Annotated[str, Meta(max_length=200)] = ""


class EventCode(Struct, forbid_unknown_fields=True, frozen=True):
    """One of the Korean profile's codes."""

    code: Annotated[str, Meta(pattern=r"^[A-Z0-9]{3}$")]
    ko: Words
    en: Words
    category: str = "Other"
    kinds: list[str] = []


class Directory(Struct, forbid_unknown_fields=True, frozen=True):
    """All of the file. It travels to the consoles, which offer what it says."""

    counterparts: list[Counterpart] = field(name="counterpart")
    services: list[Offered] = field(name="service")
    issuer: Issuer = field(name="warning")
    purposes: list[Named] = field(name="purpose", default_factory=list)
    bases: list[Named] = field(name="basis", default_factory=list)
    events: list[EventCode] = field(name="event", default_factory=list)
    session: Session = field(default_factory=Session)
    delivery: Delivery = field(default_factory=Delivery)

    def counterpart(self, name: str) -> Counterpart | None:
        """The counterpart with this id."""
        return next((one for one in self.counterparts if one.id == name), None)

    def service(self, name: str) -> Offered | None:
        """The service with this id, where this city has it."""
        return next((one for one in self.services if one.id == name), None)

    def takers(self, service: str) -> list[Counterpart]:
        """Who takes such requests."""
        return [one for one in self.counterparts if service in one.services]

    def fitting(self, kind: str) -> list[Service]:
        """The services that somebody takes, those that fit this kind of incident first, each group in the file's order."""
        known = [one for one in self.services if self.takers(one.id)]
        return [one.id for one in sorted(known, key=lambda one: kind not in one.kinds)]
