"""What goes out to linked services: asked by people, answered by the other side, and written down before either holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from alerts.centre.core import Core
from alerts.commands import Answer, Command
from alerts.errors import LogError
from alerts.outward import deciding
from alerts.outward.cap import CapWriter
from alerts.outward.deciding import Heard
from alerts.outward.directory import Counterpart, Directory
from alerts.outward.forms import Form, service_of, still_of
from alerts.outward.outbox import Kept, Outbox
from alerts.outward.request import FollowUp, Request, public
from alerts.picture import Linked
from alerts.refusal import Refusal

KEPT_S: Final = 86_400.0
"""For how long a request that is over stays with an incident that left the screens."""
_LOOK_S: Final = 0.2
_IN_VAIN: Final = frozenset({"refused", "withdrawn"})


class Outgoing:
    """The requests of one centre. Without a directory (:meth:`govern` was never called, or a replay) nothing can be asked."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.directory: Directory | None = None
        self._box = Outbox(Kept())
        self._changed: dict[str, None] = {}
        self._linked: dict[str, Linked] = {}
        self._linked_changed: dict[str, None] = {}
        self._looked_at = 0.0
        self._keys_moved: dict[str, None] = {}
        self._cap: CapWriter | None = None

    def govern(self, directory: Directory, kept: Kept) -> None:
        """These services are linked; ``kept`` is what the log has of earlier requests."""
        self.directory = directory
        self._box = Outbox(kept)
        self._cap = CapWriter(directory.issuer)

    # -- what people do

    def command(self, command: Command, answer: Answer, now: float) -> Answer:
        """Do what is asked and answer once it is on disk. Refusal where it cannot be done, LogError where it is not written."""
        if self.directory is None or self._core.mode == "replay":
            raise Refusal("wrong_mode", command.action)
        moment = self._core.moment(now)
        if command.action == "out_request":
            request = self._asked(command, moment)
        else:
            before = self._box.get(command.request)
            if before is None:
                raise Refusal("unknown_request", command.request)
            request = self._done(command, before, moment)
        still = still_of(request.form)
        body = {"command": _plain(command), "incident": request.incident, "request": _said(request)}
        settled = replace(command, incident=request.incident)
        picture = still.data if still is not None and command.action == "out_request" else b""
        step = self._core.staging.entry(now, "command", command.actor, body, (settled, answer), blob=picture)
        self._write(request, now, step)
        return answer

    def _asked(self, command: Command, now: datetime) -> Request:
        directory, core = self._known(), self._core
        if command.form is None:
            raise Refusal("bad_argument", "form")
        incident = core.showing.current(core.lifecycle.current(command.incident))
        if incident is None:
            raise Refusal("unknown_incident", command.incident)
        form = _sealed(command.form)
        exercise = core.mode == "exercise"
        request = deciding.asked(command.id, form, command.counterpart, incident, command.actor, now, directory, exercise)
        self._second_to(command, request)
        if request.history:  # a draft that waits for a second person; what could not be sent must not be approved first
            self._written(replace(request, epoch=1, n=1), now)
            return request
        return self._numbered(request, command.actor, now)

    def _second_to(self, command: Command, request: Request) -> None:
        """Refusal where somebody asked the same of the same service, and this operator has not seen that yet."""
        same = [
            one for one in self._box.of(request.incident)
            if (one.service, one.counterpart) == (request.service, request.counterpart) and one.state not in _IN_VAIN
        ]  # fmt: skip
        if command.known is not None and len(same) > command.known:
            raise Refusal("taken", "request", same[-1].by, same[-1].at)

    def _done(self, command: Command, before: Request, now: datetime) -> Request:
        directory, actor = self._known(), command.actor
        to = self._counterpart(before)
        if command.action == "out_approve":
            return self._numbered(deciding.approved(before, actor), actor, now)
        if command.action == "out_reject":
            return deciding.rejected(before, actor, command.text, now)
        if command.action == "out_again":
            return deciding.again(before, actor, now, to)
        n = self._box.next_number(before.counterpart)
        if command.action == "out_renew":
            return deciding.renewed(before, n, actor, now, directory)
        cap = self._cap.cancel(before, now, command.text) if self._cap is not None and before.cap else ""
        return deciding.ended(before, n, actor, command.text, now, to, cap)

    def _numbered(self, request: Request, actor: str, now: datetime) -> Request:
        epoch = self._box.epoch or int(now.timestamp() * 1e9)
        n = self._box.next_number(request.counterpart)
        return self._written(deciding.sent(request, epoch, n, now, actor, self._counterpart(request)), now)

    def _written(self, request: Request, now: datetime) -> Request:
        """A warning with its CAP document; Refusal where it would not be a valid one."""
        if self._cap is None or request.service != "warning":
            return request
        try:
            return replace(request, cap=self._cap.alert(request, now))
        except ValueError as error:
            raise Refusal("bad_argument", str(error)) from error

    # -- what the other side does

    def to_deliver(self, counterpart: str) -> Iterator[tuple[Request, FollowUp | None]]:
        """What this counterpart has not answered yet, in order; all of it is on disk."""
        return self._box.to_deliver(counterpart)

    def heard(self, counterpart: str, epoch: int, n: int, what: Heard, text: str, reference: str, now: float) -> bool:
        """The counterpart says something of one of its numbers; whether it need not say so again: it is on disk, or no news."""
        directory = self._known()
        request = self._box.numbered(counterpart, epoch, n)
        if request is None:
            return True  # of another log, or long over
        after = deciding.heard(request, n, what, text, reference, self._core.moment(now), directory)
        return after is None or self._log(after, now, counterpart, {"n": n, "what": what, "text": text[:1000]})

    def linked(self, counterpart: str, connected: bool, now: float) -> None:
        """A counterpart has come, or gone."""
        known = self._linked.get(counterpart)
        if known is None or known.connected != connected:
            self._linked[counterpart] = Linked(counterpart, connected, now)
            self._linked_changed[counterpart] = None
            self._core.hasten()

    # -- what time does

    def lapse(self, now: float) -> None:
        """Requests that were not answered in time, sessions that are over."""
        if 0.0 <= now - self._looked_at < _LOOK_S:
            return
        self._looked_at = now
        moment = self._core.moment(now)
        for request in self._box.unsettled():
            after = deciding.lapsed(request, moment)
            if after is not None and not self._log(after, now, "hub", {"what": after.history[-1].what}):
                return
        self._box.forget(moment - timedelta(seconds=KEPT_S), self._core.showing.board.cases)

    def moved(self, old: str, new: str) -> None:
        """An incident has another key."""
        for request in self._box.of(old):
            after = deciding.moved(request, new)
            self._box.put(after)
            self._keys_moved[request.id] = self._changed[request.id] = None

    def stage_moved(self) -> None:
        """Have the table know of keys that have changed."""
        for name in self._keys_moved:
            request = self._box.get(name)
            if request is not None:
                self._core.staging.requests.setdefault(name, request)
        self._keys_moved = {}

    # -- what screens are told

    def changes(self) -> tuple[list[Request], list[Linked]]:
        """What has changed since this was asked last."""
        requests = [public(request) for name in self._changed if (request := self._box.get(name)) is not None]
        linked = [self._linked[name] for name in self._linked_changed]
        self._changed, self._linked_changed = {}, {}
        return requests, linked

    def all(self) -> tuple[list[Request], list[Linked]]:
        """Everything in hand."""
        return [public(request) for request in self._box], list(self._linked.values())

    # -- within

    def _log(self, after: Request, now: float, actor: str, body: dict[str, Any]) -> bool:
        if self._core.trouble:  # tried again by the next tick, not by each message
            return False
        said = {**body, "incident": after.incident, "request": _said(after)}
        step = self._core.staging.entry(now, "outward", actor, said)
        try:
            self._write(after, now, step)
        except LogError as error:
            self._core.failed(error, now)
            return False
        return True

    def _write(self, request: Request, now: float, step: Any) -> None:
        staging = self._core.staging
        before = staging.requests.get(request.id)
        staging.requests[request.id] = request
        try:
            self._core.commit(now, durable=True)
        except LogError:
            staging.withdraw(step)
            if before is None:
                staging.requests.pop(request.id, None)
            else:
                staging.requests[request.id] = before
            raise
        self._box.epoch = self._box.epoch or request.epoch
        self._box.put(request)
        self._changed[request.id] = None
        self._core.hasten()

    def _known(self) -> Directory:
        assert self.directory is not None
        return self.directory

    def _counterpart(self, request: Request) -> Counterpart:
        to = self._known().counterpart(request.counterpart)
        if to is None:
            raise Refusal("bad_argument", "counterpart")
        return to


def _sealed(form: Form) -> Form:
    """The form with its picture's fingerprint, which is what the log's entries name it by."""
    still = still_of(form)
    if still is None:
        return form
    named = replace(still, sha256=hashlib.sha256(still.data).hexdigest())
    return replace(form, still=named)


def _plain(command: Command) -> Any:
    """The command for its entry; a picture is the entry's blob."""
    form = command.form
    still = still_of(form) if form is not None else None
    if form is not None and still is not None:
        form = replace(_sealed(form), still=replace(still, data=b"", sha256=hashlib.sha256(still.data).hexdigest()))
    return msgspec.to_builtins(replace(command, form=form))


def _said(request: Request) -> dict[str, Any]:
    """What an entry says of the request as it then is."""
    said: dict[str, Any] = {
        "id": request.id, "counterpart": request.counterpart, "service": service_of(request.form), "epoch": request.epoch,
        "n": request.n, "state": request.state, "status": request.status,
    }  # fmt: skip
    for name in ("due", "until", "reason", "reference", "approved_by", "cap"):
        value = getattr(request, name)
        if value:
            said[name] = value
    if request.follow_ups:
        said["follow_ups"] = request.follow_ups
    return said
