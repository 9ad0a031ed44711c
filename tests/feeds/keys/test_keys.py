"""Keys: made once, their owner's alone, refused otherwise."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
import zmq.auth

from alerts.errors import WireError
from feeds.keys import KeyRing, make_pair, read_pair, read_public


def test_keys_are_made_once_and_private(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys")
    pair = ring.hub()
    assert KeyRing(tmp_path / "keys").hub() == pair
    assert read_public(ring.hub_file) == pair.public
    ring.client("feed")
    for path in (tmp_path / "keys").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert pair.secret.decode() not in repr(pair)


@pytest.mark.parametrize("what", ["hub.key_secret", "."])
def test_keys_others_may_read_are_refused(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "keys"
    KeyRing(folder).hub()
    (folder / what).chmod(0o755 if what == "." else 0o640)
    with pytest.raises(WireError, match="chmod"):
        KeyRing(folder).hub()


def test_local_clients_are_let_in_and_others_when_authorised(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys")
    keys = ring.client("console")
    assert keys.own.public in ring.allowed("console")
    assert ring.allowed("feed") == {}
    assert keys.hub == ring.hub().public
    public, secret = make_pair(tmp_path / "elsewhere", "camera-7")
    target = ring.authorise("feed", public)
    assert target.parent == ring.allowed_folder("feed")
    assert ring.allowed("feed") == {read_pair(secret).public: "camera-7"}
    assert ring.authorise("feed", public) == target
    other, _ = make_pair(tmp_path / "another", "camera-7")
    with pytest.raises(WireError, match="another key"):
        ring.authorise("feed", other)


def test_a_client_elsewhere_uses_the_hubs_public_key(tmp_path: Path) -> None:
    hub = KeyRing(tmp_path / "hub")
    hub.hub()
    keys = KeyRing(tmp_path / "client").client("console", hub.hub_file)
    assert keys.hub == hub.hub().public
    assert not (tmp_path / "client" / "hub.key").exists()


def test_certificates_of_zeromq_are_read(tmp_path: Path) -> None:
    public, secret = zmq.auth.create_certificates(tmp_path, "other")
    Path(secret).chmod(0o600)
    assert read_pair(Path(secret)).public == read_public(Path(public))


@pytest.mark.parametrize("content", ["", "curve\n", 'public-key = "too short"\n', "\x00\xff" * 50])
def test_what_is_no_key_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.key"
    path.write_text(content, encoding="latin-1")
    with pytest.raises(WireError, match=r"a\.key"):
        read_public(path)
    ring = KeyRing(tmp_path / "keys")
    (ring.allowed_folder("feed") / "a.key").write_text(content, encoding="latin-1")
    assert ring.allowed("feed") == {}


def test_a_public_file_is_no_pair(tmp_path: Path) -> None:
    public, _ = make_pair(tmp_path, "a")
    with pytest.raises(WireError, match="key_secret"):
        read_pair(public)
    with pytest.raises(WireError, match="there already"):
        make_pair(tmp_path, "a")
    with pytest.raises(WireError, match="cannot name"):
        make_pair(tmp_path, "../a")
