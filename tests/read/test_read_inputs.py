"""What `inputs` makes of files, folders, globs, manifests and standard input."""

import io
import json
import os
from pathlib import Path

import pytest

from factdb.errors import InputError
from factdb.read import Defaults, inputs
from factdb.records import Article, Problem
from factdb.words import PublishedBasis

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
BODY = "Juru bicara Kremlin pada hari Rabu membantah laporan bahwa Rusia mengirim senjata ke Myanmar. " * 3


def read(*paths: Path | str, defaults: Defaults | None = None, stdin: bytes = b"") -> list[Article | Problem]:
    return list(inputs([str(path) for path in paths], defaults or Defaults(), io.BytesIO(stdin)))


def articles(*paths: Path | str, defaults: Defaults | None = None, stdin: bytes = b"") -> list[Article]:
    return [item for item in read(*paths, defaults=defaults, stdin=stdin) if isinstance(item, Article)]


def write_records(file: Path, *records: object) -> Path:
    file.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return file


def cases(name: str) -> list[str]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("case", cases("read_dates.txt"))
def test_date_of_publication(case: str, tmp_path: Path) -> None:
    raw, day = (part.strip() for part in case.split("=>"))
    file = write_records(tmp_path / "a.jsonl", {"text": BODY, "published": raw})
    article, *problems = read(file)
    assert isinstance(article, Article)
    assert article.published_on == (None if day == "-" else day)
    assert article.published_basis is (PublishedBasis.NONE if day == "-" else PublishedBasis.GIVEN)
    assert any(isinstance(p, Problem) and p.article == article.key and raw in p.message for p in problems) == (
        day == "-"
    )


@pytest.mark.parametrize("case", cases("read_titles.txt"))
def test_first_line(case: str, tmp_path: Path) -> None:
    kind, line = case.split(maxsplit=1)
    file = tmp_path / "a.txt"
    file.write_text(f"{line}\n\n{BODY}", encoding="utf-8")
    (article,) = articles(file)
    assert article.title == (line if kind == "title" else None)
    assert article.text == f"{line}\n\n{BODY}".strip()


def test_the_seeds_are_loaded_by_their_manifest() -> None:
    found = articles(ROOT / "seeds")
    assert [article.publisher for article in found] == ["Liputan6.com", None, "IDN Times", "LOGIC.co.id", "NewsRoom.id"]
    assert [article.published_on for article in found] == [
        "2022-10-05",
        "2023-09-06",
        "2022-09-22",
        "2024-11-30",
        "2024-10-31",
    ]
    assert {article.language for article in found} == {"id"}
    assert found[3].title == "Kim Jong Un Dukung Hak Rusia untuk Bela Diri Melawan Ukraina"
    assert found[0].source.endswith("seeds/articles/000_04506879bf3651ee.txt")
    assert len(read(ROOT / "seeds")) == 5


def test_every_quote_of_the_gold_annotations_stands_in_the_stored_seeds() -> None:
    gold = json.loads((ROOT / "seeds" / "gold.json").read_text(encoding="utf-8"))
    stored = {"/".join(a.source.split("/")[-2:]): "".join(a.text.split()) for a in articles(ROOT / "seeds")}
    quotes = [(s["article"], "".join(s["quote"].replace("Â", "").split())) for s in gold["statements"]]
    assert quotes
    assert [quote for article, quote in quotes if quote not in stored[article]] == []


def test_a_record_of_json_lines(tmp_path: Path) -> None:
    record = {
        "text": BODY,
        "source": "kumpulan/1",
        "url": "https://contoh.example/1",
        "archived_url": "https://arsip.example/1",
        "retrieved_on": "2024-12-01T08:00:00Z",
        "title": "Kremlin  Bantah",
        "publisher": "Contoh",
        "published": "2024-10-31T09:00",
        "language": "id-ID",
        "author": "Penulis Satu",
        "something_else": {"is": "ignored"},
    }
    (article,) = read(write_records(tmp_path / "a.jsonl", record))
    assert isinstance(article, Article)
    assert (article.source, article.title, article.publisher) == ("kumpulan/1", "Kremlin Bantah", "Contoh")
    assert (article.url, article.archived_url) == ("https://contoh.example/1", "https://arsip.example/1")
    assert (article.published_on, article.retrieved_on, article.language) == ("2024-10-31", "2024-12-01", "id")


def test_the_source_is_source_else_url_else_file_and_line(tmp_path: Path) -> None:
    file = write_records(
        tmp_path / "a.jsonl",
        {"text": "Satu. " + BODY, "source": "s", "url": "https://u.example"},
        {"text": "Dua. " + BODY, "url": "https://u.example"},
        {"text": "Tiga. " + BODY, "source": None},
    )
    assert [a.source for a in articles(file)] == ["s", "https://u.example", f"{file}#3"]


def test_options_hold_where_a_file_does_not_say(tmp_path: Path) -> None:
    file = write_records(tmp_path / "a.jsonl", {"text": BODY, "publisher": "Sendiri"}, {"text": "Lain. " + BODY})
    options = Defaults(published="2024-10", publisher="Bersama", language="ms")
    one, other = articles(file, defaults=options)
    assert (one.publisher, other.publisher) == ("Sendiri", "Bersama")
    assert (one.published_on, one.published_basis) == ("2024-10", PublishedBasis.GIVEN)
    assert one.language == "ms"


def test_an_article_without_a_date_is_read_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(BODY, encoding="utf-8")
    article, problem = read(file)
    assert isinstance(article, Article)
    assert isinstance(problem, Problem)
    assert (problem.article, problem.source) == (article.key, file.as_posix())
    assert "no date" in problem.message


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_with_whatever_delimiter(tmp_path: Path, delimiter: str) -> None:
    file = tmp_path / "a.csv"
    rows = [["Title", "Published", "Text"], ["Kremlin Bantah", "2024-10-31", f'"Baris satu,\nbaris ""dua"" {BODY}"']]
    file.write_text("\n".join(delimiter.join(row) for row in rows), encoding="utf-8-sig")
    (article,) = articles(file)
    assert (article.title, article.published_on, article.source) == ("Kremlin Bantah", "2024-10-31", f"{file}#2")
    assert article.text.startswith('Baris satu,\nbaris "dua"')


def test_csv_saved_by_a_spreadsheet_in_windows_1252(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(f"text;publisher\n“Itu bohong,” kata dia. {BODY};Café\n".encode("cp1252"))
    article, problem, _ = read(file)
    assert isinstance(article, Article)
    assert article.text.startswith("“Itu bohong,”")
    assert article.publisher == "Café"
    assert isinstance(problem, Problem)
    assert "Windows-1252" in problem.message


def test_a_folder_is_read_in_the_order_of_names_without_what_is_hidden_or_of_no_kind(tmp_path: Path) -> None:
    (tmp_path / "b" / "c").mkdir(parents=True)
    for name in ("z.txt", "a.txt", "b/m.txt", "b/c/n.txt", ".hidden.txt", "README.md", "picture.png"):
        (tmp_path / name).write_text(f"{name}. {BODY}", encoding="utf-8")
    names = [Path(a.source).relative_to(tmp_path).as_posix() for a in articles(tmp_path)]
    assert names == ["a.txt", "b/c/n.txt", "b/m.txt", "z.txt"]


def test_a_glob_that_no_shell_has_opened(tmp_path: Path) -> None:
    for name in ("1.txt", "2.txt", "3.csv"):
        (tmp_path / name).write_text(f"{name} {BODY}", encoding="utf-8")
    assert len(articles(f"{tmp_path}/*.txt")) == 2


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(BODY, encoding="utf-8")
    assert len(articles(file, tmp_path, f"{tmp_path}/../{tmp_path.name}/a.txt")) == 1


def test_standard_input_holds_json_lines_or_one_text() -> None:
    records = json.dumps({"text": BODY}) + "\n" + json.dumps({"text": "Dua. " + BODY, "source": "b"}) + "\n"
    assert [a.source for a in articles("-", stdin=f"\n {records}".encode())] == ["-#1", "b"]
    (article,) = articles("-", stdin=f"\n\nKremlin Bantah Laporan\n{BODY}".encode())
    assert (article.source, article.title) == ("-", "Kremlin Bantah Laporan")


def test_json_lines_are_read_one_by_one(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb", buffering=0) as stdin, os.fdopen(writer, "wb", buffering=0) as out:
        line = json.dumps({"text": BODY, "published": "2024-10-31"}).encode() + b"\n"
        out.write(line)
        stream = inputs(["-"], Defaults(), stdin)
        assert isinstance(next(stream), Article)
        out.write(line.replace(b"Juru", b"Duru"))
        assert isinstance(next(stream), Article)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(f"“Itu bohong.” {BODY}".encode(encoding))
    (tmp_path / "b.jsonl").write_bytes(json.dumps({"text": f"“Dua.” {BODY}"}, ensure_ascii=False).encode(encoding))
    (tmp_path / "c.csv").write_bytes(f"text\n“Tiga.” {BODY}\n".encode(encoding))
    assert [a.text.split()[0] for a in articles(tmp_path)] == ["“Itu", "“Dua.”", "“Tiga.”"]


def test_a_manifest_goes_before_the_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Judul dari Berkas Itu\n{BODY}", encoding="utf-8")
    (tmp_path / "b.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "manifest.toml").write_text('[[article]]\nfile = "a.txt"\ntitle = "Judul"\npublished = "2024-10"\n')
    article, *rest = read(tmp_path)
    assert isinstance(article, Article)
    assert (article.title, article.published_on, rest) == ("Judul", "2024-10", [])


@pytest.mark.parametrize(
    ("manifest", "complaint"),
    [
        ("[[article]\n", "not a TOML file"),
        ("[[articles]]\nfile = 'a.txt'\n", "[[article]]"),
        ("[[article]]\ntitle = 'x'\n", "'file' is missing"),
        ("[[article]]\nfile = 'a.txt'\ndate = '2024'\n", "unknown: date"),
        ("[[article]]\nfile = 'a.txt'\npublished = 2024\n", "must be text"),
        ("[[article]]\nfile = '../a.txt'\n", "'../a.txt'"),
        ("[[article]]\nfile = 'none.txt'\n", "'none.txt'"),
    ],
)
def test_a_manifest_that_cannot_be_used(tmp_path: Path, manifest: str, complaint: str) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    (folder / "manifest.toml").write_text(manifest, encoding="utf-8")
    (folder / "a.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read(folder)
    assert complaint in str(error.value)
    assert "manifest.toml" in str(error.value)
