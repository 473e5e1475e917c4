"""Whatever is typed: done, an error in words, or wrong usage; never a traceback, never what a terminal would obey."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factdb.cli import main
from factdb.report.visible import BIDI_CONTROLS

# What a shell can hand over: no NUL; bytes that are not UTF-8 come as lone surrogates. No slash either, for some write
# what they are told to, and the tests may run as root.
TYPED = st.text(st.characters(codec=None, exclude_characters="\0/"), max_size=30) | st.sampled_from(
    ["", "\udcff", "9" * 5000, "99999999999999999999", "a" * 100_000, "x " * 20_000, "(" * 300, "--", "-1", '"a',
     "\x1b[2J"]
)  # fmt: skip
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("claims", "--party", "?"), ("claims", "--collection", "?"), ("claims", "--limit", "?"),
    ("claims", "--status", "?"), ("claim", "show", "?"), ("report", "timeline", "?"), ("explain", "?"), ("?",),
    ("report", "contested", "--min-score", "?"), ("report", "?"), ("search", "?"), ("search", "coin", "--limit", "?"),
    ("statements", "--stance", "?"), ("parties", "--format", "?"), ("claims", "--output", "?"),
    ("claim", "track", "--dry-run", "?"), ("claim", "track", "--dry-run", "--title", "?"),
    ("claim", "track", "--dry-run", "--title", "A b", "--slug", "?"),
    ("claim", "track", "--dry-run", "--title", "A b", "--term", "?"),
    ("claim", "track", "--dry-run", "--title", "A b", "--accused", "?"),
    ("load", "--dry-run", "?"), ("load", "--dry-run", "one.txt", "--published", "?"),
    ("load", "--dry-run", "one.txt", "--language", "?"), ("load", "--dry-run", "one.txt", "--collection", "?"),
    ("backup", "?"), ("publish", "?"), ("merge", "--dry-run", "?"), ("--db", "?", "claims"),
    ("--db", "postgresql://u:secret@localhost:?/x", "claims"),
    ("report", "contested", "--as-of", "?"), ("parties", "--known-at", "?"), ("report", "changes", "--since", "?"),
    ("report", "article", "?"), ("report", "claim", "?", "--format", "html"), ("export", "--format", "?"),
    ("export", "--format", "jsonld", "--party", "?"), ("verdict", "import", "--dry-run", "?"),
    ("review", "import", "--dry-run", "?"), ("review", "export", "-", "--claim", "?"), ("review", "--collection", "?"),
    ("verdict", "give", "mayor-money", "--dry-run", "--rating", "?"), ("verdict", "withdraw", "--dry-run", "?"),
    ("claim", "rename", "mayor-money", "--dry-run", "--title", "?"),
    ("claim", "merge", "--dry-run", "mayor-money", "?"),
    ("article", "fix", "--dry-run", "harbour.txt", "--title", "?"), ("article", "reinstate", "--dry-run", "?"),
    ("article", "withdraw", "--dry-run", "harbour.txt", "--because", "?"), ("reextract", "--dry-run", "--article", "?"),
    ("statement", "add", "harbour.txt", "--dry-run", "--stance", "denies", "--party", "City Hall", "--quote", "?"),
    ("statement", "strike", "--dry-run", "?"), ("statement", "fix", "1", "--dry-run", "--party", "?"),
)  # fmt: skip
RELAXED = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@RELAXED
@given(typed=TYPED)
def test_any_argument(
    command: tuple[str, ...], typed: str, run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.txt").write_text("Russia denied it on Tuesday, the ministry said.", encoding="utf-8")
    done = CliRunner().invoke(main, ["--db", str(tmp_path / "a.db"), *(word.replace("?", typed) for word in command)])
    assert_well_ended(done)
    if "--db" not in command:
        assert_well_ended(run(*(word.replace("?", typed) for word in command)))


def assert_well_ended(done: Result) -> None:
    """It ended by itself, an error says something, and nothing that was typed is obeyed or gives a password away."""
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code in (0, 1, 2) and (done.exit_code == 0 or "Error: " in done.stderr)
    assert not {char for char in done.output if (ord(char) < 32 and char != "\n") or 127 <= ord(char) < 160}
    assert not BIDI_CONTROLS & set(done.output)
    assert "secret" not in done.output
