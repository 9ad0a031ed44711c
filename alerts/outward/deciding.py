"""What may be asked, and what becomes of a request when people, the other side or time do something to it.

Every function takes the request as it was and gives it as it is then; None where nothing changes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from msgspec.structs import replace

from alerts.incidents import OPEN_STATES, Incident
from alerts.outward.directory import Counterpart, Directory
from alerts.outward.forms import Form, Report, Video, service_of
from alerts.outward.lacking import lacking
from alerts.outward.request import ON_ITS_WAY, FollowUp, Line, Request, State, Status
from alerts.refusal import Refusal

Heard: TypeAlias = Literal["received", "accepted", "refused", "done"]
LONGEST_REASON = 1_000
_ANSWER: dict[str, State] = {"accepted": "accepted", "refused": "refused"}


def check(form: Form, counterpart: str, incident: Incident, directory: Directory) -> Counterpart:
    """Whom it goes to; Refusal where the form, the addressee or the incident will not do."""
    service = service_of(form)
    offered, to = directory.service(service), directory.counterpart(counterpart)
    if offered is None:
        raise Refusal("bad_argument", "service")
    if to is None or service not in to.services:
        raise Refusal("bad_argument", "counterpart")
    if incident.state not in OPEN_STATES:
        raise Refusal("wrong_state", incident.state)
    missing = lacking(form, offered)
    if missing:
        raise Refusal("bad_argument", missing[0])
    return to


def asked(
    name: str, form: Form, counterpart: str, incident: Incident, by: str, now: datetime, directory: Directory, exercise: bool
) -> Request:
    """A new request, still without a number: a draft where a second person is needed. Refusal as for :func:`check`."""
    to = check(form, counterpart, incident, directory)
    offered = directory.service(service_of(form))
    assert offered is not None
    status: Status = "exercise" if exercise and incident.status == "actual" else incident.status
    request = Request(
        name, to.id, service_of(form), incident.key, form, by, now, "draft", now, status=status, incident_id=incident.id,
        kind=incident.kind, title=incident.title, priority=incident.priority,
    )  # fmt: skip
    return _to(request, "draft", now, by) if offered.needs_second else request


def sent(request: Request, epoch: int, n: int, now: datetime, by: str, to: Counterpart) -> Request:
    """The request with its number, on its way."""
    due = now + timedelta(seconds=to.answer_s)
    return replace(_to(request, "sent", now, by), epoch=epoch, n=n, due=due)


def approved(request: Request, by: str) -> Request:
    """A second person has approved; it is still to be sent. Refusal for the drafter, and for what is no draft."""
    if request.state != "draft":
        last = request.history[-1]
        raise Refusal("wrong_state", request.state, last.actor, last.time)
    if by.strip().casefold() == request.by.strip().casefold():
        raise Refusal("same_person", "")
    return replace(request, approved_by=by)


def rejected(request: Request, by: str, text: str, now: datetime) -> Request:
    """A draft is not sent. Its author may take it back without a word; anybody else says why."""
    if request.state != "draft":
        last = request.history[-1]
        raise Refusal("wrong_state", request.state, last.actor, last.time)
    if by != request.by and not text.strip():
        raise Refusal("needs_reason", "out_reject")
    return replace(_to(request, "withdrawn", now, by, text), reason=text)


def again(request: Request, by: str, now: datetime, to: Counterpart) -> Request:
    """Ask once more, under the same number: the other side does nothing twice."""
    if request.state != "timed_out":
        raise Refusal("wrong_state", request.state)
    return replace(_to(request, "sent", now, by, "again"), due=now + timedelta(seconds=to.answer_s))


def renewed(request: Request, n: int, by: str, now: datetime, directory: Directory) -> Request:
    """Ask for the session to go on; it does when the other side accepts. Refusal where it is over, or asked already."""
    to = directory.counterpart(request.counterpart)
    if to is None or not request.is_session:
        raise Refusal("wrong_state", request.state)
    before = [item for item in request.follow_ups if item.what == "renew"]
    waiting = next((item for item in before if item.state in ON_ITS_WAY), None)
    if waiting is not None:
        raise Refusal("wrong_state", "renewing", waiting.by, waiting.at)
    if len(before) >= directory.session.most_renewals:
        raise Refusal("bad_argument", "renewals")
    until = now + timedelta(minutes=directory.session.minutes)
    item = FollowUp(n, "renew", by, now, now + timedelta(seconds=to.answer_s), until=until)
    return _line(replace(request, follow_ups=(*request.follow_ups, item)), now, "renewing", by)


def ended(request: Request, n: int, by: str, text: str, now: datetime, to: Counterpart, cap: str = "") -> Request:
    """It is over from now on, whatever the other side says to it: the centre's own footage, the centre's own warning."""
    if request.state != "accepted" or request.service not in ("video", "warning", "signals"):
        raise Refusal("wrong_state", request.state)
    item = FollowUp(n, "end", by, now, now + timedelta(seconds=to.answer_s), reason=text, cap=cap)
    return _to(replace(request, follow_ups=(*request.follow_ups, item)), "ended", now, by, text)


def heard(
    request: Request, n: int, what: Heard, text: str, reference: str, now: datetime, directory: Directory
) -> Request | None:
    """The other side says something of number ``n``. What it said before, or says after its answer, changes nothing."""
    text = text[:LONGEST_REASON]
    if n != request.n:
        return _follow_up_heard(request, n, what, text, now)
    state, actor = request.state, request.counterpart
    if what == "received":
        return _to(request, "received", now, actor) if state == "sent" else None
    if what == "done":
        if state not in ("accepted", "sent", "received", "timed_out"):
            return None
        return replace(_to(request, "ended", now, actor, text), reason=text or request.reason)
    if state not in ("sent", "received", "timed_out"):
        return None
    after = _to(request, _ANSWER[what], now, actor, text)
    after = replace(after, reason=text, reference=reference[:100])
    if what == "accepted" and isinstance(request.form, Video):
        after = replace(after, until=now + timedelta(minutes=directory.session.minutes))
    return after


def lapsed(request: Request, now: datetime) -> Request | None:
    """What the time alone does: no answer came, or a session is over."""
    after = request
    if request.state in ON_ITS_WAY and request.due is not None and request.due <= now:
        after = _to(after, "timed_out", now, "hub")
    for at, item in enumerate(request.follow_ups):
        if item.state in ON_ITS_WAY and item.due <= now:
            after = _line(_with(after, at, replace(item, state="timed_out")), now, f"{item.what}_timed_out", "hub")
    if after.is_session and after.until is not None and after.until <= now:
        after = _to(after, "ended", now, "hub", "expired")
    return after if after is not request else None


def moved(request: Request, key: str) -> Request:
    """Its incident goes by another key."""
    return replace(request, incident=key)


def _follow_up_heard(request: Request, n: int, what: Heard, text: str, now: datetime) -> Request | None:
    at = next((at for at, item in enumerate(request.follow_ups) if item.n == n), -1)
    if at < 0:
        return None
    item, actor = request.follow_ups[at], request.counterpart
    if what == "received":
        return _with(request, at, replace(item, state="received")) if item.state == "sent" else None
    if item.state not in ("sent", "received", "timed_out"):
        return None
    state: State = "refused" if what == "refused" else "accepted"
    after = _with(request, at, replace(item, state=state, reason=text or item.reason))
    if item.what == "renew" and state == "accepted" and request.is_session:
        return _line(replace(after, until=item.until), now, "renewed", actor, text)
    return _line(after, now, f"{item.what}_{state}", actor, text)


def _with(request: Request, at: int, item: FollowUp) -> Request:
    items = list(request.follow_ups)
    items[at] = item
    return replace(request, follow_ups=tuple(items))


def _to(request: Request, state: State, now: datetime, actor: str, text: str = "") -> Request:
    return _line(replace(request, state=state, changed=now), now, state, actor, text)


def _line(request: Request, now: datetime, what: str, actor: str, text: str = "") -> Request:
    return replace(request, changed=now, history=(*request.history, Line(now, what, actor, text)))


def summary(form: Form) -> str:
    """A few words of it, for lists."""
    text = getattr(form, "headline", "") or getattr(form, "text", "")
    return str(text) if not isinstance(form, Report) or not form.category else f"{form.category}: {form.text}"
