"""The options of the quality gate, and its verdict: figures against floors, statements gained and lost."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from tests.quality import floors

DOSSIERS = Path(__file__).parents[3] / "shared" / "dossiers"
collect_ignore = [] if DOSSIERS.is_dir() else ["test_dossiers.py"]
Gate = Callable[[Mapping[str, Mapping[str, float]], Iterable[str]], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-baseline", action="store_true", help="write the quality baseline anew and raise its floors"
    )
    parser.addoption(
        "--lower-floor", metavar="REASON", help="lower the quality floors that are undercut, and write down why"
    )


def pytest_report_header() -> str:
    where = f"in {DOSSIERS}" if DOSSIERS.is_dir() else "none beside the checkout; test_dossiers.py is not collected"
    return f"annotated dossiers: {where}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints the figures and what was gained and lost, whether or not the gate held."""
    for report in (one for kind in ("passed", "failed") for one in terminalreporter.stats.get(kind, [])):
        for name, text in report.user_properties:
            if name == "quality":
                terminalreporter.section(report.nodeid.rpartition("/")[2])
                terminalreporter.write_line(str(text))


@pytest.fixture
def is_updating(request: pytest.FixtureRequest) -> bool:
    """Whether the baseline is to be written anew."""
    return bool(request.config.getoption("--update-baseline", default=False))


@pytest.fixture
def gate(request: pytest.FixtureRequest, is_updating: bool, record_property: Callable[[str, object], None]) -> Gate:
    """Holds measured figures against their floors; a floor moves only where an option says so."""
    reason = request.config.getoption("--lower-floor", default=None)

    def hold(measured: Mapping[str, Mapping[str, float]], told: Iterable[str] = ()) -> None:
        record_property("quality", "\n".join([*shown(measured), *told]))
        tables, reasons = floors.read()
        short = floors.undercut(tables, measured)
        if is_updating or reason:
            reasons += [f"{reason}: {'; '.join(short)}"] if reason and short else []
            floors.write(floors.updated(tables, measured, is_lowering=bool(reason)), reasons)
            short = floors.undercut(floors.read()[0], measured)
        missing = sorted(set(measured) - set(floors.read()[0]))
        assert not short, "\n".join(
            ["quality fell under its floor (lowering it takes --lower-floor REASON):", *short, *told]
        )
        assert not missing, f"no floors for {missing}: run pytest tests/quality --update-baseline"

    return hold


def shown(measured: Mapping[str, Mapping[str, float]]) -> list[str]:
    return [
        f"{table:22} " + ", ".join(f"{k} {v:.3g}" for k, v in sorted(values.items()))
        for table, values in sorted(measured.items())
    ]
