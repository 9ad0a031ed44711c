"""Public warnings as CAP 1.2 documents (OASIS Common Alerting Protocol), with the codes of the Korean profile.

Each document is checked against ``resources/cap-1.2.xsd`` before anybody is shown that it can be sent.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Final

from lxml import etree

from alerts.errors import Bug
from alerts.outward.directory import Issuer
from alerts.outward.forms import PublicWarning, Spot
from alerts.outward.request import Request

NAMESPACE: Final = "urn:oasis:names:tc:emergency:cap:1.2"
SCHEMA: Final = Path(__file__).resolve().parents[2] / "resources" / "cap-1.2.xsd"
PROFILE: Final = "대한민국정부1.0"
EVENT_CODE: Final = "TTAS.KO-07.0046/R5 재난 종류 코드"
REGION_CODE: Final = "행정구역코드"
_KOREAN_TIME: Final = timezone(timedelta(hours=9))
_STATUS: Final = {"actual": "Actual", "exercise": "Exercise", "test": "Test"}
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold (section 2.2)."""


class CapWriter:
    """Writes and checks documents; made once, for the schema is read then."""

    def __init__(self, issuer: Issuer) -> None:
        self._issuer = issuer
        self._schema = etree.XMLSchema(etree.parse(str(SCHEMA)))

    def alert(self, request: Request, sent: datetime) -> str:
        """The warning of this request as it is sent at ``sent``; ValueError names the element that does not fit."""
        form = request.form
        if not isinstance(form, PublicWarning):
            raise Bug("only a public warning has a CAP document")
        root = self._head(request, "Alert", sent)
        self._info(root, form, sent, korean=True)
        if form.headline_en:
            self._info(root, form, sent, korean=False)
        return self._checked(root)

    def cancel(self, request: Request, sent: datetime, why: str) -> str:
        """What takes the warning back: it refers to the alert as it was sent."""
        first = etree.fromstring(request.cap.encode())
        names = [first.findtext(f"{{{NAMESPACE}}}{name}") for name in ("sender", "identifier", "sent")]
        root = self._head(request, "Cancel", sent)
        if why:
            _add(root, "note", why)
        _add(root, "references", ",".join(str(name) for name in names))
        return self._checked(root)

    def _head(self, request: Request, kind: str, sent: datetime) -> Any:
        root = etree.Element(f"{{{NAMESPACE}}}alert", nsmap={None: NAMESPACE})
        suffix = "" if kind == "Alert" else f"-{kind.lower()}"
        _add(root, "identifier", f"gwanje-{request.epoch:x}-{request.counterpart}-{request.n}{suffix}")
        _add(root, "sender", self._issuer.sender)
        _add(root, "sent", _moment(sent))
        _add(root, "status", _STATUS[request.status])
        _add(root, "msgType", kind)
        _add(root, "scope", "Public")
        _add(root, "code", PROFILE)
        return root

    def _info(self, root: Any, form: PublicWarning, sent: datetime, korean: bool) -> None:
        issuer = self._issuer
        info = etree.SubElement(root, f"{{{NAMESPACE}}}info")
        _add(info, "language", "ko-KR" if korean else "en-US")
        for name, value in (
            ("category", form.category), ("event", form.event), ("responseType", form.response), ("urgency", form.urgency),
            ("severity", form.severity), ("certainty", form.certainty),
        ):  # fmt: skip
            _add(info, name, value)
        if form.event_code:
            _pair(info, "eventCode", EVENT_CODE, form.event_code)
        _add(info, "effective", _moment(sent))
        _add(info, "expires", _moment(sent + timedelta(minutes=form.minutes)))
        _add(info, "senderName", issuer.sender_name_ko if korean else issuer.sender_name_en)
        _add(info, "headline", form.headline if korean else form.headline_en)
        _add(info, "description", form.description if korean else form.description_en)
        instruction = form.instruction if korean else form.instruction_en
        if instruction:
            _add(info, "instruction", instruction)
        if issuer.contact:
            _add(info, "contact", issuer.contact)
        area = etree.SubElement(info, f"{{{NAMESPACE}}}area")
        _add(area, "areaDesc", form.area_name)
        if form.polygon:
            _add(area, "polygon", _ring(form.polygon))
        elif form.centre is not None and form.radius_km is not None:
            _add(area, "circle", f"{_point(form.centre)} {form.radius_km:g}")
        if form.region:
            _pair(area, "geocode", REGION_CODE, form.region)

    def _checked(self, root: Any) -> str:
        if not self._schema.validate(root):
            error = self._schema.error_log[0]
            raise ValueError(re.sub(r"\{[^}]*\}", "", str(error.message)))
        text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
        return text.decode()


def _add(parent: Any, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = _NOT_XML.sub("", text)


def _pair(parent: Any, name: str, key: str, value: str) -> None:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    _add(element, "valueName", key)
    _add(element, "value", value)


def _moment(moment: datetime) -> str:
    """``2026-11-21T14:02:37+09:00``: whole seconds and an offset in figures, as CAP 1.2 wants it (3.3.2)."""
    return moment.astimezone(_KOREAN_TIME).isoformat(timespec="seconds")


def _point(spot: Spot) -> str:
    return f"{spot.lat:.6f},{spot.lon:.6f}"


def _ring(polygon: list[Spot]) -> str:
    """Closed: its first point is its last."""
    points = polygon if polygon[0] == polygon[-1] else [*polygon, polygon[0]]
    return " ".join(map(_point, points))
