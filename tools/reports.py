"""Makes the folder reports/ from the five articles in seeds/: what factdb prints, draws and writes, to look at.

`python -m tools.reports` writes it; a test compares it with what is there. What is made holds no clock and no path.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

from factdb import fetch, pipeline
from factdb.report import Scope, rendered, speaking

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "reports"


def reports(where: str) -> Iterator[tuple[str, str]]:
    """Every file of reports/ by its name; the seeds are loaded into a new database at `where`."""
    with chdir(ROOT):  # articles are cited by the path from here
        pipeline.load(where, ["seeds"])
    with fetch.reading(where) as reader:
        contested = fetch.contested(reader, Scope())
        for form in ("md", "html", "csv"):
            yield f"contested.{form}", text(rendered(contested, form))
        with speaking("id"):
            yield "contested.id.html", text(rendered(fetch.contested(reader, Scope()), "html"))
        slugs = [row["slug"] for row in contested.table.rows]
        most = max(contested.table.rows, key=lambda row: row["statement_count"])["slug"]
        for slug in slugs:
            yield f"timelines/{slug}.svg", text(rendered(fetch.timeline(reader, slug), "svg"))
        yield "claim.html", text(rendered(fetch.one_claim(reader, most), "html"))
        yield "README.md", index(slugs)


def index(slugs: list[str]) -> str:
    """What is in the folder, with its pictures."""
    pictures = "\n\n".join(f"![The timeline of {slug}](timelines/{slug}.svg)" for slug in slugs)
    return f"""# What factdb makes of the five articles in seeds/

Status says who said what, not what is true. All of this is made by `make reports`.

- [contested.md](contested.md), [contested.html](contested.html), [contested.csv](contested.csv): the contested claims
  as Markdown, as a page for a browser, as a table
- [contested.id.html](contested.id.html): the same page in Indonesian
- [claim.html](claim.html): all about one claim on one page
- the timelines below

{pictures}
"""


def text(made: str | bytes) -> str:
    """A report in a form that is text."""
    return made if isinstance(made, str) else made.decode()


def main() -> None:
    """Writes the folder anew and says what is in it."""
    with tempfile.TemporaryDirectory() as folder:
        for old in [*FOLDER.glob("*.*"), *FOLDER.glob("timelines/*")]:
            old.unlink()
        for name, content in reports(str(Path(folder) / "factdb.db")):
            file = FOLDER / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
            sys.stdout.write(f"reports/{name}\n")


if __name__ == "__main__":
    main()
