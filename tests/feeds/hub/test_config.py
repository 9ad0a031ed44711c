"""The hub's configuration: what may be left out, and how a mistake is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from alerts.errors import RulesError
from feeds.addresses import CONSOLE_PORT, FEED_PORT
from feeds.hub.config import HubConfig, load_config


def written(folder: Path, text: str) -> Path:
    path = folder / "hub.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_everything_may_be_left_out(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, ""))
    assert config == HubConfig()
    assert (config.city, config.listen.feed_port, config.listen.console_port) == ("seoul", FEED_PORT, CONSOLE_PORT)


def test_what_is_said_is_taken(tmp_path: Path) -> None:
    text = (
        'city = "seoul"\nmode = "exercise"\nrules = "ours.toml"\n\n[listen]\nhost = "0.0.0.0"\nfeed_port = 6000\n\n'
        '[[feeds]]\nrun = ["city", "--rate", "2"]\n\n[[feeds]]\nrun = ["cap", "alerts", "--every", "5"]\n'
    )
    config = load_config(written(tmp_path, text))
    assert config.mode == "exercise"
    assert config.rules == str(tmp_path / "ours.toml")
    assert (config.listen.host, config.listen.feed_port, config.listen.console_port) == ("0.0.0.0", 6000, CONSOLE_PORT)
    assert [feed.run[0] for feed in config.feeds] == ["city", "cap"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('city = "seoul"\n\n[listen]\nfeed_port = "high"\n', "line 4: listen.feed_port: expected int"),
        ("[listen]\nfeed_port = 70000\n", "line 2: listen.feed_port"),
        ('[listen]\nhost = "a b"\n', "line 2: listen.host"),
        ('[[feeds]]\nrun = ["city"]\nrate = 3\n', "line 3: feeds.0.rate: there is no such key"),
        ('\nlisten = "here"\n', "line 2: listen"),
        ('mode = "replay"\n', "line 1: mode"),
        ("[listen\n", "not valid TOML"),
    ],
)
def test_a_mistake_names_its_line_and_key(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(RulesError) as refused:
        load_config(written(tmp_path, text))
    assert said in str(refused.value)
    assert "hub.toml" in str(refused.value)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(RulesError, match="cannot be read"):
            load_config(path)
    (tmp_path / "hub.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(RulesError, match="UTF-8"):
        load_config(tmp_path / "hub.toml")


def test_people_are_named_once_and_with_a_role_there_is(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, '[[operators]]\nid = "kim"\nname = "Kim"\nrole = "supervisor"\n'))
    assert [(one.id, one.name, one.role) for one in config.operators] == [("kim", "Kim", "supervisor")]
    for text, said in (
        ('[[operators]]\nid = "kim"\n[[operators]]\nid = "kim"\n', "named twice"),
        ('[[operators]]\nid = "kim"\nrole = "boss"\n', "operators.0.role"),
    ):
        with pytest.raises(RulesError, match=said):
            load_config(written(tmp_path, text))
