"""What factdb finds in annotated dossiers of real news, where a checkout has some beside it (../shared/dossiers).

Without them this module collects nothing (conftest.py). They are scored by the program that comes with them; here its
figures are held against floors.toml, and a dossier that cannot be loaded fails. They are loaded into SQLite alone:
that takes half a minute, and other tests see to it that the same articles give the same claims on both engines.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.quality.conftest import DOSSIERS, Gate

FLOORS = (
    "statement_recall", "any_stance", "denial_precision", "linked_precision", "party", "said_on", "said_on_told",
    "contested_f1", "contested_recall", "contested_precision", "pair_recall", "status_accuracy", "history_accuracy",
    "b3_precision", "b3_recall",
)  # fmt: skip
CEILINGS = ("statements_per_article", "quiet_alarms", "unlocated", "span_errors", "mixed")
RATIOS = {
    "statement_recall": ("same", "statements"),
    "denial_precision": ("denials_right", "denials"),
    "party": ("party_right", "covered"),
    "said_on": ("date_right", "dated"),
}


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What the program prints about all dossiers, each loaded into a fresh database by the installed command."""
    folder = tmp_path_factory.mktemp("dossiers")
    told, command = folder / "figures.json", Path(sys.executable).with_name("factdb")
    program = [sys.executable, str(DOSSIERS.parent / "eval" / "run.py"), str(DOSSIERS)]
    done = subprocess.run(
        [*program, "--factdb", str(command), "--keep", str(folder), "--json", str(told)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return json.loads(told.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_the_dossiers_hold_their_floors(scored: dict[str, object], gate: Gate) -> None:
    total = scored["total"]
    assert isinstance(total, dict)
    every = {"dossiers.all": pick(total, FLOORS), "dossiers.ceilings": pick(total, CEILINGS)}
    gate({**every, **by_language(scored)}, ())


def pick(figures: dict[str, float | None], names: tuple[str, ...]) -> dict[str, float]:
    return {name: value for name in names if (value := figures[name]) is not None}


def by_language(scored: dict[str, object]) -> dict[str, dict[str, float]]:
    """The figures about statements for the dossiers of one language each."""
    golds = [json.loads(file.read_text(encoding="utf-8")) for file in DOSSIERS.glob("*/gold.json")]
    languages = {gold["dossier"]: gold["languages"] for gold in golds}
    counts: dict[str, Counter[str]] = {}
    for one in scored["dossiers"]:  # type: ignore[attr-defined]
        if len(languages[one["dossier"]]) == 1:
            counts.setdefault(languages[one["dossier"]][0], Counter()).update(one["counts"])
    return {f"dossiers.{code}": ratios(count) for code, count in sorted(counts.items())}


def ratios(count: Counter[str]) -> dict[str, float]:
    return {name: count[part] / count[whole] for name, (part, whole) in RATIOS.items()}
