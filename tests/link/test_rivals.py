"""Which other claim of the article each statement was nearest to, and why it is not told there."""

from factdb.link import settle
from factdb.parties import shipped
from factdb.records import Member
from tests.link.test_linking import CASES


def members_of(title: str) -> dict[str, list[Member]]:
    """The members of a case of one article, by the key of their statement."""
    (case,) = (one for one in CASES if one.title == title)
    ((text, statements),) = case.articles().values()
    found: dict[str, list[Member]] = {}
    for one in settle(text, statements, shipped()).appearances:
        for member in one.members:
            found.setdefault(member.statement, []).append(member)
    return found


def test_a_rival_stands_in_another_claim_of_the_article() -> None:
    found = members_of("two allegations against two parties stay two claims")
    for key, others in {"A1": "A3 A4", "A2": "A3 A4", "A3": "A1 A2", "A4": "A1 A2"}.items():
        (member,) = found[key]
        assert member.rival and member.rival.statement in others.split()
        assert 0 < member.rival.score < member.score and member.nearest not in (None, member.rival.statement)


def test_where_the_article_tells_of_one_claim_there_is_no_rival() -> None:
    found = members_of("one side never contests itself")
    assert all(member.rival is None for members in found.values() for member in members)


def test_a_rival_that_a_party_would_both_hold_and_deny_is_kept_apart() -> None:
    found = members_of("what the accused says besides its denial is another claim than what it is accused of")
    (denial,), (alone,) = found["A2"], found["A3"]
    assert denial.rival and denial.rival.statement == "A3"
    assert "kept apart: North Korea would both hold and deny it" in denial.rival.rule
    assert alone.nearest is None and alone.rival and alone.rival.statement == "A1"
    assert "North Korea and United States stand on two sides" in alone.rival.rule


def test_who_answers_several_claims_is_no_rival_of_any() -> None:
    found = members_of("who rejects all that is said answers each thing that is held against it")
    assert [member.rival for member in found["A3"]] == [None, None]
    assert [member.rival and member.rival.statement for member in (*found["A1"], *found["A2"])] == ["A2", "A1"]


def test_what_a_rival_shares_is_told_with_weights() -> None:
    ((member,), *_) = members_of("what is denied in words of its own answers one thing only").values()
    assert member.rival and member.rival.statement == "A3"
    assert member.rival.rule.startswith("shared terms North Korea (1.5); same accused North Korea; the accused answers")
