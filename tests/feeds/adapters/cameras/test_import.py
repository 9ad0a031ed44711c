"""Registers of the national standard and GeoJSON: taken in whole, with every fault named by its line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from alerts.cameras import View
from alerts.cameras.store import read_register, register_path, write_register
from alerts.errors import InputError
from alerts.wording import Wording
from feeds.adapters.cameras import import_cameras
from feeds.adapters.cameras.importing import Cancelled, Imported

HEAD = (
    "관리기관명,소재지도로명주소,소재지지번주소,설치목적구분,카메라대수,카메라화소수,촬영방면정보,보관일수,설치연월,"
    "관리기관전화번호,WGS84위도,WGS84경도,데이터기준일자"
)


def row(
    lat: object = 37.55, lon: object = 126.98, *, road: str = "가온로 1", count: object = 1, pixels: object = 200,
    looks: str = "360도 전방면", days: object = 30, month: str = "2019-05",
) -> str:  # fmt: skip
    return f"가온시 다올구청,{road},,생활방범,{count},{pixels},{looks},{days},{month},02-000-0000,{lat},{lon},2026-01-31"


def taken(tmp_path: Path, *rows: str, head: str = HEAD, encoding: str = "utf-8", **how: Any) -> Imported:
    path = tmp_path / "cctv.csv"
    path.write_bytes("\r\n".join((head, *rows)).encode(encoding))
    return import_cameras([path], **how)


def said(found: Imported) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.code, fault.column) for fault in found.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_every_encoding_a_city_uses(tmp_path: Path, encoding: str) -> None:
    found = taken(tmp_path, row(), encoding=encoding)
    assert not found.faults
    camera = found.cameras[0]
    assert (camera.agency, camera.address, camera.purpose) == ("가온시 다올구청", "가온로 1", "생활방범")
    assert (camera.pixels, camera.kept_days, camera.installed, camera.as_of) == (200, 30, "2019-05", "2026-01-31")
    assert camera.views == (View(0.0, 360.0),)
    assert camera.id.startswith("다올구-")


def test_faults_are_named_by_line_and_column_and_the_others_are_taken(tmp_path: Path) -> None:
    found = taken(
        tmp_path,
        row(road="하나"),
        row("", road="둘"),
        row("삼칠", road="셋"),
        row(0, 0, road="넷"),
        row(126.98, 37.55, road="다섯"),
        row(road="여섯", count="많음", month="언젠가"),
        row(road="일곱, 여덟"),
        "",
        row(road="아홉"),
    )
    assert said(found) == [
        (3, "no_place", "WGS84위도"), (4, "bad_place", "WGS84위도"), (5, "outside", "WGS84위도"), (6, "swapped", "WGS84위도"),
        (7, "left_out", "카메라대수"), (7, "left_out", "설치연월"), (8, "cells", ""),
    ]  # fmt: skip
    assert [camera.address for camera in found.cameras] == ["하나", "다섯", "여섯", "아홉"]
    assert (found.cameras[1].lat, found.cameras[1].lon) == (37.55, 126.98)
    assert found.refused == 4
    for language in ("ko", "en"):
        texts = [fault.text(Wording(language)) for fault in found.faults]
        assert texts[0].startswith("cctv.csv ")
        assert " 3" in texts[0]
        assert "WGS84위도" in texts[0]


def test_a_line_is_the_files_own_where_a_cell_has_several(tmp_path: Path) -> None:
    found = taken(tmp_path, row(road='"두 줄\n주소"'), row("", road="둘"))
    assert said(found) == [(4, "no_place", "WGS84위도")]


def test_the_same_row_twice_is_one_camera_and_two_poles_at_one_spot_are_two(tmp_path: Path) -> None:
    found = taken(tmp_path, row(), row(), row(count=3), row(looks="북동"))
    assert said(found) == [(3, "duplicate", "")]
    assert found.faults[0].other == 2
    assert len({camera.id for camera in found.cameras}) == 3


def test_an_id_that_stands_twice_for_two_cameras_is_refused(tmp_path: Path) -> None:
    head = "카메라ID,위도,경도,스트림 주소"
    found = taken(tmp_path, "A1,37.5,127.0,rtsp://a/1", "A1,37.6,127.0,", "A2,37.6,127.1,", head=head)
    assert said(found) == [(3, "duplicate_id", "")]
    assert [(camera.id, camera.stream) for camera in found.cameras] == [("A1", "rtsp://a/1"), ("A2", "")]


def test_an_address_for_all_goes_to_those_without_one(tmp_path: Path) -> None:
    head = "카메라ID,위도,경도,스트림 주소"
    rows = ("A1,37.5,127.0,rtsp://own/1", "A2,37.6,127.1,")
    found = taken(tmp_path, *rows, head=head, stream="rtsp://u:p@vms/{id}", recording="/archive/{id}.mp4")
    assert [camera.stream for camera in found.cameras] == ["rtsp://own/1", "rtsp://u:p@vms/A2"]
    assert found.cameras[0].recording == "/archive/A1.mp4"
    with pytest.raises(InputError, match="id"):
        taken(tmp_path, *rows, head=head, stream="rtsp://vms/all")


def test_ids_stay_when_it_is_imported_again(tmp_path: Path) -> None:
    first = taken(tmp_path, row(road="하나"), row(road="둘"), row(road="셋"))
    again = taken(tmp_path, row(road="셋"), row(road="하나"), row(road="넷"))
    ids = {camera.address: camera.id for camera in first.cameras}
    assert all(ids.get(camera.address, camera.id) == camera.id for camera in again.cameras)


def test_broken_letters_are_said_and_the_row_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    path.write_bytes(f"{HEAD}\n{row(road='가나')}\n".encode("cp949").replace("가나".encode("cp949"), b"\xb0\xff\xb3"))
    found = import_cameras([path])
    assert said(found) == [(2, "encoding", "소재지도로명주소")]
    assert len(found.cameras) == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"), (b"name,place\n1,2\n", "latitude"), (f"{HEAD}\n".encode(), "no usable camera"),
        (f"{HEAD}\n{row('')}\n".encode(), "line 2"), (b"\x00\x01\x02" * 50, "latitude"),
    ],
)  # fmt: skip
def test_what_is_no_register_is_refused_in_one_line(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=says) as caught:
        import_cameras([path])
    assert "\n" not in str(caught.value)
    with pytest.raises(InputError):
        import_cameras([tmp_path / "missing.csv"])
    with pytest.raises(InputError):
        import_cameras([tmp_path])


def test_geojson(tmp_path: Path) -> None:
    def feature(coordinates: Any, kind: str = "Point", **properties: Any) -> dict[str, Any]:
        return {"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates}, "properties": properties}

    path = tmp_path / "cctv.geojson"
    features = [
        feature([126.98, 37.55], id="G1", direction="NE", 카메라화소수=200.0),
        feature([37.55, 126.98], id="G2"),
        feature([[126.98, 37.55]], "LineString", id="G3"),
        feature([126.98, None], id="G4"),
        {"type": "Feature", "geometry": None, "properties": None},
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8-sig")
    found = import_cameras([path])
    assert [(camera.id, camera.lat, camera.lon, camera.views) for camera in found.cameras] == [
        ("G1", 37.55, 126.98, (View(45.0, 90.0),)), ("G2", 37.55, 126.98, ()),
    ]  # fmt: skip
    assert [(line, code) for line, code, _ in said(found)] == [
        (2, "swapped"), (3, "not_a_point"), (4, "not_a_point"), (5, "not_a_point"),
    ]  # fmt: skip
    for text in ("{", "[]", '{"type": "Feature", "features": []}'):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match="GeoJSON"):
            import_cameras([path])


def test_it_can_be_given_up_and_leaves_no_trace(tmp_path: Path) -> None:
    rows = [row(road=f"길 {number}") for number in range(1200)]
    seen: list[int] = []

    def stop(done: int, total: int) -> bool:
        seen.append(done)
        assert total >= 1200
        return done < 1000

    with pytest.raises(Cancelled):
        taken(tmp_path, *rows, progress=stop)
    assert seen == [500, 1000]


def test_a_register_is_replaced_whole_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    path = register_path(tmp_path, "seoul")
    assert read_register(path) is None
    for road in ("하나", "둘"):
        cameras = taken(tmp_path, row(road=road)).cameras
        write_register(path, cameras, ["cctv.csv"], "2026-01-01T00:00:00Z")
    register = read_register(path)
    assert register is not None
    assert [camera.address for camera in register.cameras] == ["둘"]
    assert path.stat().st_mode & 0o077 == 0
    path.write_bytes(b"\x93nonsense")
    with pytest.raises(InputError, match="cameras import"):
        read_register(path)
