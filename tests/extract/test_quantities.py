"""Which numbers of a text count something, what they count, and how the words bound them."""

from pathlib import Path

import pytest

from factdb.extract.dates import date_reader
from factdb.extract.quantities import quantity_reader
from factdb.languages import raw
from factdb.languages.quantities import read
from factdb.records import Quantity
from tests.extract.casefile import files

CASES = Path(__file__).parent.parent / "cases"


def lines(name: str) -> list[object]:
    title, found = "", []
    for line in (CASES / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            text, _, wanted = line.strip().rpartition(" => ")
            found.append(pytest.param(name[-6:-4], text, wanted, id=f"{title}: {text}"))
        elif not line.startswith("#"):
            title = line
    return found


def shown(quantity: Quantity) -> str:
    low, high = (f"{bound:.15g}" if bound is not None else "" for bound in (quantity.low, quantity.high))
    return f"{quantity.unit or '-'} {low}=" if low == high else f"{quantity.unit or '-'} {low}..{high}"


@pytest.mark.parametrize(("code", "text", "wanted"), [line for name in files("quantities") for line in lines(name)])
def test_quantities_of_a_text(code: str, text: str, wanted: str) -> None:
    dates = date_reader(code).expressions(text, "2024-10-31")
    found = quantity_reader(code).quantities(text, dates)
    assert ("; ".join(map(shown, found)) or "nothing") == wanted


def test_spans_hold_the_bounding_words() -> None:
    text = "Dikirim lebih dari 10.000 kontainer amunisi senilai Rp 1,5 triliun."
    found = quantity_reader("id").quantities(text)
    assert [text[each.start : each.end] for each in found] == ["lebih dari 10.000 kontainer", "Rp 1,5 triliun"]


@pytest.mark.parametrize("text", ["1" * 1_000_000, '"' * 1_000_000, " " * 1_000_000, "1,000," * 150_000])
def test_a_senseless_megabyte_holds_no_quantities(text: str) -> None:
    assert quantity_reader("en").quantities(text) == ()


@pytest.mark.parametrize(("key", "value"), [("colour", []), ("decimal", ";"), ("joins", "to")])
def test_the_pack_refuses_what_it_does_not_know(key: str, value: object) -> None:
    with pytest.raises(ValueError, match=key):
        read({**raw("en")["quantities"], key: value})  # type: ignore[dict-item]
