"""The options that restrict a report, and those of a moment: what they leave, what the head says, what is wrong."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

import factdb
from factdb.errors import InputError, NotFoundError

Run = Callable[..., Result]
LISTS = (("report", "contested"), ("claims",), ("statements",))


def slugs(done: Result) -> list[str]:
    assert done.exit_code == 0, done.stderr
    return [row["slug"] for row in json.loads(done.stdout)]


@pytest.mark.parametrize(
    ("options", "left"),
    [
        ((), ["mayor-money", "bridge-closes"]),
        (("--since", "2024-03-05"), ["mayor-money", "bridge-closes"]),
        (("--since", "2024-03-06"), ["bridge-closes"]),
        (("--until", "2024-03-04"), ["mayor-money"]),
        (("--since", "2024", "--until", "2024-03"), ["mayor-money", "bridge-closes"]),
        (("--since", "2024-04"), []),
        (("--status", "denied"), ["mayor-money"]),
        (("--status", "alleged"), ["bridge-closes"]),
        (("--status", "alleged", "--status", "denied"), ["mayor-money", "bridge-closes"]),
        (("--language", "en"), ["mayor-money", "bridge-closes"]),
        (("--official-only",), ["mayor-money"]),
        (("--as-of", "2024-03-04"), ["mayor-money"]),
        (("--as-of", "2024-03-03"), []),
        (("--known-at", "1999-12-31"), []),
    ],
)
def test_claims_are_restricted(options: tuple[str, ...], left: list[str], run: Run) -> None:
    assert slugs(run("claims", *options, "--format", "json")) == left


def test_a_claim_is_contested_from_the_day_of_its_denial(run: Run) -> None:
    assert slugs(run("report", "contested", "--as-of", "2024-03-04", "--format", "json")) == []
    assert slugs(run("report", "contested", "--as-of", "2024-03-05", "--format", "json")) == ["mayor-money"]
    assert "ALLEGED since 2024-03-04" in run("claims", "--as-of", "2024-03-04").stdout
    timeline = run("report", "timeline", "mayor-money", "--as-of", "2024-03-04").stdout
    assert "took money" in timeline and "Not one coin" not in timeline and "DENIED" not in timeline


def test_statements_are_restricted_by_their_own_day(run: Run) -> None:
    said = json.loads(run("statements", "--since", "2024-03-05", "--until", "2024-03-05", "--format", "json").stdout)
    assert [row["quote"] for row in said] == ["Not one coin"]


def test_the_head_tells_the_restrictions_and_the_moment(run: Run) -> None:
    asked = ("--since", "2024-03", "--status", "denied", "--language", "en", "--official-only", "--as-of", "2024-03-06")
    head = " ".join(run("report", "contested", *asked).stdout.partition("\n\n")[0].split())
    assert (
        "1 of 2 claims; only what was said since 2024-03, status denied, articles in en, denied by an accused" in head
    )
    assert "As of 2024-03-06: only what had surely been said by then." in head
    told = run("report", "timeline", "mayor-money", "--known-at", "2100-01-01T07:00+07:00", "--lang", "id").stdout
    assert "Sebagaimana diketahui pada 2100-01-01T00:00:00Z" in " ".join(told.split())


@pytest.mark.parametrize("command", LISTS, ids=" ".join)
@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--as-of", "yesterday"), "'yesterday' is no date for --as-of. Write 2024-10-31, 2024-10 or 2024."),
        (("--as-of", "2023-02-30"), "'2023-02-30' is no date for --as-of."),
        (("--as-of", "2023-13"), "'2023-13' is no date for --as-of."),
        (("--as-of", "0000"), "'0000' is no date for --as-of."),
        (("--as-of", ""), "'' is no date for --as-of."),
        (
            ("--known-at", "2024-10"),
            "'2024-10' is no time for --known-at. Write 2024-10-31, or 2024-10-31T18:30 in UTC.",
        ),
        (("--known-at", "2024-10-31T25:00"), "'2024-10-31T25:00' is no time"),
        (("--known-at", "9999-12-31T23:00-07:00"), "is no time for --known-at"),
        (("--since", "2024-03-05\x1b[31m"), "is no date for --since."),
        (
            ("--since", "2024-04", "--until", "2024-03-31"),
            "Nothing lies between --since 2024-04 and --until",
        ),
    ],
)
def test_what_is_no_time_is_wrong_usage(
    command: tuple[str, ...], options: tuple[str, ...], message: str, run: Run
) -> None:
    done = run(*command, *options)
    assert done.exit_code == 2 and not done.stdout and message in done.stderr and "\x1b" not in done.stderr


def test_what_nobody_wrote_in_is_told(run: Run) -> None:
    done = run("claims", "--language", "id")
    assert done.exit_code == 1 and "No article is in 'id'. There are articles in en." in done.stderr


def test_a_claim_of_later_is_told(run: Run) -> None:
    done = run("report", "timeline", "bridge-closes", "--as-of", "2024-03-05")
    assert done.exit_code == 1 and "Claim 'bridge-closes' is younger, or nothing in it has a date" in done.stderr


def test_the_notebook_takes_the_same_names(database: str) -> None:
    opened = factdb.open(database)
    assert list(opened.claims(status="denied", since="2024-03", official_only=True).slug) == ["mayor-money"]
    assert list(opened.claims(status=["denied", "alleged"], language="en", limit=1).slug) == ["mayor-money"]
    assert list(opened.at(as_of="2024-03-04").contested().slug) == []
    assert list(opened.at(as_of="2024-03-04").timeline("mayor-money").stance) == ["asserts"]
    assert list(opened.at(known_at="2100-01-01").explain("mayor-money").stance) == ["asserts", "denies"]
    assert len(opened.statements(until="2024-03-04")) == 1
    with pytest.raises(InputError, match="'yesterday' is no date for --as-of"):
        opened.at(as_of="yesterday")
    with pytest.raises(InputError, match="'open' is no status"):
        opened.claims(status="open")
    with pytest.raises(NotFoundError, match="is younger"):
        opened.at(as_of="2020").timeline("mayor-money")
    with pytest.raises(TypeError, match="unexpected keyword argument 'colour'"):
        opened.claims(colour="red")  # type: ignore[call-arg]
