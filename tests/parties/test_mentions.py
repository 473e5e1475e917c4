"""Which parties a text names (tests/cases/parties.txt), and what one asks of the gazetteer besides."""

import time
from itertools import pairwise
from pathlib import Path

import pytest

from factdb.parties import gazetteer, shipped
from factdb.records import Alias, Alliance, Overlay, Party

CASES = Path(__file__).parents[1] / "cases" / "parties.txt"


def cases() -> list[tuple[str, str, list[str]]]:
    """(language, text, expected lines) of the case file."""
    found: list[tuple[str, str, list[str]]] = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            found[-1][2].append(line.strip())
        elif line and not line.startswith("#"):
            language, _, text = line.partition(": ")
            found.append((language, text, []))
    return found


@pytest.mark.parametrize(("language", "text", "expected"), cases(), ids=[text for _, text, _ in cases()])
def test_mentions(language, text, expected):
    found = shipped().mentions(text, language)
    assert [f"{text[m.start : m.end]} => {m.party}" for m in found] == expected


def test_mentions_are_in_order_and_apart():
    text = " ".join(text for language, text, _ in cases() if language == "id")
    found = shipped().mentions(text, "id")
    assert len(found) > 35
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_every_name_leads_to_its_party():
    for party in shipped().all():
        assert shipped().get(party.name) is party


@pytest.mark.parametrize(
    ("name", "lineage"),
    [
        ("Polda Sumut", ("Polda Sumut", "Polri", "Indonesia")),
        ("Polres Garut", ("Polres Garut", "Polri", "Indonesia")),
        ("White House", ("White House", "United States")),
        ("Police (Kenya)", ("Police (Kenya)", "Kenya")),
        ("Syrian activists", ("Syrian activists",)),
        ("Syrian state media", ("Syrian state media", "Syria")),
        ("Kemhan Korsel", ("Ministry of Defence (South Korea)", "South Korea")),
        ("Korut", ("North Korea",)),
        ("Eka of Nowhere", ("Eka of Nowhere",)),
    ],
)
def test_lineage(name, lineage):
    assert shipped().lineage(name) == lineage


def test_unnamed_parties_are_never_mentioned():
    assert shipped().get("witness").kind == "unnamed"
    assert shipped().mentions("A witness spoke of a rumour.", "en") == ()


def test_a_users_party_is_found_and_wins():
    own = Party(name="Balai Kota", kind="group", aliases=(Alias(text="Istana", language="id"),))
    found = gazetteer(Overlay(parties=(own,))).mentions("Istana dan Balai Kota diam, Korut juga.", "id")
    assert [m.party for m in found] == ["Balai Kota", "Balai Kota", "North Korea"]


def test_a_users_alias_joins_a_shipped_party():
    own = Party(name="North Korea", kind="", aliases=(Alias(text="Negeri Pertapa", language="id"),))
    mine = gazetteer(Overlay(parties=(own,)))
    assert [m.party for m in mine.mentions("Negeri Pertapa alias Korut", "id")] == ["North Korea", "North Korea"]
    assert mine.get("North Korea").kind == "state"


def test_a_user_moves_a_party():
    mine = gazetteer(Overlay(parents=(("Bank Indonesia", "Ministry of Finance (Indonesia)"), ("Polri", None))))
    assert mine.lineage("Bank Indonesia") == ("Bank Indonesia", "Ministry of Finance (Indonesia)", "Indonesia")
    assert mine.lineage("Polda Sumut") == ("Polda Sumut", "Polri")


def test_who_is_moved_for_good_speaks_for_the_new_parent_on_every_day():
    person = next(party for party in shipped().all() if party.terms)
    mine = gazetteer(Overlay(parents=((person.name, "Chad"),)))
    assert mine.get(person.name).terms == () and mine.lineage(person.name) == (person.name, "Chad")


def test_of_two_parties_that_are_one_everything_means_the_kept_one():
    one = gazetteer(Overlay(same=(("Kyodo", "TASS"), ("Ministry of Defence (Russia)", "Kremlin"))))
    text = "Kyodo asked; Kementerian Pertahanan Rusia did not answer, Kremlin and Itar-Tass neither."
    assert [m.party for m in one.mentions(text, "id")] == ["TASS", "Kremlin", "Kremlin", "TASS"]
    assert one.get("Kyodo News") == one.get("Kyodo") == one.get("TASS")
    assert one.lineage("Ministry of Defence (Russia)") == one.lineage("Kremlin")
    assert "Kyodo" not in {party.name for party in one.all()}


def test_a_name_that_articles_read_as_a_party_of_its_own_means_who_people_say():
    aliases = (Alias(text="Some Front"), Alias(text="Chad"))
    own = Party(name="Front of Teluk", kind="armed_group", aliases=aliases)
    mine = gazetteer(Overlay(parties=(own,), same=(("Old Front", "Front of Teluk"), ("Front of Teluk", "Hamas"))))
    meant = {name: mine.meant(name) for name in ("Some Front", "Old Front", "Front of Teluk", "Chad", "Other Front")}
    assert meant == {**dict.fromkeys(meant, "Hamas"), "Chad": "Chad", "Other Front": "Other Front"}


def test_what_stood_under_a_party_that_is_gone_stands_under_the_kept_one():
    one = gazetteer(Overlay(same=(("Polri", "Kremlin"),)))
    assert one.lineage("Polda Sumut") == ("Polda Sumut", "Kremlin", "Russia")


def test_alliances_of_a_party_that_is_gone_are_those_of_the_kept_one():
    pact = Alliance(one="Chad", other="Teluk", kind="pact", source="own notes")
    teluk = Party(name="Teluk", kind="state")
    one = gazetteer(Overlay(parties=(teluk,), same=(("Chad", "France"), ("Teluk", "Mali")), alliances=(pact,)))
    assert ("France", "Mali") in {(a.one, a.other) for a in one.alliances()}


def test_decisions_that_lead_in_a_circle_come_to_an_end():
    one = gazetteer(
        Overlay(same=(("Chad", "France"), ("France", "Chad")), parents=(("Mali", "Niger"), ("Niger", "Mali")))
    )
    assert one.lineage("France") == one.lineage("Chad") == ("Chad",)
    assert one.lineage("Mali") == ("Mali", "Niger")


def test_alliances_hold_pairs_of_blocs_and_a_users_own():
    pairs = {(a.one, a.other): a for a in shipped().alliances()}
    assert pairs["Turkey", "United States"].since == "1952-02-18"
    assert pairs["Iran", "Syria"].until == "2024-12-08"
    ally = Alliance(one="Chad", other="France", kind="defence agreement", source="own notes")
    assert ally in gazetteer(Overlay(alliances=(ally,))).alliances()


def test_a_long_article_is_read_fast():
    text = (
        "Kementerian Pertahanan Rusia membantah tuduhan AS dan Ukraina soal pasukan Korut, kata juru bicara. " * 30
    )[:2800]
    shipped().mentions(text, "id")
    begun = time.process_time()
    for _ in range(20):
        shipped().mentions(text, "id")
    assert (time.process_time() - begun) / 20 < 0.02
