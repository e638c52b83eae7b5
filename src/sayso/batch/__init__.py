"""Many pages on many cores: inputs → a dataset of Parquet tables.

1. `plan` cuts the inputs into shards of bounded size, each known by a digest;
2. an engine (`engines`) gives the shards to workers (`worker`), on this machine or on Ray;
3. each has a process that reads (`hand`), whose results are kept in a `spool` as they come;
4. a shard that is read becomes rows (`tables`) and files (`dataset`), its manifest last.
"""

from __future__ import annotations

from sayso.batch.adding import add_dataset
from sayso.batch.dataset import Dataset, Manifest, is_dataset, open_dataset
from sayso.batch.engines import ENGINES, Advanced
from sayso.batch.errors import BatchError, DatasetError
from sayso.batch.grouping import Grouped, group_dataset
from sayso.batch.plan import SHARD_PAGES
from sayso.batch.run import PAGE_SECONDS, Finished, Planned, batch
from sayso.batch.tables import SCHEMA_VERSION, TABLES

__all__ = [
    "ENGINES",
    "PAGE_SECONDS",
    "SCHEMA_VERSION",
    "SHARD_PAGES",
    "TABLES",
    "Advanced",
    "BatchError",
    "Dataset",
    "DatasetError",
    "Finished",
    "Grouped",
    "Manifest",
    "Planned",
    "add_dataset",
    "batch",
    "group_dataset",
    "is_dataset",
    "open_dataset",
]
