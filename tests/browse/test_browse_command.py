"""`factdb browse` as a program: what it answers and to whom, what it leaves alone, how it ends, what it refuses."""

import asyncio
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner, Result

from factdb import pipeline
from factdb.browse.serving import site as site_of
from factdb.cli import main
from factdb.cli.browsing import has_display
from factdb.store import open_database
from tests.browse.running import ROOT, Site, browsing
from tests.pipeline.contents import write
from tests.pipeline.minis import MINIS


def run(db: str, *options: str) -> Result:
    return CliRunner().invoke(main, ["--db", db, "browse", "--no-open", *options], catch_exceptions=False)


def test_it_shows_what_is_loaded_meanwhile_and_leaves_no_file_behind(tmp_path: Path) -> None:
    place = str(tmp_path / "news.db")
    pipeline.load(place, [write(tmp_path / "one.jsonl", MINIS[:1])], author="me")
    with browsing(place, ended_by=signal.SIGTERM) as site:
        assert "Kanto" in site.client.get("/").text
        assert "Nebenzya" not in site.client.get("/factdb/statement_details").text
        done = CliRunner().invoke(main, ["--db", place, "load", write(tmp_path / "more.jsonl", MINIS[5:6])])
        assert done.exit_code == 0
        assert "Nebenzya" in site.client.get("/factdb/statement_details").text
        assert "Russia" in site.client.get("/").text
    assert sorted(path.name for path in tmp_path.iterdir()) == ["more.jsonl", "news.db", "one.jsonl"]


def test_the_browser_is_opened_where_there_is_a_screen(
    seeds: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener = tmp_path / "xdg-open"
    opener.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/part && mv {tmp_path}/part {tmp_path}/opened\n')
    opener.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "DISPLAY": ":99"}
    command = [sys.executable, "-c", "from factdb.cli import main; main()", "--db", seeds, "browse"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment) as process:
        assert process.stdout
        address = process.stdout.readline()
        assert httpx.get(address.strip(), trust_env=False, timeout=30).status_code == 200
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        finally:
            process.kill()
    for _ in range(100):
        if (tmp_path / "opened").exists():
            break
        time.sleep(0.1)
    assert process.returncode == 0
    assert (tmp_path / "opened").read_text() == address
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.setenv(name, "")
    assert not has_display()


def test_whatever_is_asked_changes_nothing(site: Site, seeds: str) -> None:
    before = Path(seeds).read_bytes()
    for path in ("/factdb", "/factdb/claim", "/factdb/claim/1", "/factdb/search", "/claim/1"):
        assert site.client.post(path, data={"sql": "DELETE FROM claim", "title": "x"}).status_code == 405
    for sql in ("DELETE FROM claim", "UPDATE claim SET title = 'x'", "PRAGMA user_version = 7", "ATTACH 'x' AS x"):
        assert site.client.get("/factdb", params={"sql": sql}).status_code == 400
    assert site.client.get("/factdb.db").status_code == 403
    assert Path(seeds).read_bytes() == before


def test_only_this_machine_is_answered_and_only_this_file_shown(site: Site) -> None:
    assert site.client.get("/", headers={"Host": "evil.example"}).status_code == 403
    assert site.client.get("/", headers={"Host": "evil.example:80"}).status_code == 403
    port = site.address.rstrip("/").rpartition(":")[2]
    assert site.client.get("/", headers={"Host": f"localhost:{port}"}).status_code == 200
    assert "default-src 'none'" in site.client.get("/factdb").headers["content-security-policy"]
    assert list(site.client.get("/.json").json()) == ["factdb"]
    assert site.client.get("/_memory").status_code == 404
    with socket.socket() as other:
        assert other.connect_ex(("127.0.0.2", int(port))) != 0


def test_a_page_that_is_not_there_is_told_in_words(site: Site) -> None:
    answer = site.client.get("/claim/rusia-korea-senjata")
    assert answer.status_code == 404
    assert "No claim &#39;rusia-korea-senjata&#39;. Did you mean" in answer.text
    for odd in ("%3Cscript%3E", "a%2F..%2Fb", "%00", "%ff", "+", "-1", "9" * 30, "%F0%9F%98%80", "x" * 5000):
        answer = site.client.get(f"/claim/{odd}")
        assert answer.status_code == 404, odd
        assert "No claim" in answer.text
        assert "<script" not in answer.text
        for kind in ("article", "statement"):
            answer = site.client.get(f"/{kind}/{odd}")
            assert answer.status_code == 404, (kind, odd)
            assert f"No {kind} has the number" in answer.text or f"No {kind} " in answer.text
            assert "<script" not in answer.text


def test_the_number_of_a_claim_leads_to_its_name(site: Site, seeds: str) -> None:
    (number, slug) = query(seeds, "SELECT claim_id, slug FROM contested_claims")[0]
    answer = site.client.get(f"/claim/{number}")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/claim/{slug}")


def test_a_statement_leads_to_its_place_in_its_article(site: Site, seeds: str) -> None:
    (number, article) = query(seeds, "SELECT statement_id, article_id FROM statement_details")[-1]
    answer = site.client.get(f"/statement/{number}")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/article/{article}#statement-{number}")
    assert f'id="statement-{number}"' in site.client.get(f"/article/{article}").text


def test_a_merged_claim_leads_to_what_it_went_into(seeds: str, tmp_path: Path) -> None:
    place = str(tmp_path / "copy.db")
    pipeline.backup(seeds, place)
    (one, slug), (other, old) = query(seeds, "SELECT claim_id, slug FROM claim_status ORDER BY claim_id")[:2]
    query(place, f"UPDATE claim SET merged_into_id = {one} WHERE claim_id = {other}")
    answer = page_of(place, f"/claim/{old}")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/claim/{slug}")


def test_pages_tell_what_is_not_there(seeds: str, tmp_path: Path) -> None:
    place, public = str(tmp_path / "copy.db"), str(tmp_path / "public.db")
    shutil.copy(seeds, place)
    wanted = pipeline.wanted(title="The moon is cheese", slug="moon", terms=("xyzzy",))
    pipeline.track(place, [wanted], author="me", dry_run=False)
    pipeline.publish(place, public, without_texts=True)
    assert "no statement yet" in page_of(public, "/claim/moon").text
    (number, article) = query(public, "SELECT statement_id, article_id FROM statement_details")[0]
    told = page_of(public, f"/article/{article}").text
    assert "was left out" in told
    assert f'id="statement-{number}"' in told
    empty = str(tmp_path / "empty.db")
    pipeline.load(empty, [write(tmp_path / "nothing.jsonl", [{"text": "It rains in the hills.", "language": "en"}])])
    assert "found no claim in these articles" in page_of(empty, "/").text


def test_a_file_that_is_replaced_meanwhile_is_told(seeds: str, tmp_path: Path) -> None:
    place = tmp_path / "copy.db"
    pipeline.backup(seeds, str(place))
    with open_database(place, read_only=True) as database, site_of(database) as shown:
        assert ask(shown, "/").status_code == 200
        place.unlink()
        answer = ask(shown, "/")
    assert answer.status_code == 500
    assert "was deleted, moved or replaced" in answer.text


def test_a_file_in_a_read_only_folder_is_shown(seeds: str) -> None:
    with tempfile.TemporaryDirectory(prefix="factdb-", dir="/tmp") as folder:
        place = Path(folder, "locked.db")
        shutil.copy(seeds, place)
        place.chmod(0o444)
        Path(folder).chmod(0o555)
        page_of(seeds, "/factdb/contested_claims.json")  # so that all is imported before
        with nobody():
            answer = page_of(place, "/factdb/contested_claims.json")
        assert len(answer.json()["rows"]) == len(query(seeds, "SELECT * FROM contested_claims"))
        Path(folder).chmod(0o755)
        assert [path.name for path in Path(folder).iterdir()] == ["locked.db"]


def test_a_server_is_refused_and_told_the_way_round() -> None:
    for url in ("postgresql://ana:geheim@db.example/news", "POSTGRES://ana:geheim@db.example/news"):
        done = run(url)
        assert done.exit_code == 1
        assert "factdb publish" in done.stderr
        assert "geheim" not in done.output


def test_what_is_no_database_of_factdb_is_refused_as_everywhere(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    (tmp_path / "text.db").write_text("no database at all")
    query(str(tmp_path / "other.db"), "CREATE TABLE t (a)")
    for name in ("missing.db", "empty.db", "text.db", "other.db", "."):
        told = run(str(tmp_path / name))
        elsewhere = CliRunner().invoke(main, ["--db", str(tmp_path / name), "claims"])
        assert told.exit_code == elsewhere.exit_code == 1
        assert told.stderr == elsewhere.stderr


def test_a_port_that_is_taken_is_told(seeds: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run(seeds, "--port", str(port))
    assert done.exit_code == 1
    assert f"Port {port} cannot be used" in done.stderr


def test_without_datasette_it_says_what_to_install(seeds: str) -> None:
    code = "import sys; sys.modules['datasette'] = None; from factdb.cli import main; main()"
    command = [sys.executable, "-c", code, "--db", seeds, "browse"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Error: Browsing wants Datasette first: pip install 'factdb[browse]'.\n"


def query(file: str, sql: str) -> list[tuple[object, ...]]:
    """What plain sqlite3 reads, or does."""
    with closing(sqlite3.connect(file)) as connection, connection:
        return connection.execute(sql).fetchall()


def page_of(place: str | Path, path: str) -> httpx.Response:
    """A page, asked for inside this process."""
    with open_database(place, read_only=True) as database, site_of(database) as shown:
        return ask(shown, path)


def ask(shown: Any, path: str) -> httpx.Response:
    answer: httpx.Response = asyncio.run(shown.client.get(path, headers={"Host": "localhost:1"}))
    return answer


@contextmanager
def nobody() -> Iterator[None]:
    """An ordinary user, to whom permissions apply."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
