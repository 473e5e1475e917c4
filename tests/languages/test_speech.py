"""The speech words of every pack: complete, spelled as they are matched, and refused where something is not known."""

from collections.abc import Iterator
from dataclasses import fields

import pytest

from factdb.languages import codes, raw
from factdb.languages.speech import FRAMES, STANCES, SpeechWords, read

PACKS = {code: read(raw(code)) for code in codes()}
CUES = [
    pytest.param(code, number, id=f"{code}: {cue.stance}, {cue.frame}")
    for code, words in PACKS.items()
    for number, cue in enumerate(words.cues)
]


def word_lists() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Pack, the list's name, its entries: the word classes, the cues' forms and the nouns."""
    for code, words in PACKS.items():
        for field in fields(SpeechWords):
            value = getattr(words, field.name)
            if field.name not in ("cues", "nouns", "order", "inverted", "abbreviations"):
                yield code, field.name, value
        for number, cue in enumerate(words.cues, 1):
            for form in ("words", "bare", "passive"):
                yield code, f"cue {number} ({cue.stance}, {cue.frame}) {form}", getattr(cue, form)
        for number, noun in enumerate(words.nouns, 1):
            yield code, f"noun {number} ({noun.stance})", noun.words


LISTS = [pytest.param(entries, id=f"{code}: {name}") for code, name, entries in word_lists()]


@pytest.mark.parametrize("entries", LISTS)
def test_entries_are_lower_case_and_none_is_empty(entries: tuple[str, ...]) -> None:
    assert [entry for entry in entries if entry != " ".join(entry.lower().split()) or not entry] == []


@pytest.mark.parametrize("entries", LISTS)
def test_no_list_holds_an_entry_twice(entries: tuple[str, ...]) -> None:
    assert sorted({entry for entry in entries if entries.count(entry) > 1}) == []


@pytest.mark.parametrize(("code", "number"), CUES)
def test_a_cue_has_words_and_both_its_sentences(code: str, number: int) -> None:
    cue = PACKS[code].cues[number]
    assert cue.words
    assert cue.hit
    assert cue.miss


@pytest.mark.parametrize("code", codes())
def test_a_pack_has_a_cue_for_every_stance_and_frame(code: str) -> None:
    cues = PACKS[code].cues
    assert {cue.stance for cue in cues} == set(STANCES)
    assert {cue.frame for cue in cues} == set(FRAMES)


@pytest.mark.parametrize("change", ["unknown key", "missing key", "no section"])
def test_a_speech_section_with_other_keys_is_refused(change: str) -> None:
    section = dict(raw("en")["speech"])  # type: ignore[call-overload]
    if change == "unknown key":
        section["colour"] = ["red"]
    else:
        del section["negators"]
    pack = {**raw("en"), "speech": section if change != "no section" else None}
    with pytest.raises(ValueError, match=r"colour|negators|\[speech\] is missing"):
        read(pack)


@pytest.mark.parametrize("cue", [{"stance": "doubts"}, {"stance": "says", "frame": "oblique"}])
def test_a_cue_of_an_unknown_stance_or_frame_is_refused(cue: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="not known"):
        read({**raw("en"), "cue": [cue]})


def test_a_cue_with_an_unknown_key_is_refused() -> None:
    with pytest.raises((TypeError, ValueError), match="colour"):
        read({**raw("en"), "cue": [{"stance": "says", "colour": "red"}]})
