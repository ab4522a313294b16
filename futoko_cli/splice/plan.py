"""A part cut at the places that change (切り分け): what stays is deflated once, a copy is only put together.

Every piece ends on a byte boundary of the deflated stream and looks back at nothing before it, so pieces can follow
each other in any combination.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Final, NamedTuple

from futoko_cli.splice.package import Packed

_END: Final = b"\x03\x00"  # an empty last block
_STORE: Final = 600  # bytes: shorter pieces are not worth a compressor of their own
_MAX_STORED: Final = 65_535


class Span(NamedTuple):
    """Bytes ``start`` to ``end`` of the part."""

    start: int
    end: int


class Plan:
    """One part with ``slots`` (spans that may change, in order) and ``drops`` (spans always left out)."""

    __slots__ = ("_packed", "drops", "originals", "part", "slots", "statics", "xml")

    def __init__(self, part: str, xml: bytes, slots: Sequence[Span], drops: Sequence[Span] = ()) -> None:
        """Cut ``xml`` and deflate what stays.

        Raises:
            ValueError: spans overlap or are out of order.

        """
        self.part = part
        self.xml = xml
        self.slots = tuple(slots)
        self.drops = tuple(drops)
        self.originals = tuple(xml[slot.start : slot.end] for slot in self.slots)
        statics: list[bytes] = []
        at = 0
        drop = 0
        for slot in (*self.slots, Span(len(xml), len(xml))):
            kept: list[bytes] = []
            while drop < len(self.drops) and self.drops[drop].start < slot.start:
                cut = self.drops[drop]
                if cut.start < at or cut.end > slot.start:
                    raise ValueError
                kept.append(xml[at : cut.start])
                at = cut.end
                drop += 1
            if slot.start < at:
                raise ValueError
            kept.append(xml[at : slot.start])
            statics.append(b"".join(kept))
            at = slot.end
        self.statics = tuple(statics)
        self._packed = tuple(_static(piece) for piece in statics)

    def build(self, pieces: Sequence[bytes]) -> Packed:
        """The part with ``pieces`` in its slots."""
        chunks: list[bytes] = []
        content: list[bytes] = []
        for static, packed, piece in zip(self.statics, self._packed, pieces, strict=False):
            content.append(static)
            content.append(piece)
            chunks.append(packed)
            if piece:
                chunks.append(_dynamic(piece))
        content.append(self.statics[-1])
        chunks.append(self._packed[-1])
        chunks.append(_END)
        body = b"".join(chunks)
        whole = b"".join(content)
        return Packed((body,), len(body), zlib.crc32(whole), len(whole))


def _stored(piece: bytes) -> bytes:
    size = len(piece)
    return b"\0" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + piece


def _deflated(piece: bytes, level: int) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)


def _static(piece: bytes) -> bytes:
    """The shorter of the two ways."""
    if not piece:
        return b""
    packed = _deflated(piece, 6)
    return packed if len(piece) > _MAX_STORED or len(packed) < len(piece) + 5 else _stored(piece)


def _dynamic(piece: bytes) -> bytes:
    return _stored(piece) if len(piece) <= _STORE else _deflated(piece, 6)
