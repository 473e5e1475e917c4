"""Runs commands of factdb, one after the other, and tells what each of them touched; a script, not a test.

In comes, on the command line, a folder and a JSON list of commands; out goes, on stdout, a JSON list: exit code, what
was said, which files of the folder are new or changed or gone, what was opened to be written or made outside of it, and
every call that reaches for the network or another program. Such a call fails, too.
"""

import contextlib
import io
import json
import os
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

REACHING = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "os.fork", "pty.",
    "urllib.", "http.", "ftplib.", "smtplib.", "imaplib.", "poplib.", "telnetlib.", "nntplib.", "webbrowser.",
)  # fmt: skip
MAKING = ("os.mkdir", "os.rename", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.utime")
HARMLESS = ("socket.__new__", "socket.gethostname")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
reached: list[str] = []
made: list[str] = []


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: what reaches out is noted and fails, what writes by Python's own means is noted."""
    if event.startswith(REACHING) and event not in HARMLESS and not is_probe(event, arguments):
        reached.append(f"{event} {arguments}")
        raise PermissionError(f"{event} {arguments}")
    if event in MAKING or (event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING):
        made.append(os.fsdecode(arguments[0]) if isinstance(arguments[0], str | bytes) else str(arguments[0]))


def is_probe(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether a socket is bound to the machine itself: urllib3, which trafilatura imports, looks for IPv6 like that."""
    return event == "socket.bind" and arguments[1] == ("::1", 0)


def files_in(folder: Path) -> dict[str, str]:
    """Every file of a folder with what it holds, every folder, too."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        for path in sorted(folder.rglob("*"))
    }


def main(folder: Path, commands: list[list[str]]) -> None:
    """Runs the commands and prints what became of each."""
    import factdb.cli

    results = []
    for command in commands:
        reached.clear()
        made.clear()
        before, said, code = files_in(folder), io.StringIO(), 0
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            try:
                factdb.cli.main(command)
            except SystemExit as end:
                code = int(end.code or 0)
        after = files_in(folder)
        changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
        outside = sorted(path for path in set(made) if not Path(path).absolute().is_relative_to(folder))
        results.append(
            {"code": code, "said": said.getvalue(), "changed": changed, "outside": outside, "reached": list(reached)}
        )
    print(json.dumps(results))


if __name__ == "__main__":
    sys.addaudithook(watch)
    main(Path(sys.argv[1]), json.loads(sys.argv[2]))
