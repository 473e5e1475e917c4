"""Bad and hostile input: a message that says what and where, and the rest is read."""

import gzip
import io
import json
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factdb.errors import InputError
from factdb.read import Defaults, inputs
from factdb.read.page import from_page
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
        (b'{"text": {"text": "a"}}', "'text'"),
        (b'{"text": ["a"]}', "'text'"),
        (b'{"text": NaN}', "'text'"),
        (b'{"text": -Infinity}', "'text'"),
        (b'{"text": "one", "text": "two"}', "'text' stands there twice"),
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
        ("a" * 5000, "No such file"),
        ("a" * 5000 + "*.txt", "Nothing to read"),
        ("socket.txt", "no regular file"),
        ("good.txt/a.txt", "No such file"),
        ("[a-", "Nothing to read"),
    ],
)
def test_a_path_that_means_nothing_is_told_before_anything_is_read(tmp_path: Path, path: str, message: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "good.txt").write_text(BODY)
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    os.mknod(tmp_path / "socket.txt", stat.S_IFSOCK | 0o600)
    with pytest.raises(InputError) as error:
        inputs([str(tmp_path / "good.txt"), f"{tmp_path}/{path}"], Defaults(), io.BytesIO())
    assert message.format(tmp_path) in str(error.value)


def test_devices_and_sockets_are_no_files() -> None:
    with pytest.raises(InputError, match="no regular file"):
        inputs(["/dev/zero"], Defaults(), io.BytesIO())


def test_pipes_devices_and_loops_inside_a_folder_are_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    os.mknod(tmp_path / "socket.txt", stat.S_IFSOCK | 0o600)
    (tmp_path / "null.txt").symlink_to("/dev/zero")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "up").symlink_to(tmp_path)
    (tmp_path / "good.txt").write_text(BODY)
    assert [item.source for item in read(tmp_path) if isinstance(item, Article)] == [(tmp_path / "good.txt").as_posix()]


@pytest.mark.parametrize("pattern", ["", "/*", "/**/*.txt"])
def test_pipes_and_loops_that_a_glob_meets_are_passed_over(tmp_path: Path, pattern: str) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "up").symlink_to(tmp_path)
    (tmp_path / "good.txt").write_text(BODY)
    (item, *_) = read(f"{tmp_path}{pattern}")
    assert isinstance(item, Article)


def test_a_link_that_leads_out_of_its_folder_is_told_and_not_followed(tmp_path: Path) -> None:
    for name in ("given", "given/inner", "secret"):
        (tmp_path / name).mkdir()
    (tmp_path / "secret/key.txt").write_text(BODY)
    (tmp_path / "given/inner/good.txt").write_text(BODY.replace("Juru", "Duru"))
    (tmp_path / "given/again.txt").symlink_to("inner/good.txt")
    (tmp_path / "given/news.txt").symlink_to("../secret/key.txt")
    (tmp_path / "given/all").symlink_to("../secret")
    items = read(tmp_path / "given")
    assert [Path(item.source).name for item in items if isinstance(item, Article)] == ["again.txt"]
    told = [item.message for item in items if isinstance(item, Problem) and item.article is None]
    assert len(told) == 1 and "leads out of" in told[0]
    assert isinstance(read(tmp_path / "given/news.txt")[0], Article)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("a = " + "[" * 100_000, "nested too deep"),
        ("a = " + "9" * 10_000, "not a TOML file"),
        ('[[article]]\nfile = "a\\u0000.txt"', "no readable file"),
        ('[[article]]\nfile = "../secret.txt"', "no readable file"),
        ('[[article]]\nfile = "out.txt"', "leads out of"),
        ('[[article]]\nfile = "pipe.txt"', "no readable file"),
        ('[[article]]\nfile = "' + "a/" * 9999 + '.txt"', "no readable file"),
        ("[[article]]\nfile = 5", "'file' is missing"),
    ],
)
def test_a_hostile_manifest_is_an_error_in_words(tmp_path: Path, toml: str, message: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.txt").write_text(BODY)
    (tmp_path / "in/out.txt").symlink_to("../secret.txt")
    os.mkfifo(tmp_path / "in/pipe.txt")
    (tmp_path / "in/manifest.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read(tmp_path / "in")


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="a system without users")
def test_what_nobody_may_look_into_is_an_error_in_words() -> None:
    with TemporaryDirectory(dir="/tmp") as folder, without_privileges(folder):
        inside = Path(folder, "closed")
        inside.mkdir()
        (inside / "a.txt").write_text(BODY)
        Path(folder, "b.txt").write_text(BODY)
        Path(folder, "b.txt").chmod(0)
        (problem,) = read(f"{folder}/b.txt")
        assert isinstance(problem, Problem) and "Permission denied" in problem.message
        for mode in (0o000, 0o400, 0o100):
            inside.chmod(mode)
            for path in (inside / "a.txt", inside) if mode != 0o100 else (inside,):
                with pytest.raises(InputError, match="cannot be read: Permission denied"):
                    read(path)
        inside.chmod(0o700)


@contextmanager
def without_privileges(folder: str) -> Iterator[None]:
    """As an ordinary user, who is the owner of a folder: root may look into everything."""
    if os.geteuid() != 0:
        yield
        return
    os.chown(folder, 65534, 65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_what_vanishes_or_becomes_a_pipe_after_it_was_listed_is_told(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(f"{name} {BODY}")
    items = inputs([str(tmp_path)], Defaults(), io.BytesIO())
    (tmp_path / "a.txt").unlink()
    (tmp_path / "b.txt").unlink()
    os.mkfifo(tmp_path / "b.txt")
    gone, pipe, article, _ = items
    assert isinstance(gone, Problem) and "No such file" in gone.message
    assert isinstance(pipe, Problem) and "no regular file" in pipe.message
    assert isinstance(article, Article)


def test_a_file_that_shrinks_while_it_is_read_ends_where_it_ends(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"".join(GOOD.replace(b"Juru", b"J%05d" % number) for number in range(2000)))
    items = inputs([str(file)], Defaults(), io.BytesIO())
    assert isinstance(next(items), Article)
    os.truncate(file, 1000)
    assert all(isinstance(item, Article | Problem) for item in items)


def test_names_that_are_no_text_are_told_as_they_can_be_stored(tmp_path: Path) -> None:
    for name in (b"bad\xff.txt", b"new\nline.txt", b"esc\x1b[2J.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(b"\0")
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/good " + name)).write_bytes(name[:3] + b" " + BODY.encode())
    items = read(tmp_path)
    assert len([item for item in items if isinstance(item, Article)]) == 3
    for item in items:
        item.source.encode("utf-8")
        assert "\x1b" not in item.source
    assert any("bad\\xff.txt" in item.source for item in items)


def test_a_gzip_or_a_bomb_of_entities_is_no_article(tmp_path: Path) -> None:
    packed = gzip.compress(b"<p>" + BODY.encode() * 100_000)
    for name in ("a.html", "a.txt", "a.csv"):
        assert told(tmp_path / name, packed)
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e0 "x">{entities}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    (tmp_path / "b.html").write_text(f"{bomb}<html><body><article><p>&e11;&f;</p><p>{BODY}</p></article></body></html>")
    (article, *_) = read(tmp_path / "b.html")
    assert isinstance(article, Article) and len(article.text) < 1000 and "root:" not in article.text


PARTS = {
    "bold in bold": "<b>a<i>b</i></b> ", "articles in articles": "<article><time datetime=x>", "paragraphs": "<p><b>",
    "sections": "<section><p>a</section>", "text in frames": "text <div>b</div>", "cells": "<td>a</td>", "blanks": " ",
    "metas": "<meta property=a content=b>", "scripts": '<script type="application/ld+json">{"@type":[',
    "things": '{"@type":[',
}  # fmt: skip


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS.keys())
def test_a_hostile_page_takes_time_that_grows_with_it(part: str) -> None:
    """Four times the page; eight times the time would be growth by more than the size, sixteen the square."""

    def seconds(size: int) -> float:
        head = '<script type="application/ld+json">' if part.startswith("{") else "<table><tr>" if "td" in part else ""
        page = (
            f"<!doctype html//{part if part == ' ' else '/'}\n<html><body>{head}{part * (size // len(part))}<p>{BODY}"
        )
        started = time.process_time()
        from_page(page, "a.html")
        return time.process_time() - started

    seconds(1000)
    assert seconds(480_000) < max(8 * seconds(120_000), 1)


def test_of_a_page_without_end_the_paragraphs_are_taken_and_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<html><body>{'<i>a</i>' * 12_000}<p>{BODY}</p><p>Ia pergi.</p></body></html>")
    article, problem, _ = read(tmp_path / "a.html")
    assert isinstance(article, Article) and article.text == f"{BODY.strip()}\nIa pergi."
    assert isinstance(problem, Problem) and "too many to tell the article from the rest" in problem.message


@pytest.mark.parametrize("charset", ["iso-8859-99", "windows-1259", "cp1250", "x" * 19])
def test_a_page_in_an_encoding_that_does_not_exist_is_read(tmp_path: Path, charset: str) -> None:
    (tmp_path / "a.html").write_bytes(f'<html><meta charset="{charset}"><p>Zoë. {BODY}</p></html>'.encode("cp1252"))
    assert isinstance(read(tmp_path / "a.html")[0], Article)


def test_a_csv_of_a_million_columns_or_of_an_endless_row_or_head(tmp_path: Path) -> None:
    wide = b"text," + b",".join(b"c%d" % number for number in range(1_000_000))
    (tmp_path / "a.csv").write_bytes(wide + b"\n" + BODY.encode() + b"," * 1_000_000 + b"\n")
    assert isinstance(read(tmp_path / "a.csv")[0], Article)
    assert "no column 'text'" in told(tmp_path / "b.csv", b"a" * 21_000_000 + b"\n1\n")
    assert "row is too long" in told(tmp_path / "c.csv", b"text\n" + b'"a\n",' * 4_100_000)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-32"])
def test_json_lines_in_other_encodings_lose_nothing(tmp_path: Path, encoding: str) -> None:
    lines = "".join(
        json.dumps({"text": f"{n} {BODY}ë", "published": "2024"}, ensure_ascii=False) + "\n" for n in range(90)
    )
    (tmp_path / "a.jsonl").write_bytes(lines.encode(encoding))
    assert [item.text[-1] for item in read(tmp_path / "a.jsonl") if isinstance(item, Article)] == ["ë"] * 90


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("publisher", "p" * 1_000_000, "Its publisher has 1,000,000 characters"),
        ("title", "t" * 1001, "Its title has 1,001 characters"),
        ("url", "javascript:alert(1)", "is no address of the web"),
        ("url", "\x01 JaVaScRiPt:alert(1)", "is no address of the web"),
        ("archived_url", "data:text/html,a", "is no address of the web"),
        ("url", "http://a.b/" + "c" * 5000, "Its url has 5,011 characters"),
        ("language", "../x", "'../x' is no language code"),
        ("language", "e" * 100_000, "is no language code"),
        ("language", "ſſ", "is no language code"),
        ("retrieved_on", "0000-00-00", "'0000-00-00' is no date"),
        ("published", "2023-02-30", "'2023-02-30' is no date"),
        ("published", "0000-01-01", "is no date"),
        ("published", "99999-01-01", "is no date"),
        ("published", "9999-12-31", "is no date"),
        ("published", "٢٠٢٤-٠١-٠١", "is no date"),
        ("published", "1" * 1_000_000, "is no date"),
    ],
)
def test_what_a_record_says_of_itself_and_cannot_be_is_left_out_and_told(
    tmp_path: Path, field: str, value: str, message: str
) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": BODY, field: value}) + "\n", encoding="utf-8")
    article, *problems = read(tmp_path / "a.jsonl")
    assert isinstance(article, Article)
    name = {"published": "published_on"}.get(field, field)
    assert getattr(article, name) in (None, "id")
    assert message in " ".join(problem.message for problem in problems if isinstance(problem, Problem))
    assert max(len(problem.message) for problem in problems if isinstance(problem, Problem)) < 200


def test_a_source_without_end_is_cut(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": BODY, "source": "s" * 1_000_000}) + "\n")
    assert {len(item.source) for item in read(tmp_path / "a.jsonl")} == {1000}


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
