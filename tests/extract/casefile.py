"""The plain-text cases of extraction: how they are written, and what an article of theirs gives.

A title without indent, the article's lines indented, then one `=> stance | speaker | what was said` for every
statement that must come out. The speaker is given as the article names him or by the party he speaks for; `speaker
(party)` checks both, the party or the one at its root; `*` is anybody, `…` stands for words left out. Statements that
comment need not be listed, all others must be; `=> nothing` means no statement at all. Cases below a line that starts
with `# not yet` are known and not asserted: `python -m tests.extract.casefile` tells them and which hold by now.
"""

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from factdb.extract import statements_in
from factdb.extract.statements import Extracted
from factdb.languages import codes, raw
from factdb.languages.speech import read
from factdb.parties import shipped
from factdb.records import Article, PublishedBasis, Statement

CASES = Path(__file__).parents[1] / "cases"
KINDS = ("statements", "speakers", "dates", "said-on", "quantities", "concepts")
DAY = "2025-06-05"
THAT = "|".join(word for code in codes() for word in read(raw(code)).that)
EDGES = " \"“”‘’'`.,;:!?«»\u00a0"


def files(kind: str) -> tuple[str, ...]:
    """The case files of a kind, one a language: "dates-en.txt", "dates-id.txt", …"""
    return tuple(sorted(file.name for file in CASES.glob(f"{kind}-??.txt")))


@dataclass
class Case:
    """One article of a case file and the statements that it must give."""

    title: str
    language: str
    is_asserted: bool = True
    lines: list[str] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)

    @property
    def article(self) -> Article:
        return article("\n".join(self.lines), self.language)

    def differences(self) -> list[str]:
        """What is missing and what should not be there; empty where the case holds."""
        text = self.article
        left = list(statements_in(text, shipped()).statements)
        if self.wanted == ["nothing"]:
            return [f"not wanted: {shown(text.text, one)}" for one in left]
        missing = []
        for line in self.wanted:
            match = next((one for one in left if is_as_written(line, text.text, one)), None)
            if match is None:
                missing.append(f"missing: {line}")
            else:
                left.remove(match)
        surplus = [f"not wanted: {shown(text.text, one)}" for one in left if missing or one.stance != "comments"]
        return missing + surplus


def article(text: str, language: str, published_on: str | None = DAY) -> Article:
    basis = PublishedBasis.GIVEN if published_on else PublishedBasis.NONE
    return Article(
        key="case", text=text, source="case", language=language, published_on=published_on, published_basis=basis
    )


def cases(name: str) -> list[Case]:
    """The cases of a file in order; its name or each title tells the language. ValueError for a line of no case."""
    found: list[Case] = []
    is_asserted = True
    for number, line in enumerate((CASES / name).read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            is_asserted = not line.startswith("# not yet")
        elif line and not line.startswith(" "):
            found.append(Case(line, name[-6:-4] if "-" in name else line[:2], is_asserted))
        elif line.strip().startswith("=>"):
            wanted = line.strip().removeprefix("=>").strip()
            if wanted != "nothing" and wanted.count("|") != 2:
                raise ValueError(f"{name}:{number}: not 'stance | speaker | what was said'")
            found[-1].wanted.append(wanted)
        elif line:
            found[-1].lines.append(line[2:])
    if broken := [case.title for case in found if not case.lines or not case.wanted]:
        raise ValueError(f"{name}: a case without text or without '=>': {broken}")
    return found


def is_as_written(line: str, text: str, one: Statement) -> bool:
    stance, speaker, content = (part.strip() for part in line.split("|"))
    name, _, party = speaker.partition(" (")
    said = bare(text[one.content.start : one.content.end] if one.content else text[one.quote.start : one.quote.end])
    pattern = ".*".join(re.escape(bare(part)) for part in content.split("…"))
    parties = (one.party, shipped().lineage(one.party)[-1])
    is_speaker = name in ("*", one.speaker, *parties) and party[:-1] in ("", *parties)
    return one.stance == stance and is_speaker and bool(re.fullmatch(pattern, said, re.DOTALL))


def bare(said: str) -> str:
    """What was said without marks at its ends and without the word that opens the clause."""
    return re.sub(rf"^(?:{THAT})\s+", "", said.strip(EDGES), flags=re.IGNORECASE)


def shown(text: str, one: Statement) -> str:
    said = text[one.content.start : one.content.end] if one.content else ""
    return f"{one.stance} | {one.speaker} ({one.party}) | {said}"


def extracted(text: str, language: str, published_on: str | None = DAY) -> Extracted:
    return statements_in(article(text, language, published_on), shipped())


def main() -> None:
    """Prints the cases that are not asserted, and how each of them fails."""
    for name in (*files("statements"), "layout.txt"):
        every = cases(name)
        later = [case for case in every if not case.is_asserted]
        print(f"{name}: {len(every)} cases, {len(later)} not yet")
        for case in later if "-v" not in sys.argv else every:
            differences = case.differences()
            if differences or not case.is_asserted:
                print(f"  {'fails' if differences else 'HOLDS'}  {case.title}", *differences, sep="\n         ")


if __name__ == "__main__":
    main()
