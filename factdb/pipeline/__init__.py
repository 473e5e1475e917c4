"""The one place where the stages meet the store: articles in, claims with their histories kept, one changeset a batch.

`load` is what `factdb load` does, `track` what `factdb claim track` does; `rebuild` derives everything anew.
"""

from factdb.pipeline.loading import load
from factdb.pipeline.rederiving import RebuildResult, rebuild
from factdb.pipeline.result import LoadResult

__all__ = ["LoadResult", "RebuildResult", "load", "rebuild"]
