"""A small disk for tests: mounted in a namespace of the test's own, where the machine allows that."""

import subprocess
from pathlib import Path

NAMESPACES = (["unshare", "--user", "--map-root-user", "--mount"], ["unshare", "--mount"])


def namespace(folder: Path) -> list[str] | None:
    """How a program may be started so that it can mount a disk at a folder; None where none is allowed to."""
    for prefix in NAMESPACES:
        mount = ["mount", "-t", "tmpfs", "tmpfs", str(folder)]
        if subprocess.run([*prefix, *mount], capture_output=True, check=False).returncode == 0:
            return prefix
    return None


def small_disk(folder: Path, size: int) -> tuple[list[str], str, bool]:
    """How to start a shell that has so many bytes of room in a folder: a prefix, a first command, whether it is a disk.

    Where no disk may be mounted, no file may grow beyond half of it instead: then the error is another one.
    """
    prefix = namespace(folder)
    if prefix is None:
        return [], f"ulimit -f {size // 1024}", False
    return prefix, f"mount -t tmpfs -o size={size} tmpfs '{folder}'", True
