"""A pack that stands on another: what docs/languages.md shows is what happens, and a slip of the pen is refused."""

import re
import tomllib
from pathlib import Path

import pytest

from factdb.languages import codes, raw
from factdb.languages.inheriting import inherited
from tests.extract.casefile import KINDS

GUIDE = (Path(__file__).parents[2] / "docs" / "languages.md").read_text(encoding="utf-8")


def test_the_guide_shows_what_happens() -> None:
    base, own, whole = (tomllib.loads(block) for block in re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL))
    assert inherited(base, own) == whole


def test_the_guide_tells_of_every_section_and_every_case_file() -> None:
    told = set(re.findall(r"`\[?\[?(\w+)\]?\]?`", GUIDE))
    assert {key for code in codes() for key in raw(code)} - told == set()
    assert [kind for kind in KINDS if f"`{kind}-CODE.txt`" not in GUIDE] == []


def test_what_the_base_does_not_have_cannot_be_taken_back() -> None:
    with pytest.raises(ValueError, match="that: takes back what its base does not have: bahwah"):
        inherited({"that": ["bahwa"]}, {"that": ["~bahwah"]})


def test_everything_of_a_list_can_be_taken_back() -> None:
    assert inherited({"not_dates": ["Jumat Agung"]}, {"not_dates": ["~*", "Good Friday"]}) == {
        "not_dates": ["Good Friday"]
    }


def test_a_word_that_the_base_has_already_is_there_once() -> None:
    assert inherited({"by": ["oleh"]}, {"by": ["oleh", "dek"]}) == {"by": ["oleh", "dek"]}


def test_a_table_of_a_new_kind_comes_behind_the_others() -> None:
    cues = inherited({"cue": [{"stance": "says"}]}, {"cue": [{"stance": "denies", "frame": "object"}]})["cue"]
    assert cues == [{"stance": "says"}, {"stance": "denies", "frame": "object"}]


def test_a_near_pack_does_not_take_over_who_the_other_one_is() -> None:
    assert inherited({"code": "id", "name": "Indonesian", "rival": [{}]}, {"code": "ms"}) == {"code": "ms"}
