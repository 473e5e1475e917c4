"""Bad and hostile input: a message that says what and where, and the rest is read."""

import io
import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factdb.errors import InputError
from factdb.read import Defaults, inputs
from factdb.read.record import from_csv, from_json_lines
from factdb.records import Article, Problem

BODY = "Juru bicara Kremlin pada hari Rabu membantah laporan bahwa Rusia mengirim senjata ke Myanmar. " * 3
GOOD = json.dumps({"text": BODY, "published": "2024-10-31"}).encode() + b"\n"


def read(*paths: Path | str, stdin: bytes = b"") -> list[Article | Problem]:
    return list(inputs([str(path) for path in paths], Defaults(), io.BytesIO(stdin)))


def told(file: Path, content: bytes) -> str:
    """The message of the only problem, where nothing else came of the file."""
    file.write_bytes(content)
    (problem,) = read(file)
    assert isinstance(problem, Problem)
    assert problem.article is None
    assert problem.source is not None
    assert problem.source.startswith(file.as_posix())
    return problem.message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "No text"),
        (b" \n\xc2\xa0\n", "No text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "binary"),
        (b"%PDF-1.7 text", "binary"),
        (b"PK\x03\x04 archive", "binary"),
        (b"text with \x00 inside", "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
    ],
)
def test_a_file_that_is_no_text(tmp_path: Path, content: bytes, message: str) -> None:
    assert message in told(tmp_path / "a.txt", content)


def test_a_text_of_50_megabytes_is_refused_at_once(tmp_path: Path) -> None:
    started = time.perf_counter()
    assert "20 MB" in told(tmp_path / "a.txt", b"Kremlin membantah. " * 2_700_000)
    assert "characters" in told(tmp_path / "b.txt", b"Kremlin membantah. " * 200_000)
    assert time.perf_counter() - started < 5


def test_a_long_line_of_json_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'{"text": "' + b"a" * 21_000_000 + b'"}\n' + GOOD)
    problem, article = read(file)
    assert isinstance(problem, Problem)
    assert f"{file}:1" in problem.message
    assert isinstance(article, Article)
    assert article.source == f"{file}#2"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"text": "a"', "not JSON"),
        (b"[1, 2]", "not an object"),
        (b'"text"', "not an object"),
        (b'{"title": "no text"}', "'text'"),
        (b'{"text": 5}', "'text'"),
        (b'{"text": null}', "'text'"),
        (b'{"text": "a", "title": 5}', "'title'"),
        (b'{"text": "a", "published": 2024}', "'published'"),
        (b'{"text": "  "}', "No text"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"text": ' + b"9" * 5000 + b"}", "number too long"),
        (b"\x00\x01\x02\xff", "no text"),
    ],
)
def test_a_broken_line_is_named_and_the_rest_is_read(tmp_path: Path, line: bytes, message: str) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(GOOD + line + b"\n\n" + GOOD.replace(b"Juru", b"Duru"))
    one, problem, other = read(file)
    assert isinstance(one, Article)
    assert isinstance(other, Article)
    assert isinstance(problem, Problem)
    assert message in problem.message
    assert problem.source == f"{file}#2"
    assert other.source == f"{file}#4"


def test_ten_thousand_broken_lines_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"{broken\n" * 10_000 + GOOD)
    items = read(file)
    problems = [item for item in items if isinstance(item, Problem)]
    assert len(items) - len(problems) == 1
    assert len(problems) == 21
    assert problems[-1].message == f"{file}: 9,980 more records could not be read."


def test_lone_surrogates_and_controls_in_json(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"text": f"\ud800\x00\x1b{BODY}", "title": "Ju\udfffdul", "published": "2024"}) + "\n")
    (article,) = read(file)
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Judul", BODY.strip())


def test_csv_without_a_text_column_and_with_broken_rows(tmp_path: Path) -> None:
    assert "no column 'text'" in told(tmp_path / "a.csv", b"title,body\na,b\n")
    assert "no column 'text'" in told(tmp_path / "b.csv", b"")
    file = tmp_path / "c.csv"
    file.write_bytes(b"text,title\n" + BODY.encode() + b",a,too many\nonly a text\n,\n,only a title\n")
    assert [type(item).__name__ for item in read(file) if getattr(item, "article", None) is None] == [
        "Article",
        "Article",
        "Problem",
    ]


def test_an_endless_quoted_cell_ends_in_a_problem(tmp_path: Path) -> None:
    assert "row is too long" in told(tmp_path / "a.csv", b'text\n"' + b"a,\n" * 7_500_000)


def test_windows_1252_is_a_guess_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(f"“Itu bohong,” kata dia. {BODY}".encode("cp1252"))
    article, guess, _ = read(file)
    assert isinstance(article, Article)
    assert article.text.startswith("“Itu bohong,”")
    assert isinstance(guess, Problem)
    assert guess.article == article.key
    assert "Windows-1252" in guess.message


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("none.txt", "No such file: '{}/none.txt'"),
        ("none/*.txt", "Nothing to read in '{}/none/*.txt'"),
        ("empty", "Nothing to read in '{}/empty'"),
        ("a.docx", "'{}/a.docx' is of no kind"),
        ("pipe.txt", "no regular file"),
        ("loop.txt", "No such file"),
        ("a\0b.txt", "NUL"),
    ],
)
def test_a_path_that_means_nothing_is_told_before_anything_is_read(tmp_path: Path, path: str, message: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "good.txt").write_text(BODY)
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(InputError) as error:
        inputs([str(tmp_path / "good.txt"), f"{tmp_path}/{path}"], Defaults(), io.BytesIO())
    assert message.format(tmp_path) in str(error.value)


def test_pipes_devices_and_loops_inside_a_folder_are_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "null.txt").symlink_to("/dev/zero")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "up").symlink_to(tmp_path)
    (tmp_path / "good.txt").write_text(BODY)
    assert [item.source for item in read(tmp_path) if isinstance(item, Article)] == [(tmp_path / "good.txt").as_posix()]


@pytest.mark.parametrize("defaults", [{"published": "last week"}, {"language": "Indonesian (id)"}])
def test_options_that_cannot_be_used(defaults: dict[str, str]) -> None:
    with pytest.raises(InputError) as error:
        Defaults(**defaults)
    assert next(iter(defaults.values())) in str(error.value)


@settings(deadline=None)
@given(st.binary() | st.lists(st.binary(max_size=40)).map(b"\n".join))
def test_any_bytes_go_through_the_readers(data: bytes) -> None:
    list(from_json_lines(io.BytesIO(data), "a.jsonl"))
    list(from_csv(io.BytesIO(data), "a.csv"))
    list(from_csv(io.BytesIO(b"text,title\n" + data), "a.csv"))
    read("-", stdin=data)


VALUES = st.one_of(st.none(), st.booleans(), st.floats(), st.text(max_size=20), st.lists(st.integers(), max_size=2))
RECORDS = st.dictionaries(st.sampled_from(["text", "title", "published", "language", "url", "x"]), VALUES)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(RECORDS, max_size=5))
def test_any_records_give_articles_or_problems_that_name_their_line(records: list[dict[str, object]]) -> None:
    lines = b"".join(json.dumps(record).encode() + b"\n" for record in records)
    found = list(from_json_lines(io.BytesIO(lines), "a.jsonl"))
    assert len(found) == len(records)
    for number, item in enumerate(found, start=1):
        assert not isinstance(item, Problem) or item.source == f"a.jsonl#{number}"
