from alerts.picture import FeedHealth
from console.bridge.history import KEPT_S, History


def health(channel: str, rate: float) -> FeedHealth:
    return FeedHealth(channel, rate, 0.1, 0.0, 1, 0, 0, 0)


def test_every_channel_ends_in_the_same_second() -> None:
    history = History()
    history.begin({"112": [1.0, 2.0]}, 100.5)
    history.add([health("112", 3.0), health("cctv", 40.0)], 101.2)
    history.add([health("cctv", 41.0)], 104.0)
    assert history.rates == {"112": [1.0, 2.0, 3.0, 0.0, 0.0, 0.0], "cctv": [40.0, 0.0, 0.0, 41.0]}


def test_a_second_said_twice_counts_once() -> None:
    history = History()
    history.begin({}, 100.0)
    history.add([health("119", 1.0)], 101.0)
    history.add([health("119", 2.0)], 101.9)
    assert history.rates == {"119": [2.0]}


def test_an_hour_is_kept() -> None:
    history = History()
    history.begin({"119": [1.0] * 5000}, 5000.0)
    history.add([health("119", 2.0)], 20_000.0)
    assert len(history.rates["119"]) == KEPT_S
    assert history.rates["119"][-1] == 2.0
