"""The party files hold what they should: no name twice, no alias for two, parents that exist, dates that are dates."""

import tomllib
from datetime import date

import pytest

from factdb.parties import shipped
from factdb.parties.matching import folded
from factdb.parties.reading import FOLDER, KINDS, groups_in, languages, party_files, shipment

PARTIES = shipment().parties
NAMES = {party.name for party in PARTIES}


def test_no_name_twice():
    assert sorted({party.name for party in PARTIES}) == sorted(party.name for party in PARTIES)


def test_every_parent_exists():
    orphans = [(p.name, p.parent) for p in PARTIES if p.parent and not shipped().get(p.parent)]
    assert orphans == []


def test_no_party_stands_under_itself():
    for party in PARTIES:
        lineage = shipped().lineage(party.name)
        root = shipped().get(lineage[-1])
        assert root is not None and root.parent is None, lineage


@pytest.mark.parametrize("language", languages())
def test_no_alias_means_two_parties(language):
    owners: dict[str, set[str]] = {}
    for party in PARTIES:
        for alias in party.aliases:
            if alias.language in (None, language):
                owners.setdefault(alias.text if alias.exact else folded(alias.text), set()).add(party.name)
    assert {text: sorted(names) for text, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize("language", languages())
def test_no_alias_is_blocked_or_given_twice(language):
    blocked = {a.text for a in shipment().rules.blockers if a.language in (None, language)}
    for party in PARTIES:
        texts = [a.text for a in party.aliases if a.language in (None, language)]
        assert sorted(set(texts)) == sorted(texts), party.name
        assert not blocked & set(texts), party.name


def test_kinds_are_known():
    assert {form.kind for form in shipment().forms} <= KINDS


def test_personal_and_wordlike_words_are_aliases():
    texts = {alias.text for party in PARTIES for alias in party.aliases}
    rules = shipment().rules
    assert sorted((rules.personal | rules.wordlike) - texts) == []


def test_forms_have_parents_and_places():
    places = {"state", *shipment().places}
    for form in shipment().forms:
        assert form.takes in places, form.name
        assert form.parent in (None, "{}") or shipped().get(form.parent), form.name


def test_alliances_name_parties_dates_and_sources():
    for ally in shipped().alliances():
        assert {ally.one, ally.other} <= NAMES, ally
        assert ally.one != ally.other and ally.source.strip() and ally.kind.strip(), ally
        days = [date.fromisoformat(day) for day in (ally.since, ally.until) if day]
        assert days == sorted(days), ally


def test_no_pair_of_allies_twice_at_a_time():
    spans = [(frozenset({a.one, a.other}), a.kind, a.since) for a in shipped().alliances()]
    assert len(spans) == len(set(spans))


def test_an_unknown_key_is_refused(tmp_path):
    file = tmp_path / "odd.toml"
    file.write_text('[[group]]\nkind = "state"\ncolour = "red"\nparty = []\n', encoding="utf-8")
    with pytest.raises(ValueError, match="colour"):
        groups_in(file)


def test_every_file_is_read():
    read = {file.name for file in party_files()} | {"forms.toml", "places.toml", "rules.toml", "alliances.toml"}
    assert read == {file.name for file in FOLDER.glob("*.toml")}
    for name in read:
        tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
