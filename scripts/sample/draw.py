"""Draws of chance from a fixed seed, the same on every machine and every version of Python.

A draw belongs to its key alone, so that one child more changes nothing for the others.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


def fraction(*key: object) -> float:
    """Draw the number in [0, 1) that belongs to ``key``."""
    digest = blake2b("|".join(map(str, key)).encode(), digest_size=7).digest()
    return int.from_bytes(digest, "big") / 2**56


def pick(options: Sequence[T], *key: object) -> T:
    """Draw one of ``options``; repeat an option to make it likelier."""
    return options[int(fraction(*key) * len(options))]


def shuffled(options: Sequence[T], *key: object) -> list[T]:
    """Put ``options`` in the order that belongs to ``key``."""
    places = sorted(range(len(options)), key=lambda place: fraction(*key, place))
    return [options[place] for place in places]
