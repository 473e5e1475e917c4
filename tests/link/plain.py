"""Plain-text cases: a title at the margin, its indented lines beneath; empty lines and remarks are left out."""

from pathlib import Path


def titled(file: Path) -> list[tuple[str, list[str]]]:
    """Each title with its lines, stripped."""
    found: list[tuple[str, list[str]]] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith(" "):
            found[-1][1].append(line.strip())
        else:
            found.append((line, []))
    return found
