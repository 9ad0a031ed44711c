"""XML from strangers, read without doing anything it asks for.

No document type, no entities, no inclusions, no network, no file: what needs them is refused, with a reason. Size,
number of tags and depth are bounded before and while parsing.
"""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree

MAX_BYTES: Final = 8 * 1024 * 1024
MAX_TAGS: Final = 200_000
MAX_TOLD: Final = 160
_XINCLUDE: Final = "{http://www.w3.org/2001/XInclude}"
_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["'][^>]*\?>""")
_KOREAN: Final = frozenset({b"euc-kr", b"euc_kr", b"ks_c_5601-1987", b"ksc5601", b"ks_c_5601", b"cp949", b"uhc", b"ms949",
                            b"windows-949", b"korean"})  # fmt: skip


class Refused(Exception):
    """The document is not taken; the text says why."""


def parse(data: bytes) -> Any:
    """The root element of a document. Raises Refused."""
    if len(data) > MAX_BYTES:
        raise Refused(f"XML of {len(data)} bytes, more than {MAX_BYTES}")
    plain = data.replace(b"\0", b"")  # UTF-16 and UTF-32 show their ASCII this way
    if not plain.strip():
        raise Refused("no XML: it is empty")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise Refused("XML with a document type (DTD), which alerts do not need and attacks do")
    if plain.count(b"<") > MAX_TAGS:
        raise Refused(f"XML with more than {MAX_TAGS} tags")
    data, encoding = _as_utf8(data)
    parser = etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError, AssertionError) as error:
        raise Refused(_told(error)) from None
    document = root.getroottree().docinfo
    if document.doctype or document.internalDTD is not None:
        raise Refused("XML with a document type (DTD), which alerts do not need and attacks do")
    if next(root.iter(f"{_XINCLUDE}*"), None) is not None:
        raise Refused("XML that asks to include another file (XInclude)")
    return root


def _as_utf8(data: bytes) -> tuple[bytes, str | None]:
    """Documents said to be EUC-KR often use the syllables that only its extension CP949 has: decode them as that."""
    declared = _DECLARED.match(data[:400])
    if declared is None or declared[1].lower() not in _KOREAN:
        return data, None
    try:
        return data[declared.end() :].decode("cp949").encode(), "utf-8"
    except UnicodeDecodeError:
        raise Refused(f"text that is not in the encoding it claims ({declared[1].decode()})") from None


def _told(error: Exception) -> str:
    text = str(error) or type(error).__name__
    if "depth" in text.lower():
        return "XML nested too deeply"
    if "encoding" in text.lower() or "utf-8" in text.lower():
        return f"text that is not in the encoding it claims: {text[:MAX_TOLD]}"
    return f"no well-formed XML: {text[:MAX_TOLD]}"
