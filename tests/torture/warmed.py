"""Loads a little and throws it away, so that processes forked from one that has read this module begin warm."""

import tempfile
from pathlib import Path

from factdb import pipeline
from tests.pipeline.contents import write
from tests.torture.news import articles

with tempfile.TemporaryDirectory() as _folder:
    pipeline.load(Path(_folder, "warm.db"), [write(Path(_folder, "news.jsonl"), articles(5))], author="nobody")
