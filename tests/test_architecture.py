"""The rooms of factdb and the arrows between them, read from every import there is (in functions too)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import factdb

PACKAGE = Path(factdb.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))

# room: what it may import. Everybody may import `errors`, and a room may import itself.
ARROWS = {
    "errors": "",
    "words": "",
    "records": "words",
    "languages": "words records",
    "parties": "words records",
    "read": "words records languages",
    "extract": "words records languages parties",
    "link": "words records languages",
    "status": "words records",
    "store": "words records",
    "report": "words records",
    # What a person is asked and answers: a screen and a spreadsheet out of values, without a database or a terminal.
    "review": "words records report",
    "export": "words records",
    "pipeline": "words records languages parties read extract link status store report review",
    # What a report needs, read from the public views: the notebook and the command line ask for the same things, so
    # the asking has one home below both, and `report` stays free of the database.
    # A past moment is folded anew by what folds the present: that is the pipeline's, which is asked for that alone.
    "fetch": "words records pipeline store report",
    # Likewise what an export needs; apart, so that no report has to load it.
    "exporting": "words records fetch report export",
    # Likewise what the log needs.
    "logbook": "words records fetch report",
    # Datasette over the file: reads by the store's own rules where a file may be read, tells claims by reports.
    "browse": "words records store fetch report",
    # The notebook's verbs and the commands are two faces of the same rooms; neither knows the other.
    "api": "words records pipeline fetch report exporting logbook",
    "cli": "words records languages pipeline fetch report review export exporting logbook browse",
    # `import factdb` promises `factdb.open`, and imports it only when it is asked for.
    "factdb": "api",
}
HOMES = {
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "pandas": {"report", "api"},
    "click": {"cli"},
    "rich": {"report", "cli"},
    "blessed": {"cli"},
    "datasette": {"browse"},
    "uvicorn": {"browse"},
    "pyarrow": {"export", "read"},
    "dask": {"pipeline"},
    "distributed": {"pipeline"},
}
HOMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager"}


def room_of(file: Path) -> str:
    """The room that a file belongs to; the package's own __init__ is the room `factdb`."""
    first = file.relative_to(PACKAGE).parts[0]
    return "factdb" if first == "__init__.py" else first.removesuffix(".py")


def imports_in(tree: ast.AST) -> Iterator[str]:
    """Every module that a file imports, by its full dotted name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are absolute, so that the arrow can be read"
            assert node.module
            yield node.module
            if node.module == "factdb":
                yield from (f"factdb.{alias.name}" for alias in node.names)


def rooms_imported(tree: ast.AST) -> set[str]:
    """The rooms of factdb that a file imports from; a bare `factdb` is the package itself, and no room."""
    return {name.split(".")[1] for name in imports_in(tree) if name.startswith("factdb.")} - {"__version__"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_file_imports_only_what_its_room_may(file: Path) -> None:
    room, tree = room_of(file), ast.parse(file.read_text(encoding="utf-8"))
    assert room in ARROWS, f"'{room}' is no room: give it a job and arrows in this table, or move the file"
    allowed = {room, "errors", *ARROWS[room].split()}
    assert rooms_imported(tree) <= allowed, f"{room} may import {sorted(allowed)}"
    for library in {name.split(".")[0] for name in imports_in(tree)} & HOMES.keys():
        assert room in HOMES[library], f"{library} lives only in {sorted(HOMES[library])}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_file_has_a_home_and_catches_only_what_it_knows(file: Path) -> None:
    assert not HOMELESS & set(file.relative_to(PACKAGE).with_suffix("").parts), "name the room that is missing"
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            passed_on = isinstance(last := node.body[-1], ast.Raise) and last.exc is None
            assert passed_on or not broad(node.type), f"line {node.lineno}: our mistakes must crash"


def broad(caught: ast.expr | None) -> bool:
    """Whether an except clause takes every exception there is."""
    if caught is None:
        return True
    names = {node.id for node in ast.walk(caught) if isinstance(node, ast.Name)}
    return bool(names & {"Exception", "BaseException"})


def test_the_arrows_run_one_way() -> None:
    for room in ARROWS:
        seen, ahead = set(), set(ARROWS[room].split())
        while ahead:
            seen |= (step := ahead)
            ahead = {further for name in step for further in ARROWS[name].split()} - seen
        assert room not in seen, f"{room} comes back to itself"


@pytest.mark.parametrize("room", ["extract", "link", "status"])
def test_a_pure_room_opens_no_file_and_reads_no_clock(room: str) -> None:
    for file in (PACKAGE / room).rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        assert not {"os", "io", "time", "pathlib", "random"} & set(imports_in(tree)), file
        called = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
        names = {func.id for func in called if isinstance(func, ast.Name)}
        names |= {func.attr for func in called if isinstance(func, ast.Attribute)}
        assert not {"open", "now", "today", "utcnow"} & names, file
