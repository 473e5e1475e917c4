"""The concept lexicon: one set of ids in every language, forms that are right, sentences that meet across languages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from factdb.languages import codes, raw
from factdb.languages.concepts import STRONG, ConceptHit, broader, concepts, read, read_morphology
from factdb.languages.morphology import morphology

CASES = Path(__file__).parents[1] / "cases"
TWO_MEANINGS: dict[str, set[str]] = {
    "en": {
        "building",
        "release",
        "released",
        "releases",
        "releasing",
        "ruling",
        "strike",
        "strikes",
        "suspended",
        "vandalised",
    },
}


def sentence_pairs() -> Iterator[tuple[str, str, str, str, str]]:
    """Language, title, sentence in it, English sentence, expectation."""
    for file in sorted(CASES.glob("concepts-??.txt")):
        for block in re.split(r"\n\s*\n", file.read_text(encoding="utf-8")):
            lines = [line for line in block.splitlines() if line and not line.startswith("#")]
            if lines:
                title, sentences, expected = lines
                one, english = sentences.split("|")
                yield file.stem[-2:], title, one, english, expected.strip().removeprefix("=> ")


def form_cases() -> Iterator[tuple[str, str, str]]:
    """Language, root, forms."""
    for line in (CASES / "concepts_forms.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            head, forms = line.split(" => ")
            code, root = head.split()
            yield code, root, forms


def found(code: str, sentence: str) -> dict[str, float]:
    tokens = re.findall(r"[\w'’-]+", sentence.lower())
    return {hit.concept: hit.weight for hit in concepts(code).found(tokens)}


PAIRS = tuple(sentence_pairs())
FORMS = tuple(form_cases())


@pytest.mark.parametrize("case", PAIRS, ids=[f"{case[0]}: {case[1]}" for case in PAIRS])
def test_sentences_of_two_languages_meet_in_their_concepts(case: tuple[str, str, str, str, str]) -> None:
    code, _, sentence, english, expected = case
    one, other = found(code, sentence), found("en", english)
    if expected == "nothing":
        assert {name for name in one.keys() & other.keys() if min(one[name], other[name]) >= STRONG / 2} == set()
    else:
        assert set(expected.split()) <= one.keys() & other.keys(), (one, other)


@pytest.mark.parametrize("case", FORMS, ids=[f"{case[0]}-{case[1]}" for case in FORMS])
def test_a_root_takes_these_forms(case: tuple[str, str, str]) -> None:
    code, root, forms = case
    rules = read_morphology(raw(code)["morphology"])  # type: ignore[arg-type]
    assert set(forms.split()) <= set(rules.all_forms(root))


def test_every_language_knows_the_same_concepts() -> None:
    named = {
        (section, code): set(read(raw(code)[section]))
        for code in codes()
        if "concepts" in raw(code)
        for section in ("concepts", "concepts_weak")
    }
    for section in ("concepts", "concepts_weak"):
        assert len({frozenset(ids) for (name, _), ids in named.items() if name == section}) == 1
    assert not named["concepts", "en"] & named["concepts_weak", "en"]
    assert len(named["concepts", "en"] | named["concepts_weak", "en"]) >= 1000


def test_ids_are_plain_words() -> None:
    assert [name for name in read(raw("en")["concepts"]) if not re.fullmatch(r"[a-z][a-z_]*", name)] == []


def test_kinds_are_concepts_and_never_run_in_circles() -> None:
    kinds, known = read(raw("en")["concept_kinds"]), {*read(raw("en")["concepts"]), *read(raw("en")["concepts_weak"])}
    assert {name for kind, members in kinds.items() for name in (kind, *members)} <= known
    assert all(kind not in broader(kind) for kind in known)


@pytest.mark.parametrize("code", codes())
def test_no_form_stands_for_two_concepts_unless_on_purpose(code: str) -> None:
    twice = {form for form, names in concepts(code).phrases().items() if len(names) > 1}
    assert twice == TWO_MEANINGS.get(code, set())


@pytest.mark.parametrize("code", codes())
def test_no_entry_is_written_twice_in_one_concept(code: str) -> None:
    sections = {**read(raw(code)["concepts"]), **read(raw(code)["concepts_weak"])}
    assert [name for name, words in sections.items() if len(set(words)) < len(words)] == []


@pytest.mark.parametrize("code", codes())
def test_a_form_taken_back_is_one_that_would_have_been_made(code: str) -> None:
    rules = read_morphology(raw(code)["morphology"])  # type: ignore[arg-type]
    idle = []
    for name, words in {**read(raw(code)["concepts"]), **read(raw(code)["concepts_weak"])}.items():
        made = {form for word in words if word[0] == "+" for form in rules.all_forms(word[1:])}
        idle += [f"{name}: {word}" for word in words if re.fullmatch(r"-\w+", word) and word[1:] not in made]
    assert idle == []


def test_acts_that_every_sentence_holds_weigh_less() -> None:
    weights = found("en", "they planned to sell artillery shells")
    assert weights["plan"] < weights["weapon"] < weights["artillery_shell"] == STRONG


def test_a_hit_says_which_tokens_it_stands_on() -> None:
    hits = concepts("id").found(["soal", "hak", "asasi", "manusia", "itu"])
    assert hits == (ConceptHit(start=1, end=4, concept="human_rights", weight=STRONG),)


def test_a_language_without_a_pack_has_no_concepts() -> None:
    assert concepts("und").found(["weapons"]) == ()
    assert concepts("und").lemma("weapons") == "weapons"


@pytest.mark.parametrize("word", ["masalah", "sekolah", "buku", "tamu", "ilmu", "langkah", "jumlah"])
def test_endings_that_are_no_clitics_stay(word: str) -> None:
    assert concepts("id").lemma(word) == word


def test_a_pack_that_is_not_well_formed_is_refused() -> None:
    with pytest.raises(ValueError, match="weapon"):
        read({"weapon": "senjata"})
    with pytest.raises(ValueError, match="rule"):
        read_morphology({"rule": "malayic"})
    with pytest.raises(ValueError, match="klingon"):
        morphology("klingon")
