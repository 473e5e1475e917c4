"""README.md shows what factdb prints, and so does reports/: all of it is made from the seeds and compared.

`pytest tests/test_readme.py --update-golden` writes it anew. In README.md, markers are comments, closed by
`<!-- end -->`: `shell: COMMAND` (`lines=N` keeps the first N; `{claim}` is the surest contested claim), `picture`,
`python`, `commands`, `views`, `statuses`, `screen`. What stands in `roles` stays as it is; tests/test_sharing.py tries
it.
"""

import code
import contextlib
import doctest
import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import factdb
from factdb.cli import main
from factdb.fetch import reading
from factdb.pipeline import Reviewing
from factdb.review.screen import lines_of
from factdb.review.session import Session, shown
from tests.program import COMMANDS
from tools.reports import FOLDER, reports

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"<!-- (?P<marker>[a-z]+[^>]*?) -->\n(?P<body>.*?)<!-- end -->", re.DOTALL)
WIDTH = "100"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a reader of the README has it: the seeds, and no database yet."""
    path = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "seeds", path / "seeds")
    return path


def test_the_readme_shows_what_factdb_prints(
    folder: Path, golden: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", WIDTH)
    monkeypatch.delenv("FACTDB_DB", raising=False)
    written = README.read_text(encoding="utf-8")
    made = BLOCK.sub(lambda block: f"<!-- {block['marker']} -->\n{made_block(block)}<!-- end -->", written)
    golden(README, made)


def test_the_reports_folder_holds_what_the_seeds_give(tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    made = dict(reports(str(tmp_path / "reports.db")))
    for name, content in made.items():
        golden(FOLDER / name, content)
    kept = {str(file.relative_to(FOLDER)) for file in FOLDER.rglob("*") if file.is_file()}
    assert kept == made.keys()


def test_every_command_appears_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    assert [path for path in COMMANDS if f"`factdb {' '.join(path)}" not in text] == []


def made_block(block: re.Match[str]) -> str:
    kind, _, command = block["marker"].partition(":")
    if kind.startswith("shell"):
        lines = re.search(r"lines=(\d+)", kind)
        return shell(command.strip(), int(lines[1]) if lines else None)
    makers: dict[str, Callable[[str], str]] = {
        "python": python,
        "roles": lambda body: body,
        "picture": lambda _: picture(),
        "screen": lambda _: screen(),
        "commands": lambda _: command_list(),
        "views": lambda _: view_list(),
        "statuses": lambda _: explained("status"),
    }
    return makers[kind](block["body"])


def shell(command: str, most: int | None) -> str:
    """A command with what it prints on stdout."""
    command = command.format(claim=surest()) if "{claim}" in command else command
    done = CliRunner().invoke(main, command.split()[1:], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    lines = done.stdout.rstrip().splitlines()
    if most is not None and len(lines) > most:
        left = len(lines) - most
        lines = [*lines[:most], f"… ({left} more line{'' if left == 1 else 's'})"]
    return "\n".join(["```text", f"$ {command}", *lines, "```", ""])


def surest() -> str:
    """The slug of the first claim of the contested report."""
    return str(factdb.open("factdb.db").contested().slug[0])


def picture() -> str:
    """A timeline out of reports/: that of the claim about which most was said."""
    rows = factdb.open("factdb.db").contested()
    slug = rows.slug[rows.statement_count.idxmax()]
    assert (FOLDER / "timelines" / f"{slug}.svg").is_file()
    return f"![The timeline of {slug}](reports/timelines/{slug}.svg)\n"


def screen() -> str:
    """What `factdb review` asks first, as a terminal shows it."""
    first = shown(Session(), Reviewing("factdb.db").next())
    lines = ["".join(text for _, text in line).rstrip() for line in lines_of(first, int(WIDTH), 36)]
    return "\n".join(["```text", "$ factdb review", *lines, "```", ""])


def python(body: str) -> str:
    """The examples of a block, each with what it prints now."""
    examples = doctest.DocTestParser().get_examples(body.replace("```", ""))
    console = code.InteractiveInterpreter({})
    lines = []
    for example in examples:
        out, errors = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
            console.runsource(example.source, symbol="single")
        assert not errors.getvalue(), errors.getvalue()
        first, *rest = example.source.rstrip().splitlines()
        lines += [f">>> {first}", *(f"... {line}" for line in rest), *out.getvalue().rstrip().splitlines()]
    return "\n".join(["```python", *lines, "```", ""])


def command_list() -> str:
    lines = []
    for path, command in COMMANDS.items():
        arguments = [
            each.make_metavar(click.Context(command)) for each in command.params if each.param_type_name == "argument"
        ]
        lines.append(f"| `{' '.join(['factdb', *path, *arguments])}` | {first_sentence(command.help or '')} |")
    return "\n".join(["| command | what it does |", "|---|---|", *lines, ""])


def first_sentence(text: str) -> str:
    return text.partition("\n\n")[0].replace("\n", " ")


def view_list() -> str:
    with reading("factdb.db") as reader:
        rows = reader.rows("about", order=("about_id",))
    lines = []
    for view in (row for row in rows if row["kind"] == "view"):
        columns = ", ".join(
            f"`{row['name']}`" for row in rows if row["kind"] == "column" and row["view"] == view["name"]
        )
        lines.append(f"| `{view['name']}` | {view['explanation']} | {columns} |")
    return "\n".join(["| view | what it shows | columns |", "|---|---|---|", *lines, ""])


def explained(kind: str) -> str:
    with reading("factdb.db") as reader:
        rows = reader.rows("about", where={"kind": kind}, order=("about_id",))
    return "\n".join(["| | |", "|---|---|", *(f"| **{row['name']}** | {row['explanation']} |" for row in rows), ""])
