"""Words that a person quotes are found exactly, or it is told what differs and where."""

import pytest

from factdb.errors import InputError
from factdb.pipeline.quoting import place_of
from factdb.records import Span

TEXT = (
    "The mayor said on Monday that “no coin was taken”.\nThe harbour\u00a0company denied it.  "
    "The auditor said that a coin was missing."
)


def test_words_that_stand_there_once_are_found() -> None:
    span = place_of("  no coin was taken\n", TEXT)
    assert TEXT[span.start : span.end] == "no coin was taken"


def test_words_that_stand_there_twice_are_asked_for() -> None:
    first, last = TEXT.index("said"), TEXT.rindex("said")
    with pytest.raises(InputError, match=f"stands there 2 times: at {first} .*; at {last} .*--at {last}"):
        place_of("said", TEXT)
    assert place_of("said", TEXT, at=last) == Span(last, last + 4)
    assert place_of("said", TEXT, within=Span(last - 5, len(TEXT))) == Span(last, last + 4)
    with pytest.raises(InputError, match="does not begin at 3"):
        place_of("said", TEXT, at=3)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ('that "no coin', f'differs at {TEXT.index("“")}: ‘“’ .U.201C., not ‘"’ .U.0022.'),
        ("the mayor", "differs at 0: ‘T’ .U.0054., not ‘t’"),
        ("harbour company", rf"\[harbour\u00a0company\]; it first differs at {TEXT.index(chr(160))}: .*U.00A0"),
        ("denied it. The auditor", r"\[denied it.  The auditor\]; it first differs"),
        ("The auditor said that a coin was stolen.", "differs at .*: ‘m’ .*, not ‘s’"),
        ("zebra crossing", "Nothing there is like it"),
        (" ", "is empty"),
    ],
)
def test_words_that_only_look_alike_are_told(words: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        place_of(words, TEXT)
