"""The store (--store): Parquet tables of days, a folder a school and school year, written whole or not at all.

``DIR/school=…/school_year=…/`` holds the tables of ``store_tables.TABLES`` and ``school.parquet``, one row about the
school; hive names, so that DuckDB, pandas or polars read all schools at once (docs/store.md). No name of a child.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from futoko_cli.core.model import Assessment
from futoko_cli.district.plain import to_plain
from futoko_cli.district.result import SchoolResult
from futoko_cli.district.store_tables import TABLES, Columns, tables_of
from futoko_cli.errors import OutputError, UsageError
from futoko_cli.issuing.file_names import public_key

if TYPE_CHECKING:
    import pyarrow as pa

#: Changes whenever a table or column means something else; the roll-up names partitions of another version.
STORE_VERSION: Final = 1
SCHOOL_COLUMNS: Final = {
    "version": "count",
    "folder": "text",
    "name": "text",
    "code": "text",
    "policy": "text",
    "edition": "text",
    "as_of": "day",
    "digest": "text",
    "result": "text",
}
_TRIES: Final = 20  # another run may be putting the same school in its place
_ODD: Final = re.compile(r"[^\w.-]")  # letters of a name that a folder or a hive value cannot hold
_NEW, _OLD = ".new-", ".old-"  # begin with a dot: no reader of the tables sees them


def need_store(package: str = "pyarrow") -> None:
    """Say at once that the extra is missing, before a school is read. Raises UsageError."""
    from importlib.util import find_spec

    if find_spec(package) is None:
        raise UsageError(
            f"保存先（--store・--from-store）を使うには {package} が必要です。",
            "pip install 'futoko[store]' を実行してください。",
        )


def partition(store: Path, result: SchoolResult) -> Path:
    """The folder of a school's year: by 学校コード, which outlives a renamed folder, else by the folder's name."""
    school = _ODD.sub(lambda odd: quote(odd[0], safe=""), result.code or result.folder)
    return store / f"school={school}" / f"school_year={result.school_year}"


def keep(store: Path, result: SchoolResult, assessment: Assessment) -> None:
    """Put one school's year in its place, instead of what lay there. Raises OutputError, UsageError."""
    need_store()
    keys = {each.index: public_key(each.pupil) for each in assessment.pupils}
    put(partition(store, result), {**tables_of(assessment, keys), "school": school_table(result)})


def is_kept(store: Path, result: SchoolResult) -> bool:
    """Whether the store holds this very result, so that a result from the cache need not be read again for it."""
    import pyarrow.parquet as pq

    path = partition(store, result) / "school.parquet"
    with suppress(OSError, ValueError, KeyError):  # pyarrow's own errors are ValueErrors
        row = pq.read_table(path, columns=["version", "digest"], partitioning=None).to_pylist()[0]
        return bool(row == {"version": STORE_VERSION, "digest": _digest(_nameless(result))})
    return False


def _nameless(result: SchoolResult) -> SchoolResult:
    return replace(result, children=tuple(replace(child, name="") for child in result.children))


def _digest(result: SchoolResult) -> str:
    return sha256(json.dumps(to_plain(result), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def school_table(result: SchoolResult) -> Columns:
    """One row: what the days do not tell; the figures are left out, they are counted from the tables."""
    bare = _nameless(result)
    return {
        "version": [STORE_VERSION],
        "folder": [bare.folder],
        "name": [bare.name],
        "code": [bare.code],
        "policy": [bare.policy],
        "edition": [bare.edition],
        "as_of": [date.fromisoformat(bare.as_of) if bare.as_of else None],
        "digest": [_digest(bare)],
        "result": [json.dumps(to_plain(replace(bare, rows=())), ensure_ascii=False)],
    }


def _arrow(table: str, columns: Columns) -> pa.Table:
    """Columns with the types of the schema, whatever they hold."""
    import pyarrow as pa

    types: dict[str, Any] = {
        "word": pa.dictionary(pa.int32(), pa.string()),
        "text": pa.string(),
        "count": pa.int16(),
        "day": pa.date32(),
    }
    schema = SCHOOL_COLUMNS if table == "school" else TABLES[table]
    fields = pa.schema([(name, types[kind]) for name, kind in schema.items()])
    arrays = []
    for name, kind in schema.items():
        plain = pa.array(columns[name], type=types["text"] if kind == "word" else types[kind])
        arrays.append(plain.dictionary_encode() if kind == "word" else plain)
    return pa.table(arrays, schema=fields)


def put(place: Path, tables: Mapping[str, Columns]) -> None:
    """Write all tables of a partition aside, then put them in place together. Raises OutputError."""
    import pyarrow.parquet as pq

    new: Path | None = None
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=_NEW, dir=place.parent))
        for table, columns in tables.items():
            pq.write_table(_arrow(table, columns), new / f"{table}.parquet", compression="zstd")
        new.chmod(0o755)
        _swap(new, place)
    except OSError:
        raise OutputError(
            f"保存先 {place.parent.name} に書けません。", "空き容量と、フォルダーに書き込めるかを確かめてください。"
        ) from None
    finally:
        if new is not None:
            shutil.rmtree(new, ignore_errors=True)
    settle(place.parent)


def _swap(new: Path, place: Path) -> None:
    """Two renames: a folder that is not empty cannot be replaced in one."""
    for attempt in range(_TRIES):
        with suppress(FileNotFoundError):
            place.rename(place.with_name(f"{_OLD}{place.name}-{token_hex(8)}"))
        try:
            new.rename(place)
        except OSError:
            if attempt == _TRIES - 1:
                raise
            continue  # somebody else was faster: theirs goes aside next
        return


def settle(school: Path) -> None:
    """What a run that died between its two renames has left: put back, or cleared away where a newer one lies."""
    for old in sorted(school.glob(f"{_OLD}*")):
        place = school / old.name.removeprefix(_OLD).rpartition("-")[0]
        with suppress(OSError):
            if (old / "school.parquet").is_file() and not place.exists():
                old.rename(place)
            else:
                shutil.rmtree(old, ignore_errors=True)
