"""The scale by which claims are rated: the shipped one, a user's own, and files that cannot be used."""

from pathlib import Path

import pytest

from factdb.errors import InputError
from factdb.read import rated, scale_in

OWN = """
[[rating]]
words = ["hoaks", "hoax"]
value = -1
[[rating]]
words = ["fakta"]
value = 1
[[rating]]
words = ["?"]
"""


def own(folder: Path, text: str) -> Path:
    file = folder / "ratings.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_shipped_scale_says_each_rating_in_both_languages() -> None:
    scale = scale_in()
    assert (scale.worst, scale.best) == (1, 5)
    assert rated("benar", scale) == ("benar", rated("true", scale)[1])
    assert rated(" FALSE ", scale) == ("false", 1) and rated("menyesatkan", scale) == ("menyesatkan", None)
    assert all(len(rating.words) >= 2 and rating.means for rating in scale.ratings)


def test_a_scale_of_ones_own_replaces_it(tmp_path: Path) -> None:
    scale = scale_in(own(tmp_path, OWN))
    assert (scale.worst, scale.best, rated("HOAX", scale), rated("?", scale)) == (-1, 1, ("hoax", -1), ("?", None))
    with pytest.raises(
        InputError, match=r"'half true' is no rating of .*ratings.toml\. There are: hoaks, fakta, \? \("
    ):
        rated("half true", scale)


def test_a_scale_of_words_alone_has_no_ends(tmp_path: Path) -> None:
    scale = scale_in(own(tmp_path, '[[rating]]\nwords = ["open"]\n'))
    assert (scale.worst, scale.best, rated("open", scale)) == (None, None, ("open", None))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "wants \\[\\[rating\\]\\] sections"),
        ("rating = 3", "wants \\[\\[rating\\]\\] sections"),
        ("rating = [3]", "rating 1: is no"),
        (OWN + "colour = 1", "rating 3: unknown: colour. Known: words, value, means"),
        ("best = 5\n" + OWN, "and nothing else"),
        ("[[rating]]\nvalue = 1", "'words' must be a list"),
        ("[[rating]]\nwords = []", "'words' must be a list"),
        ("[[rating]]\nwords = 'true'", "'words' must be a list"),
        ("[[rating]]\nwords = ['\u200b']", "is no word"),
        (f"[[rating]]\nwords = ['{'a' * 1001}']", "has more than 1000 characters"),
        ("[[rating]]\nwords = ['a']\nvalue = true", "'value' must be a number"),
        ("[[rating]]\nwords = ['a']\nvalue = nan", "'value' must be a number"),
        ("[[rating]]\nwords = ['a']\nvalue = '1'", "'value' must be a number"),
        ("[[rating]]\nwords = ['a']\nmeans = 1", "'means' must be a sentence"),
        ("[[rating]]\nwords = ['a', 'A']", "'a' stands there twice"),
        ("[[rating]", "not a TOML file"),
    ],
)
def test_a_file_that_is_no_scale_says_why(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=message):
        scale_in(own(tmp_path, text))


def test_a_scale_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none.toml' cannot be read"):
        scale_in(tmp_path / "none.toml")
