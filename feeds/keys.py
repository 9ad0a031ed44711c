"""Keys: who may speak to a hub.

Everything on the wire is encrypted and authenticated with CURVE (Curve25519). The key folder holds

- ``hub.key`` and ``hub.key_secret``: the hub's pair. Whoever connects needs ``hub.key``;
- ``feed.key_secret``, ``console.key_secret`` and ``counterpart.key_secret``: the pairs of this machine's own feeds,
  consoles and counterparts;
- ``feeds/NAME.key``, ``consoles/NAME.key`` and ``counterparts/NAME.key``: the public keys that are let in, one a file,
  looked at again when the folder changes: adding or taking away a file needs no restart. A counterpart's file bears its id.

Files are in ZeroMQ's certificate format, which ``zmq.auth.create_certificates`` writes too.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

import zmq
import zmq.auth

from alerts.errors import WireError
from feeds.paths import private_folder

Role: TypeAlias = Literal["feed", "console", "counterpart"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)
_NAME: Final = re.compile(r"^[\w.\-]{1,64}$")
_Z85: Final = re.compile(rb"^[0-9a-zA-Z.\-:+=^!/*?&<>()\[\]{}@%$#]{40}$")


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A CURVE key pair, each half as 40 characters of Z85."""

    public: bytes
    secret: bytes

    def __repr__(self) -> str:
        return f"KeyPair({self.public.decode()})"


@dataclass(frozen=True, slots=True)
class ClientKeys:
    """What one who connects needs: a pair of its own, and the public key of the hub it means."""

    own: KeyPair
    hub: bytes


class KeyRing:
    """The keys of one folder; pairs are made when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = private_folder(folder)
        for role in ROLES:
            private_folder(self.allowed_folder(role))
        _refuse_if_shared(self.folder)

    def allowed_folder(self, role: Role) -> Path:
        """Where the public keys of those who are let in lie."""
        return self.folder / f"{role}s"

    @property
    def hub_file(self) -> Path:
        """The file with the hub's public key: what a third party is given."""
        return self.folder / "hub.key"

    def hub(self) -> KeyPair:
        """The hub's own pair."""
        return self._pair("hub")

    def client(self, role: Role, hub_file: Path | None = None) -> ClientKeys:
        """The keys of this machine's own feeds or consoles. Where the hub lives on this folder too, they are let in."""
        own = self._pair(role)
        if hub_file is not None:
            return ClientKeys(own, read_public(hub_file))
        hub = self.hub()
        local = self.allowed_folder(role) / "this-machine.key"
        if not local.exists():
            _write_new(local, _certificate(own.public))
        return ClientKeys(own, hub.public)

    def authorise(self, role: Role, file: Path) -> Path:
        """Let in whoever has the secret half of this public key; returns where it is kept."""
        public = read_public(file)
        name = file.stem if _NAME.match(file.stem) else public[:8].hex()
        target = self.allowed_folder(role) / f"{name}.key"
        if target.exists() and read_public(target) != public:
            raise WireError(f"{target} already holds another key; rename {file.name} or remove that one first")
        if not target.exists():
            _write_new(target, _certificate(public))
        return target

    def allowed(self, role: Role) -> dict[bytes, str]:
        """Public key -> name of everyone who is let in. A file that holds no key is passed over."""
        found: dict[bytes, str] = {}
        for path in sorted(self.allowed_folder(role).glob("*.key")):
            try:
                found[read_public(path)] = path.stem
            except WireError:
                continue
        return found

    def _pair(self, name: str) -> KeyPair:
        secret_file = self.folder / f"{name}.key_secret"
        if not secret_file.exists():
            public, secret = zmq.curve_keypair()
            _write_new(secret_file, _certificate(public, secret))
        pair = read_pair(secret_file)
        public_file = self.folder / f"{name}.key"
        if not public_file.exists():
            _write_new(public_file, _certificate(pair.public))
        return pair


def make_pair(folder: Path, name: str) -> tuple[Path, Path]:
    """Make a pair for a feed or a console elsewhere: the files of its public and its secret half."""
    if not _NAME.match(name):
        raise WireError(f"{name!r} cannot name a key: letters, digits, dot, dash and underscore only")
    public_file, secret_file = folder / f"{name}.key", folder / f"{name}.key_secret"
    for path in (public_file, secret_file):
        if path.exists():
            raise WireError(f"{path} is there already; choose another name")
    public, secret = zmq.curve_keypair()
    private_folder(folder)
    _write_new(secret_file, _certificate(public, secret))
    _write_new(public_file, _certificate(public))
    return public_file, secret_file


def read_public(file: Path) -> bytes:
    """The public key in a file. WireError where there is none."""
    return _read(file)[0]


def read_pair(file: Path) -> KeyPair:
    """The pair in a file that only its owner may read. WireError where others may, or where it holds no pair."""
    _refuse_if_shared(file)
    public, secret = _read(file)
    if secret is None or not _Z85.match(secret):
        raise WireError(f"{file} holds no secret key; give the file that ends in .key_secret")
    return KeyPair(public, secret)


def _read(file: Path) -> tuple[bytes, bytes | None]:
    try:
        public, secret = zmq.auth.load_certificate(file)
    except (OSError, ValueError) as error:
        raise WireError(f"{file}: no readable key there; expected a ZeroMQ certificate file") from error
    if not _Z85.match(public):
        raise WireError(f"{file}: the public key in it is not 40 characters of Z85")
    return public, secret


def _refuse_if_shared(path: Path) -> None:
    if os.name != "posix":
        return
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise WireError(f"{path}: cannot be read ({error.strerror})") from error
    if mode & 0o077:
        allowed = "700" if path.is_dir() else "600"
        raise WireError(f"{path} can be read by other users; keys must be their owner's alone: chmod {allowed} {path}")


def _certificate(public: bytes, secret: bytes | None = None) -> str:
    kind = "Public key: may be given to anyone." if secret is None else "SECRET key: never give it away."
    text = f'# Gwanje, ZeroMQ CURVE. {kind}\nmetadata\ncurve\n    public-key = "{public.decode()}"\n'
    return text if secret is None else text + f'    secret-key = "{secret.decode()}"\n'


def _write_new(path: Path, text: str) -> None:
    """Write a file that nobody else can ever have read, whole or not at all; one that is there already stays."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process of ours was first; its key counts
        finally:
            draft.unlink()
    except OSError as error:
        raise WireError(f"{path}: cannot be written ({error.strerror})") from error
