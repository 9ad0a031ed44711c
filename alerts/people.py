"""Who works at the centre, as its configuration names them."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct


class Person(Struct, forbid_unknown_fields=True, omit_defaults=True, frozen=True):
    """``id`` is what commands and the log carry, ``name`` what people read. Only supervisors assign."""

    id: Annotated[str, Meta(min_length=1, max_length=100)]
    name: Annotated[str, Meta(max_length=60)] = ""
    role: Literal["operator", "supervisor"] = "operator"
