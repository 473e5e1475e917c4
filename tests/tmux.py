"""A real terminal for the tests: a program runs in tmux, keys are sent to it, and what stands on the screen is read."""

import os
import re
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

import pytest

PATIENCE = 30.0
ENDED = "ended with"


class Terminal:
    """A program in a terminal of its own; `with` starts it and makes an end of it."""

    def __init__(
        self, command: Sequence[str], *, size: tuple[int, int] = (80, 24), environment: Mapping[str, str] | None = None
    ) -> None:
        self._tmux = tmux()
        self._folder = tempfile.mkdtemp(prefix="factdb-tmux-", dir="/tmp")  # a socket's path must be short
        self._command, self._size = command, size
        self._environment = {**os.environ, "TERM": "screen-256color", "LC_ALL": "C.UTF-8", **(environment or {})}

    def __enter__(self) -> Self:
        width, height = map(str, self._size)
        script = f"{shlex.join(self._command)}; echo {ENDED} $?; exec sleep 1000"
        self._run("new-session", "-d", "-x", width, "-y", height, script)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._run("kill-server")
        shutil.rmtree(self._folder, ignore_errors=True)

    def press(self, *keys: str) -> None:
        """Sends keys, as tmux calls them: letters, Enter, Escape, C-c."""
        self._run("send-keys", "--", *keys)

    def type(self, text: str) -> None:
        """Sends a text letter by letter."""
        self._run("send-keys", "-l", "--", text)

    def resize(self, width: int, height: int) -> None:
        """Makes the terminal larger or smaller."""
        self._run("resize-window", "-x", str(width), "-y", str(height))

    def text(self, *, styled: bool = False) -> str:
        """What stands on the screen now; `styled` with its colours as escape sequences."""
        return self._run("capture-pane", "-p", *(["-e"] if styled else []))

    def shows(self, *words: str) -> str:
        """The screen as soon as it shows all these words; fails with the screen where it never does."""
        ends = time.monotonic() + PATIENCE
        while not all(word in (screen := self.text()) for word in words):
            assert time.monotonic() < ends, f"{words} never came:\n{screen}"
            time.sleep(0.05)
        return screen

    def ended(self) -> int:
        """The program's exit code, once it has ended."""
        self.shows(ENDED)
        (code,) = re.findall(rf"{ENDED} (\d+)", self.text())
        return int(code)

    def _run(self, *command: str) -> str:
        place = [self._tmux, "-S", f"{self._folder}/socket", "-f", "/dev/null", "-u", *command]
        return subprocess.run(place, env=self._environment, capture_output=True, text=True, check=True).stdout


def tmux() -> str:
    """The tmux on the PATH. Without one the tests are skipped, or fail where the environment has CI set."""
    found = shutil.which("tmux")
    if found is None:
        told = "no tmux on the PATH: apt-get install tmux"
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)
    return found
