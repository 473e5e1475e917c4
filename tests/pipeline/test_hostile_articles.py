"""Hostile articles from end to end, on both engines: they are loaded, every report shows them, nothing obeys them."""

import csv
import io
import json
import random
import re
import string
from collections.abc import Callable, Iterator

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from factdb.cli import main
from factdb.report import FOR_FILES, FORMATS
from factdb.report.visible import BIDI_CONTROLS
from tests.postgres import postgresql_server

SQL = "Robert'); DROP TABLE statement; DELETE FROM article; --"
TERMINAL = "\x1b]52;c;ZXZpbA==\x07\x1b]8;;http://evil.invalid\x1b\\here\x1b[2J\x9b31m\x9d0;owned\x9c\x90$q\x9c\x85"
MARKUP = "<script>alert(1)</script> [a](javascript:alert(2)) ![b](http://evil.invalid/b.png) &#x202e; `c` | d"
TURNED = "\u202edenied\u2066 \u200f\u061cnot\ufeff\u200b"
FORMULAS = (
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "＝1+1",
    "\t=1",
    "\r=1",
    '"=1+1"',
    "a;=1+1",
    "\u200b=1",
    " ＠A1",
)
PATHS = ("../../etc/passwd", "C:\\windows\\system32", "/dev/null", "CON", "a\nb")
SAID = (
    "Russia said on Tuesday that Iran had sold it {0} drones, the ministry said.\n"
    "Iran denied the allegation. “{0}, that is false,” Foreign Minister Ann Bell said on Wednesday.\n"
)
LONG = "".join(random.Random(5).choices(string.ascii_letters, k=6000))
TELLING = (
    ("report", "contested"), ("claims",), ("statements",), ("search", "Iran"), ("parties",), ("problems",),
)  # fmt: skip
Run = Callable[..., Result]


def articles() -> Iterator[dict[str, object]]:
    """Articles that carry each of these wherever a text may stand."""
    for number, evil in enumerate((SQL, TERMINAL, MARKUP, TURNED, *FORMULAS, *PATHS, LONG)):
        fields = dict.fromkeys(("title", "publisher", "author", "source"), evil)
        text = f"{evil}\n{SAID.format(evil)}It was article {number}."
        yield {**fields, "url": "javascript:alert(1)", "published": "2024-03-05", "language": "en", "text": text}
    yield {"text": SAID.format(7) + "It has no limits.", "publisher": "p" * 1_000_000, "title": "t" * 1_000_000}
    yield {"text": SAID.format(8) + "It is of no time.", "published": "99999-12-31", "language": "../x" * 9999}
    yield {"text": SAID.format(9) + "It is of the future.", "published": "9999-12-31", "language": "en"}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Runs the program on a database of the hostile articles, and of a tracked claim in hostile words."""
    folder = tmp_path_factory.mktemp("hostile")
    file = folder / "evil\x1b[2J\n.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in articles()) + '{"text": 5}\n', encoding="utf-8")

    def invoke(*arguments: str, db: str) -> Result:
        return CliRunner().invoke(main, ["--db", db, *arguments], catch_exceptions=False)

    def filled(db: str) -> Run:
        done = invoke("load", str(file), "--collection", SQL, "--author", TERMINAL, db=db)
        assert done.exit_code == 0, done.output
        assert_plain(done.output)
        words = ("--title", MARKUP, "--proposition", TERMINAL, "--accused", SQL, "--term", "drones", "--slug", "evil")
        done = invoke("claim", "track", *words, "--collection", TURNED, db=db)
        assert done.exit_code == 0, done.output
        assert_plain(done.output)
        return lambda *arguments: invoke(*arguments, db=db)

    if request.param == "sqlite":
        yield filled(str(folder / "evil.db"))
        return
    with postgresql_server() as url:
        yield filled(url)


def assert_plain(shown: str) -> None:
    """What is printed holds no control but the end of a line, and nothing that turns text around."""
    assert not {char for char in shown if (ord(char) < 32 and char != "\n") or 127 <= ord(char) < 160}
    assert not BIDI_CONTROLS & set(shown)


def done(run: Run, *more: str) -> Iterator[tuple[tuple[str, ...], Result]]:
    slug = json.loads(run("report", "contested", "--format", "json").stdout)[0]["slug"]
    about = [("report", "timeline", slug), ("report", "claim", slug), ("explain", slug), ("claim", "show", "evil")]
    for command in (*TELLING, *about):
        result = run(*command, *more)
        assert result.exit_code == 0, result.output
        yield command, result


def told(run: Run, *more: str) -> Iterator[tuple[tuple[str, ...], str]]:
    return ((command, result.stdout) for command, result in done(run, *more))


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in FOR_FILES])
def test_every_report_shows_hostile_articles_in_every_form(form: str, run: Run) -> None:
    for command, shown in told(run, "--format", form):
        assert shown.strip(), command
        if form == "csv":
            shown = shown.replace("\t", "")
        assert_plain(shown)


def test_a_workbook_holds_text_and_computes_nothing(run: Run) -> None:
    for command, result in done(run, "--format", "xlsx"):
        (sheet,) = load_workbook(io.BytesIO(result.stdout_bytes)).worksheets
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert cells, command
        assert {cell.data_type for cell in cells} <= set("snbd"), command
        assert not [cell for cell in cells if cell.hyperlink]
        for cell in cells:
            assert_plain(str(cell.value).replace("\t", ""))


def test_no_cell_of_a_table_is_a_formula(run: Run) -> None:
    formula = re.compile(r"^[\s\u200b\"'“]*(?<!')[=+@＝＋＠-]|[;\t\r\n|]\s*[=+@＝＋＠-]")
    for command, shown in told(run, "--format", "csv"):
        rows = list(csv.reader(io.StringIO(shown)))
        assert len({len(row) for row in rows}) == 1, command
        assert [cell for row in rows for cell in row if formula.search(cell) and not cell.startswith("'")] == []


def test_markdown_holds_no_markup_of_an_article(run: Run) -> None:
    for command, shown in told(run, "--format", "md"):
        bare = re.sub(r"\\.", "", shown)
        assert "<script" not in bare and "](" not in bare and "&#" not in bare, command


def test_names_that_are_sql_are_names(run: Run) -> None:
    for command in (
        ("statements", "--collection", SQL),
        ("search", SQL),
        ("search", "\"'; --"),
        ("claims", "--party", SQL),
    ):
        assert run(*command).exit_code == 0
    for command in (("claims", "--party", f"{SQL}x"), ("claim", "show", SQL), ("claims", "--collection", f"{SQL}x")):
        done = run(*command)
        assert done.exit_code == 1 and "DROP TABLE" in done.stderr
    assert len(json.loads(run("statements", "--format", "json").stdout)) >= 40
    publishers = {row["publisher"] for row in json.loads(run("statements", "--format", "json").stdout)}
    assert SQL in publishers


def test_what_fills_every_view_is_left_out_and_told(run: Run) -> None:
    told = " ".join(row["message"] for row in json.loads(run("problems", "--format", "json").stdout))
    for words in (
        "Its publisher has 1,000,000 characters", "Its title has 1,000,000 characters", "is no address of the web",
        "'99999-12-31' is no date", "'9999-12-31' is no date", "is no language code", "'text': input should be",
    ):  # fmt: skip
        assert words in told
    shown = run("statements").stdout
    assert max(map(len, shown.splitlines())) < 200


@pytest.mark.parametrize(
    "slug", ["../../etc", "a/b", "a\\b", "..", "a.b", "-a", "a\n", "ａ", "a" * 61, "%2e%2e", "a;b"]
)
def test_a_slug_is_no_path(slug: str, run: Run) -> None:
    done = run("claim", "track", "--title", "A claim", "--slug", slug)
    assert (done.exit_code == 1 and "is no slug" in done.stderr) or slug.strip() == "a"


@pytest.mark.parametrize("title", ["../../etc/passwd", "…", "؟", "-rf /", "CON", "%s", "1", "a\x00b\x1b[2J"])
def test_a_title_gives_a_slug_that_is_a_name(title: str, run: Run) -> None:
    done = run("claim", "track", "--title", title, "--dry-run")
    assert done.exit_code == 0, done.output
    assert "1 new" in done.stdout


def test_a_name_without_end_is_refused(run: Run) -> None:
    for option in ("--title", "--accused", "--term", "--collection"):
        rest = () if option == "--title" else ("--title", "A claim")
        done = run("claim", "track", *rest, option, LONG)
        assert done.exit_code == 1 and "600 are the most" in done.stderr


def test_what_is_stored_is_checked(run: Run) -> None:
    done = run("check")
    assert done.exit_code == 0, done.output
