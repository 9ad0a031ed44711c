"""Which heading of a register means what: the national standard's, and the names that cities and programs use instead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "id": ("카메라id", "카메라아이디", "카메라번호", "관리번호", "cctv관리번호", "cctvid", "cameraid", "camera", "id"),
    "agency": ("관리기관명", "관리기관", "agency", "operator"),
    "address": ("소재지도로명주소", "도로명주소", "설치위치", "주소", "address"),
    "lot_address": ("소재지지번주소", "지번주소"),
    "purpose": ("설치목적구분", "설치목적", "purpose"),
    "count": ("카메라대수", "대수", "count"),
    "pixels": ("카메라화소수", "카메라화소", "화소수", "화소", "pixels"),
    "direction": ("촬영방면정보", "촬영방면", "촬영방향", "방향", "direction", "bearing"),
    "kept_days": ("보관일수", "영상보관일수", "keptdays"),
    "installed": ("설치연월", "설치년월", "설치일자", "installed"),
    "phone": ("관리기관전화번호", "전화번호", "phone"),
    "lat": ("wgs84위도", "위도", "latitude", "lat", "y"),
    "lon": ("wgs84경도", "경도", "longitude", "lon", "lng", "x"),
    "as_of": ("데이터기준일자", "기준일자", "asof"),
    "stream": ("스트림주소", "영상주소", "스트림", "rtsp", "rtsp주소", "streamurl", "stream", "url"),
    "recording": ("녹화주소", "녹화영상주소", "recording"),
}
"""Field of :class:`alerts.cameras.Camera` -> headings, the standard's own first; without blanks and in small letters."""
_NOISE: Final = re.compile(r"[\s_\-()\[\]·.]+")


def columns_of(headings: Iterable[str]) -> dict[str, int]:
    """Field -> the number of its column; where two headings mean one field, the one named first above."""
    plain = [_NOISE.sub("", heading).casefold() for heading in headings]
    found: dict[str, int] = {}
    for field, names in FIELDS.items():
        place = next((plain.index(name) for name in names if name in plain), None)
        if place is not None:
            found[field] = place
    return found
