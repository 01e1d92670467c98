"""A list's filters compare as clients expect, and refuse what they can't compare."""

import datetime as dt
from typing import Any, ClassVar

import pytest

from chalicelib.errors import BreaksRule
from chalicelib.refs import PersonId
from chalicelib.store.records import Record, Text80
from chalicelib.web import filters

SOMEBODY = "0192e5d0-0000-7000-8000-000000000001"


class Lamp(Record, frozen=True, kw_only=True):
    """Something to look for."""

    RELATIONS: ClassVar = ("keepers",)

    name: Text80 | None = None
    lit: bool = False
    height: int | None = None
    made_on: dt.date | None = None
    keeper_id: PersonId | None = None
    keepers: list[PersonId] = []


LAMP = Lamp(
    name="Älteste Lampe", lit=True, height=3, made_on=dt.date(1890, 5, 1), keeper_id=SOMEBODY, keepers=[SOMEBODY]
)


def found(**query: str) -> bool:
    tests = filters.criteria_of(Lamp, {name: [value] for name, value in query.items()}, ())
    return all(test(getattr(LAMP, name)) for name, test in tests.items())


@pytest.mark.parametrize(
    "query",
    [
        {}, {"name": "älteste lampe"}, {"name": "ÄLT%"}, {"name": "%Lamp_"}, {"lit": "true"}, {"lit": "Yes"},
        {"height": "3"}, {"height": "[1, 3]"},
        {"name": '["Älteste Lampe"]'}, {"made_on": "1890-05-01"}, {"keeper_id": SOMEBODY},
        {"keeper_id": SOMEBODY.upper()}, {"keepers": SOMEBODY}, {"keepers": f'["{SOMEBODY}"]'}, {"no_such_field": "x"},
        {"relations": "true"}, {"fields": "name"},
    ],
)  # fmt: skip
def test_what_fits_is_found(query: dict[str, Any]):
    assert found(**query)


@pytest.mark.parametrize(
    "query",
    [
        {"name": "Lampe"}, {"name": "lteste%"}, {"name": ".*"}, {"lit": "off"}, {"height": "4"}, {"height": "[]"},
        {"made_on": "1890-05-02"}, {"keepers": "0192e5d0-0000-7000-8000-000000000002"},
    ],
)  # fmt: skip
def test_what_differs_is_not_found(query: dict[str, Any]):
    assert not found(**query)


@pytest.mark.parametrize(
    "query",
    [
        {"lit": "perhaps"},
        {"height": "tall"},
        {"made_on": "May"},
        {"keeper_id": "nobody"},
        {"keepers": "x"},
        {"height": "[1"},
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_by_name(query: dict[str, Any]):
    with pytest.raises(BreaksRule, match=next(iter(query))):
        found(**query)


def test_a_hidden_field_is_refused_and_never_ignored():
    with pytest.raises(BreaksRule, match="password"):
        filters.criteria_of(Lamp, {"password": ["x"]}, {"password"})


@pytest.mark.parametrize(
    ("query", "data", "offset"),
    [
        ({"page": ["1"], "limit": ["2"]}, [0, 1], 0),
        ({"page": ["3"], "limit": ["2"]}, [4], 4),
        ({"page": ["4"], "limit": ["2"]}, [], 6),
        ({"page": ["0"], "limit": ["2"]}, [], -2),
        ({"page": ["1"], "limit": ["0"]}, [0, 1, 2, 3, 4], 0),
    ],
)
def test_a_page_tells_where_it_is(query, data, offset):
    page = filters.page_of(list(range(5)), query)

    assert (page["data"], page["offset"], page["total"]) == (data, offset, 5)


@pytest.mark.parametrize("query", [{"limit": ["-1"]}, {"limit": ["many"]}])
def test_a_limit_that_is_none_is_refused(query):
    with pytest.raises(BreaksRule, match="limit"):
        filters.limit_of(query)


def test_fields_are_cut_to_those_asked_for_and_relations_need_asking():
    plain = filters.cut(LAMP, relations=False, shown=None)
    whole = filters.cut(LAMP, relations=True, shown=None)
    few = filters.cut(LAMP, relations=True, shown=filters.only({"fields": ["name"]}))

    assert "keepers" not in plain
    assert whole["keepers"] == [SOMEBODY]
    assert (few.keys(), few["type"]) == ({"id", "type", "name"}, "Lamp")
