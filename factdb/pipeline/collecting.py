"""When Python looks for objects that hold each other in a circle: between parts of the work, not amid them.

Reading, saving and folding make next to none; looking for some after every few hundred objects, again and again among
all words of the language packs, took an eighth of a load and a third of folding.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG = 1


@contextmanager
def without_collecting() -> Iterator[None]:
    """Has Python look for no circles, unless it is told to."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def collect_new() -> None:
    """Drops what holds itself in a circle, of what was made since it was last asked to: memory stays flat."""
    gc.collect(YOUNG)
