"""The information blocks of a CAP alert: which to tell, and what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from feeds.adapters.area import outline
from feeds.adapters.cap_fields import Fields, pairs_of, text_of, texts_of

MAX_INFOS: Final = 50
_URGENCY: Final = ("Immediate", "Expected", "Future", "Past", "Unknown")
_SEVERITY: Final = ("Extreme", "Severe", "Moderate", "Minor", "Unknown")
_CERTAINTY: Final = ("Observed", "Likely", "Possible", "Unlikely", "Unknown")
_KOREAN_EVENT: Final = "TTAS.KO-07.0046"
"""valueName of the Korean profile's disaster codes: "TTAS.KO-07.0046/R5 재난 종류 코드"."""
_KOREAN_REGION: Final = "행정구역"
"""valueName of the Korean profile's region codes: "행정구역코드", ten digits of which the first five are the 시군구."""
_DIGITS: Final = re.compile(r"[0-9]{5}(?:[0-9]{5})?")


@dataclass(slots=True)
class About:
    """What one block says: fields of the event, what is kept beside it, and what had to be done to it."""

    fields: dict[str, Any]
    extra: dict[str, Any] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def language_of(info: Fields) -> str:
    """The block's language; CAP says that none means en-US."""
    return info.text("language").lower() or "en-us"


def chosen(infos: Sequence[Fields]) -> list[Fields]:
    """The blocks of the language to tell: Korean, else English, else that of the first."""
    for wanted in ("ko", "en"):
        found = [info for info in infos if language_of(info).startswith(wanted)]
        if found:
            break
    else:
        found = [info for info in infos if language_of(info) == language_of(infos[0])]
    # a language may be given with and without its country: one of them is enough
    return [info for info in found if language_of(info) == language_of(found[0])][:MAX_INFOS]


def other_languages(infos: Sequence[Fields], told: Sequence[Fields]) -> list[dict[str, str]]:
    """The texts of the blocks that are not told."""
    names = ("language", "event", "headline", "description", "instruction")
    others = [info for info in infos if info not in told][:MAX_INFOS]
    return [{name: text for name in names if (text := info.text(name))} for info in others]


def event_fields(info: Fields | None, msg_type: str, note: str) -> About:
    """What a block says; a cancel or an acknowledgement may have none, and is then known by its note."""
    if info is None:
        return About({"event": note[:1024] or msg_type})
    about = About({})
    areas = [Fields(area) for area in info.all("area")[:1000]]
    geocodes = [pair for area in areas for pair in pairs_of(area.all("geocode"))][:500]
    codes = pairs_of(info.all("eventCode"))
    found = outline(
        [text_of_whole(polygon) for area in areas for polygon in area.all("polygon")],
        [text_of(circle) for area in areas for circle in area.all("circle")],
    )
    about.remarks += found.remarks
    lat, lon = found.point or (None, None)
    names = [name for area in areas if (name := area.text("areaDesc"))]
    description = info.text("description")
    headline = info.text("headline") or description[:200]
    about.fields = {
        "event": info.text("event")[:1024] or headline[:1024] or msg_type,
        "event_code": _event_code(codes),
        "category": ", ".join(texts_of(info.all("category"))) or None,
        "urgency": _one_of(about, info, "urgency", _URGENCY),
        "severity": _one_of(about, info, "severity", _SEVERITY),
        "certainty": _one_of(about, info, "certainty", _CERTAINTY),
        "onset": _moment(about, info, "onset") or _moment(about, info, "effective"),
        "expires": _moment(about, info, "expires"),
        "headline": headline or None,
        "instruction": info.text("instruction") or None,
        "area": found.area,
        "area_name": "; ".join(names)[:4000] or None,
        "place": names[0][:500] if names else None,
        "region": _region(geocodes),
        "lat": lat,
        "lon": lon,
    }
    about.extra = {
        "language": info.text("language"),
        "responses": texts_of(info.all("responseType")),
        "description": description,
        "sender_name": info.text("senderName"),
        "audience": info.text("audience"),
        "web": info.text("web"),
        "contact": info.text("contact"),
        "event_codes": codes,
        "parameters": pairs_of(info.all("parameter")),
        "geocodes": geocodes,
        "resources": [Fields(resource).text("uri") for resource in info.all("resource")[:20]],
    }
    return about


def text_of_whole(element: Any) -> str:
    """The text of an outline, which may be long; :func:`feeds.adapters.area.outline` bounds it."""
    return "".join(element.itertext()).strip()


def _one_of(about: About, info: Fields, name: str, allowed: Sequence[str]) -> str | None:
    said = info.text(name)
    if not said:
        return None
    for value in allowed:
        if value.casefold() == said.casefold():
            return value
    if name == "certainty" and said.casefold() == "very likely":
        return "Likely"  # CAP 1.0's word; CAP 1.2 says to treat it so
    about.remarks.append(f"{name}: {said[:40]!r} is no value of CAP; taken as Unknown")
    return "Unknown"


def _moment(about: About, info: Fields, name: str) -> str | None:
    moment = info.moment(name)
    if moment is None and info.text(name):
        about.remarks.append(f"{name}: {info.text(name)[:40]!r} is no time with an offset; left out")
    elif moment is not None and not "2000" <= moment[:4] <= "2099":
        about.remarks.append(f"{name}: {moment[:40]!r} is out of reason; left out")
        return None
    return moment


def _event_code(codes: Sequence[Sequence[str]]) -> str | None:
    for part in (_KOREAN_EVENT, "SAME", ""):
        for name, value in codes:
            if part in name and value:
                return value[:64]
    return None


def _region(geocodes: Sequence[Sequence[str]]) -> str | None:
    """The one 시군구 that every region code names; None where they name several, or a whole province."""
    regions = {value[:5] for name, value in geocodes if _KOREAN_REGION in name.replace(" ", "") and _DIGITS.fullmatch(value)}
    only = regions.pop() if len(regions) == 1 else ""
    return only if only and only[2:] != "000" else None
