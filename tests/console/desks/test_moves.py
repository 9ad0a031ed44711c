from alerts.picture import UnitSpot
from console.bridge import Picture, Tick
from console.desks.moves import MAP_S, Moves


def tick(**given: object) -> Tick:
    return Tick(Picture(), 0.0, **given)  # type: ignore[arg-type]


def unit(name: str, lat: float) -> UnitSpot:
    return UnitSpot(name, "112", lat, 127.0, 0.0, "", 0.0)


def test_after_a_quiet_spell_the_map_is_drawn_at_once_then_ten_times_a_second() -> None:
    moves = Moves()
    moves.take(tick(units={"a": unit("a", 37.1)}))
    assert moves.due(100.0)
    moves.drawn(100.0)
    assert not moves.held
    moves.take(tick(units={"a": unit("a", 37.2)}))
    assert not moves.due(100.05)
    moves.take(tick(units={"a": unit("a", 37.3), "b": unit("b", 37.0)}))
    assert moves.due(100.0 + MAP_S)
    assert moves.units["a"].lat == 37.3
    assert len(moves.units) == 2


def test_nothing_to_draw_is_never_due() -> None:
    moves = Moves()
    moves.take(tick())
    assert not moves.due(1e9)


def test_what_came_and_went_while_waiting_is_gone() -> None:
    moves = Moves()
    moves.take(tick(incidents={"a": "incident"}))
    moves.take(tick(moved={"a": "b"}, incidents={"b": "incident"}))
    moves.take(tick(moved={"b": "c"}, incidents={"c": "incident"}))
    assert moves.moved == {"a": "c", "b": "c"}
    assert set(moves.incidents) == {"c"}
    moves.take(tick(removed={"c"}))
    assert not moves.incidents
    assert moves.removed == {"c"}
    moves.take(tick(incidents={"c": "back"}))
    assert not moves.removed
