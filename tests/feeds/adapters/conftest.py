from collections.abc import Callable

import pytest

CAP = "urn:oasis:names:tc:emergency:cap:1.2"


def info_of(
    language: str = "ko-KR", event: str = "호우경보", more: str = "", area: str = "<areaDesc>서울특별시 강남구</areaDesc>"
) -> str:
    return (
        f"<info><language>{language}</language><category>Met</category><event>{event}</event>"
        f"<urgency>Immediate</urgency><severity>Severe</severity><certainty>Observed</certainty>{more}<area>{area}</area></info>"
    )


def alert_of(body: str | None = None, *, head: str = "", **fields: str) -> str:
    values = {
        "identifier": "KR.TEST-1",
        "sender": "control@example.kr",
        "sent": "2026-07-20T14:00:00+09:00",
        "status": "Actual",
        "msgType": "Alert",
        "scope": "Public",
        **fields,
    }
    told = "".join(f"<{name}>{value}</{name}>" for name, value in values.items() if value)
    return f'{head}<alert xmlns="{CAP}">{told}{info_of() if body is None else body}</alert>'


@pytest.fixture
def alert() -> Callable[..., str]:
    """``alert(infos, status=..., ...)``: a CAP alert as text; a field that is empty is left out."""
    return alert_of


@pytest.fixture
def info() -> Callable[..., str]:
    """``info(language, event, more, area)``: an information block."""
    return info_of
