"""Whatever extraction finds in any text can be linked: nothing is lost, nothing depends on an order."""

import random
import re
from dataclasses import replace
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factdb.extract import statements_in
from factdb.languages import codes
from factdb.link import compare, keys_of, partition, settle
from factdb.link.relations import wider, worded
from factdb.link.wording import slug_of
from factdb.parties import shipped
from factdb.records import Article
from factdb.words import Stance
from tests.extract.casefile import article

PIECES = {
    "en": [
        "Russia", "Iran", "the ministry", "Ann Bell", "said that", "denied that", "denied the claim", "had sold drones",
        "had sold 10,000 shells", "to", "on Tuesday", "in 2023", "“It is false,”", "declined to comment.", "admitted",
        "the United States", "accused", "of", "bribery", ".\n", ". ", ",", "he said", "never", "(", "“", "\u0301", "7",
    ],
    "id": [
        "Rusia", "Iran", "kementerian itu", "Budi Santoso", "mengatakan bahwa", "membantah bahwa", "ia", "tidak", "7",
        "menjual drone", "menjual 10.000 peluru", "kepada", "pada Selasa", "pada 2023", "“Itu bohong,”", "kata", ",",
        "menolak berkomentar.", "mengakui", "Amerika Serikat", "menuduh", "korupsi", ". ", "membantah tuduhan itu",
    ],
}  # fmt: skip
PIECES["ms"] = [piece.replace("mengatakan", "berkata").replace("membantah", "menafikan") for piece in PIECES["id"]]
LANGUAGES = st.sampled_from(codes())
DAYS = st.sampled_from([None, "2024-03-05", "2024", "1600-01-01", "2199-12-31"])
TEXTS = LANGUAGES.flatmap(
    lambda code: st.tuples(
        st.just(code), st.lists(st.sampled_from(PIECES[code]) | st.text(max_size=3), max_size=60).map(" ".join), DAYS
    )
)
RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def made(texts: list[tuple[str, str, str | None]]) -> list[Article]:
    """An article of each text; each has a key of its own."""
    return [replace(article(text, code, on), key=f"a{place}") for place, (code, text, on) in enumerate(texts)]


@RELAXED
@given(TEXTS, st.randoms(use_true_random=False))
def test_every_statement_is_settled_once_in_any_order(told: tuple[str, str, str | None], chance: random.Random) -> None:
    (one,) = made([told])
    statements = list(statements_in(one, shipped()).statements)
    settled = settle(one, statements, shipped())
    members = [member.statement for each in settled.appearances for member in each.members]
    assert sorted([*members, *settled.loose]) == sorted(
        each.key for each in statements if each.stance is not Stance.COMMENTS
    )
    chance.shuffle(statements)
    assert settle(one, statements, shipped()) == settled
    for each in settled.appearances:
        assert keys_of(each) == keys_of(each)
        assert each.title.strip() and each.proposition.strip() and all(0 <= m.score <= 1 for m in each.members)
        assert re.fullmatch("[a-z0-9-]{1,60}", slug_of(each.accused, each.terms, each.title, each.language))


@RELAXED
@given(st.lists(TEXTS, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_ties_and_claims_depend_on_no_order(texts: list[tuple[str, str, str | None]], chance: random.Random) -> None:
    lineage = shipped().lineage
    found = [
        each
        for one in made(texts)
        for each in settle(one, statements_in(one, shipped()).statements, shipped()).appearances
    ]
    ties = []
    for one, other in combinations(found, 2):
        tie = compare(one, other, lineage)
        assert tie == compare(other, one, lineage)
        ties += [tie] if tie else []
    claims = partition(found, ties)
    shuffled, other_ties = list(found), list(ties)
    chance.shuffle(shuffled)
    chance.shuffle(other_ties)
    assert partition(shuffled, other_ties) == claims
    grouped = [key for group in claims.groups for key in group.appearances]
    assert len(grouped) == len(set(grouped)) and set(grouped) <= {one.key for one in found}
    sentences = [worded(one.key, one.proposition, one.language, one.accused, shipped()) for one in found]
    for one in sentences:
        near = [other for other in sentences if other is not one]
        assert wider(one, near, lineage) == wider(one, near[::-1], lineage)
