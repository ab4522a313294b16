"""An existing Dask cluster (クラスター) as a crew: its own executor, tasks the size of a school, small results."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any, Final

from futoko_cli.district.running import Item, Outcome, Work, is_death, windowed
from futoko_cli.district.school import assess_school
from futoko_cli.errors import UsageError

_PATIENCE: Final = 10  # seconds until an address counts as not reachable
_DEAD: Final = 3  # seconds until a worker that held a result counts as gone, and the school is read again


class Cluster:
    """A crew of a cluster's workers. They see the schools under the same paths, and have futoko installed."""

    def __init__(self, address: str, work: Work = assess_school) -> None:
        """Connect. Raises UsageError where distributed is not installed or nobody answers at the address."""
        try:
            import dask
            import distributed
        except ImportError:
            raise UsageError(
                "--cluster には distributed が必要です。", "pip install 'futoko[cluster]' を実行してください。"
            ) from None
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is a row of the result
        dask.config.set({"distributed.comm.timeouts.connect": f"{_DEAD}s"})
        library: Any = distributed  # its functions carry no types
        try:
            self._client = library.Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise UsageError(
                f"クラスター {address} につながりません（{type(error).__name__}）。",
                "アドレス（tcp://…:8786）と、スケジューラーが動いているかを確かめてください。",
            ) from None
        self._executor = self._client.get_executor(pure=False)
        self._work = work
        self.workers = sum(self._client.nthreads().values())
        if not self.workers:
            self._client.close()
            raise UsageError(f"クラスター {address} にワーカーがいません。", "dask worker を起動してください。")

    def results(self, items: Iterator[Item]) -> Iterator[tuple[Item, Outcome]]:
        """Each item with its outcome. A worker that dies is the cluster's own affair, until it gives schools up.

        Those it gives up are handed in again one at a time: only what kills a worker by itself is at fault.
        """
        given_up: list[Item] = []
        for item, outcome in windowed(self._executor, self._work, items, 2 * self.workers + 2):
            if is_death(outcome):
                given_up.append(item)
            else:
                yield item, outcome
        yield from windowed(self._executor, self._work, iter(given_up), 1)
        self._client.close()

    def stop(self) -> None:
        """Cancel what is handed in and leave; the cluster goes on without us."""
        self._executor.shutdown(wait=False)
        self._client.close(timeout=0.5)
