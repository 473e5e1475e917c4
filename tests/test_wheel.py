"""The wheel carries all that an installed factdb reads: packs, parties, migrations, views."""

import subprocess
import sys
import zipfile
from pathlib import Path

import factdb

ROOT = Path(__file__).parent.parent
DATA = (".toml", ".tsv", ".sql", ".typed", ".html", ".css", ".j2")


def test_the_wheel_holds_every_data_file_and_the_migrations(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    wheel = next(tmp_path.glob(f"factdb-{factdb.__version__}-*.whl"))
    held = set(zipfile.ZipFile(wheel).namelist())
    data = {str(file.relative_to(ROOT)) for file in (ROOT / "factdb").rglob("*") if file.suffix in DATA}
    migrations = {f"factdb/{file.relative_to(ROOT)}" for file in (ROOT / "migrations").rglob("*.py")}
    assert data and migrations
    assert data | migrations <= held
    assert not [name for name in held if name.startswith(("tests", "seeds")) or "__pycache__" in name]
