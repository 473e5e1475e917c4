"""The one place where the stages meet the store: articles in, claims with their histories kept, one changeset a batch.

`load` is what `factdb load` does. `LoadResult` tells what it found.
"""

from factdb.pipeline.loading import LoadResult, load

__all__ = ["LoadResult", "load"]
