"""XML that attacks its reader: nothing it asks for is done, and it is told why it was refused."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alerts.validation import check
from feeds.adapters.cap import CapReader
from feeds.adapters.hostile_xml import MAX_BYTES, MAX_TAGS

Make = Callable[..., str]
SECRET = "the canary sings"


class Listener:
    """A server that notes who calls."""

    def __init__(self) -> None:
        self.calls = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            with connection:
                if connection.recv(100) == b"stop":
                    self._socket.close()
                    return
                self.calls += 1

    def stop(self) -> None:
        with socket.create_connection(("127.0.0.1", self.port)) as connection:
            connection.sendall(b"stop")
        self._thread.join()


@pytest.fixture
def listener() -> Iterator[Listener]:
    one = Listener()
    yield one
    one.stop()


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    path = tmp_path / "canary.txt"
    path.write_text(SECRET)
    return path


def refused(document: str | bytes) -> str:
    frame = CapReader().read(document.encode() if isinstance(document, str) else document)
    assert not frame.batch.events
    assert len(frame.rejections) == 1
    assert SECRET not in repr(frame.rejections)
    return frame.rejections[0].reason


def test_the_listener_would_hear_a_call(listener: Listener) -> None:
    with socket.create_connection(("127.0.0.1", listener.port)) as connection:
        connection.sendall(b"GET /")
    deadline = time.monotonic() + 180.0
    while not listener.calls and time.monotonic() < deadline:
        time.sleep(0.01)
    assert listener.calls == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
@pytest.mark.parametrize(
    "kind",
    [
        '<!DOCTYPE alert [<!ENTITY x SYSTEM "file://{canary}">]>',
        '<!DOCTYPE alert [<!ENTITY x SYSTEM "http://127.0.0.1:{port}/x">]>',
        '<!DOCTYPE alert SYSTEM "http://127.0.0.1:{port}/cap.dtd">',
        '<!DOCTYPE alert PUBLIC "cap" "file://{canary}">',
        '<!DOCTYPE alert [<!ENTITY % p SYSTEM "http://127.0.0.1:{port}/p">%p;]>',
        '<!DOCTYPE alert [<!ENTITY x "y">]>',
    ],
)
def test_document_types_and_entities(
    alert: Make, info: Make, canary: Path, listener: Listener, kind: str, encoding: str
) -> None:
    head = f'<?xml version="1.0" encoding="{encoding[:6]}"?>' + kind.format(canary=canary, port=listener.port)
    body = info(more="<headline>&x;</headline>") if "ENTITY x" in kind else info()
    data = alert(body, head=head).encode(encoding)
    assert "DTD" in refused(b"\xff\xfe" + data if encoding == "utf-16-le" else data)
    assert listener.calls == 0


def test_a_document_type_that_hides_from_a_search(alert: Make) -> None:
    document = '<?xml version="1.0" encoding="utf-7"?>\n+ADwAIQ-DOCTYPE alert +AFsAPAAh-ENTITY x "y"+AD4AXQA+-' + alert()
    refused(document)


def test_billions_of_laughs(alert: Make, info: Make) -> None:
    entities = '<!ENTITY l0 "lol">' + "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12)
    )  # fmt: skip
    assert "DTD" in refused(alert(info(event="&l11;"), head=f"<!DOCTYPE alert [{entities}]>"))


def test_an_entity_nobody_defined(alert: Make, info: Make) -> None:
    assert "well-formed" in refused(alert(info(event="&x;")))


def test_inclusions(alert: Make, info: Make, canary: Path, listener: Listener) -> None:
    for place in (f"file://{canary}", f"http://127.0.0.1:{listener.port}/x"):
        include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{place}" parse="text"/>'
        assert "XInclude" in refused(alert(info(more=f"<headline>{include}</headline>")))
        assert "XInclude" in refused(f"<feed>{include}</feed>")
    assert listener.calls == 0


def test_schemas_stylesheets_and_links_are_not_fetched(alert: Make, info: Make, listener: Listener) -> None:
    url = f"http://127.0.0.1:{listener.port}/x"
    head = f'<?xml version="1.0"?><?xml-stylesheet href="{url}"?>'
    body = info(more=f"<web>{url}</web><resource><resourceDesc>map</resourceDesc><uri>{url}</uri></resource>")
    schema = f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a {url}" '
    frame = CapReader().read(alert(body, head=head).replace("<alert ", f"<alert {schema}").encode())
    assert len(frame.batch) == 1
    assert listener.calls == 0


def test_depth_size_and_number_are_bounded(alert: Make) -> None:
    assert "deep" in refused("<a>" * 5000 + "</a>" * 5000)
    assert "deep" in refused(alert("<info>" * 400 + "</info>" * 400))
    assert "tags" in refused("<a>" + "<b/>" * (MAX_TAGS + 1) + "</a>")
    assert "bytes" in refused(b"<a>" + b" " * MAX_BYTES + b"</a>")
    refused("<a " + " ".join(f'x{n}="1"' for n in range(50_000)) + "/>")
    refused("<a>" + "x" * 7_000_000 + "</a>")


def test_an_alert_within_an_alert_is_not_taken_out(alert: Make) -> None:
    frame = CapReader().read(alert(alert(identifier="inner")).encode())
    assert [event.id for event in frame.batch.events] == ["KR.TEST-1"]


def test_alerts_escaped_within_escaped_alerts_end_somewhere(alert: Make) -> None:
    document = alert()
    for _ in range(5):
        document = f"<entry>{document.replace('&', '&amp;').replace('<', '&lt;')}</entry>"
    assert "no CAP alert" in refused(document)


_WORDS = """<alert> </alert> <info> </info> <area> </area> <polygon> </polygon> <circle> </circle> 37,127 - 91 1e400 &lt; &#x1f;
&#0; ]]> <!-- --> <![CDATA[ 한 \0 urn:oasis:names:tc:emergency:cap:1.2"""
_words = st.sampled_from(_WORDS.split())


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_nothing_makes_the_reader_fail(alert: Make, info: Make, data: st.DataObject) -> None:
    text = st.text(max_size=30)
    number = st.one_of(st.floats().map(str), st.integers(-400, 400).map(str), text)
    pairs = st.lists(st.tuples(number, number), max_size=12).map(lambda drawn: " ".join(f"{lat},{lon}" for lat, lon in drawn))
    kind = data.draw(st.sampled_from(["bytes", "words", "area", "fields"]))
    if kind == "bytes":
        document = data.draw(st.binary(max_size=200))
    elif kind == "words":
        document = "".join(data.draw(st.lists(_words, max_size=25))).encode()
    elif kind == "area":
        polygon, centre, radius = (_escaped(data.draw(one)) for one in (pairs, pairs, number))
        area = f"<polygon>{polygon}</polygon><circle>{centre} {radius}</circle>"
        document = alert(info(area=area)).encode("utf-8", "replace")
    else:
        names = ("identifier", "sender", "sent", "status", "msgType", "references", "note")
        fields = {name: _escaped(data.draw(text)) for name in data.draw(st.sets(st.sampled_from(names)))}
        document = alert(info(_escaped(data.draw(text)), _escaped(data.draw(text))), **fields).encode("utf-8", "replace")
    frame = CapReader().read(document)
    assert frame.batch.events or frame.rejections
    assert not check(frame.batch.events)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
