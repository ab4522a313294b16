"""The zip of a package (.xlsx .xlsm .ods): its directory read and judged, single members unzipped, a small one written.

``zipfile`` would do the reading, but it costs 12 ms to import, trusts the sizes that a member declares and lets two
members share their bytes.
"""

from __future__ import annotations

import zlib
from struct import Struct
from struct import error as StructError  # noqa: N812  the name the module gives it is only "error"
from typing import TYPE_CHECKING, Final, NamedTuple

from futoko_cli.ingest.guard import (
    MAX_MEMBERS,
    MAX_PART,
    MAX_RATIO,
    MAX_UNZIPPED,
    RATIO_FROM,
    encrypted,
    too_large,
    unreadable,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

_END: Final = Struct("<4s4H2LH")  # end of the directory
_END64: Final = Struct("<4sQ2H2L4Q")  # the same in 64 bits, which some writers always add
_LOCATOR: Final = Struct("<4sLQL")  # between the two
_ENTRY: Final = Struct("<4s6H3L5H2L")  # one member in the directory
_LOCAL: Final = Struct("<4s22x2H")  # header in front of a member's bytes
_LOCAL_FULL: Final = Struct("<4s5H3L2H")
_ZIP64: Final = 0xFFFFFFFF
_BROKEN: Final = "は壊れているか、途中で切れています。"
_AGAIN: Final = "元のファイルをもう一度写すか、Excel で開いて保存し直してください。"


class Member(NamedTuple):
    """One part as the directory declares it; ``start`` is where its bytes begin."""

    method: int
    crc: int
    packed: int
    size: int
    start: int
    locked: bool


class Directory(NamedTuple):
    """Where the directory lies: how many members, bytes, where it says it begins, and where it really ends."""

    members: int
    length: int
    offset: int
    stop: int


def directory_at(data: bytes) -> Directory | None:
    """The directory by its end record, of 64 bits where there is one; None where there is none or two that disagree.

    Raises:
        struct.error: cut short.

    """
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if end < 0:
        return None
    _, disk, first, here, count, length, offset, _ = _END.unpack_from(data, end)
    if data[max(0, end - _LOCATOR.size) : end][:4] != b"PK\x06\x07":
        return None if disk or first or here != count else Directory(count, length, offset, end)
    stop = data.rfind(b"PK\x06\x06", max(0, end - 65_557), end - _LOCATOR.size)
    if stop < 0:
        return None
    _, size, _, _, disk64, first64, here64, *long = _END64.unpack_from(data, stop)
    said = ((disk, disk64), (first, first64), (here, here64), (count, long[0]))
    told = ((length, long[1]), (offset, long[2]))
    agree = all(a in {b, 0xFFFF} for a, b in said) and all(a in {b, _ZIP64} for a, b in told)
    whole = stop + 12 + size == end - _LOCATOR.size and not disk64 and not first64 and here64 == long[0]
    return Directory(long[0], long[1], long[2], stop) if agree and whole else None


class Packed(NamedTuple):
    """One part still zipped, kept for a second look after the file is closed."""

    data: bytes
    method: int
    size: int

    def unzip(self) -> bytes:
        """The part; at most one byte more than it declares is ever made.

        Raises:
            zlib.error: the bytes are not deflated data.

        """
        if self.method == 0:
            return self.data
        return zlib.decompressobj(-15).decompress(self.data, self.size + 1)


class Archive:
    """The members of one package by lower-case name, every limit of ``guard`` already applied."""

    __slots__ = ("_data", "file", "members")

    def __init__(self, data: bytes, file: str) -> None:
        """Read the directory of ``data``.

        Raises:
            FileProblem: cut short, damaged, two members of one name or on the same bytes, or larger than the limits.

        """
        self._data = data
        self.file = file
        try:
            self.members = self._directory()
        except StructError:
            raise unreadable(file, _BROKEN, _AGAIN) from None
        self.check(name for name in self.members if name.endswith((".xml", ".rels")))

    def __contains__(self, name: str) -> bool:
        """Whether the package has this part; names of parts ignore case."""
        return name.lower() in self.members

    def read(self, name: str) -> bytes:
        """One part, unzipped and compared with its checksum.

        Raises:
            FileProblem: missing, damaged, locked, or larger than it declares.

        """
        member = self.members.get(name.lower())
        if member is None:
            raise unreadable(self.file, _BROKEN, _AGAIN)
        if member.locked:
            raise encrypted(self.file)
        try:
            part = self._packed(member).unzip()
        except zlib.error:
            raise unreadable(self.file, _BROKEN, _AGAIN) from None
        if len(part) != member.size or zlib.crc32(part) != member.crc:
            raise unreadable(self.file, _BROKEN, _AGAIN)
        return part

    def check(self, names: Iterable[str]) -> None:
        """Compare what these parts declare with the limits; pictures and macros are never unzipped, so never asked.

        Raises:
            FileProblem: one of them, or all together, would be too large, or is zipped beyond belief.

        """
        total = 0
        for name in names:
            member = self.members[name.lower()]
            total += member.size
            if member.size > MAX_PART or total > MAX_UNZIPPED:
                raise too_large(self.file, "は、展開すると大きすぎます。")
            if member.size > RATIO_FROM and member.size > MAX_RATIO * member.packed:
                raise too_large(self.file, "は、圧縮の度合いが異常です。")

    def packed(self, name: str) -> Packed:
        """One part as it lies in the file."""
        return self._packed(self.members[name.lower()])

    def _packed(self, member: Member) -> Packed:
        if member.method not in {0, 8}:
            raise unreadable(self.file, "は、この道具が知らない方法で圧縮されています。")
        return Packed(self._data[member.start : member.start + member.packed], member.method, member.size)

    def _directory(self) -> dict[str, Member]:
        found = directory_at(self._data)
        if found is None:
            raise unreadable(self.file, _BROKEN, _AGAIN)
        count, offset, stop = found.members, found.offset, found.stop
        shift = stop - found.length - offset  # bytes that some program put in front
        if shift < 0:
            raise unreadable(self.file, _BROKEN, _AGAIN)
        if count > MAX_MEMBERS:
            raise too_large(self.file, f"には部品が {count:,} 個あります。")
        members: dict[str, Member] = {}
        spans: list[tuple[int, int]] = []
        at = offset + shift
        for _ in range(count):
            name, member, begin, at = self._entry(at, shift)
            if name in members:
                raise unreadable(self.file, "には同じ名前の部品が2つあり、どちらを読むべきか決められません。")
            members[name] = member
            spans.append((begin, member.start + member.packed))
        spans.sort()
        last = 0
        for begin, after in spans:
            if begin < last:
                raise unreadable(self.file, "の中の部品が重なり合っています。")
            last = after
        if last > offset + shift or at > stop:
            raise unreadable(self.file, _BROKEN, _AGAIN)
        return members

    def _entry(self, at: int, shift: int) -> tuple[str, Member, int, int]:
        """One line of the directory: name, member, where its header begins, where the next line begins."""
        data = self._data
        magic, _, _, flags, method, _, _, crc, packed, size, named, extra, comment, _, _, _, offset = (
            _ENTRY.unpack_from(data, at)
        )
        at += _ENTRY.size
        name = data[at : at + named].decode("utf-8", "replace").lower()
        if _ZIP64 in {packed, size, offset}:
            size, packed, offset = _long_sizes(data[at + named : at + named + extra], size, packed, offset)
        begin = offset + shift
        local, local_named, local_extra = _LOCAL.unpack_from(data, begin)
        if magic != b"PK\x01\x02" or local != b"PK\x03\x04":
            raise unreadable(self.file, _BROKEN, _AGAIN)
        if "\\" in name or name.startswith("/"):
            name = name.replace("\\", "/").lstrip("/")
        start = begin + _LOCAL.size + local_named + local_extra
        member = Member(method, crc, packed, size, start, bool(flags & 1))
        return name, member, begin, at + named + extra + comment


def _long_sizes(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """The 64-bit sizes that some writers always use, from the extra field of a directory entry."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = int.from_bytes(extra[at : at + 2], "little"), int.from_bytes(extra[at + 2 : at + 4], "little")
        if kind == 1:
            values = [int.from_bytes(extra[i : i + 8], "little") for i in range(at + 4, at + 4 + length, 8)]
            given = iter(values)
            return tuple(next(given, v) if v == _ZIP64 else v for v in (size, packed, offset))  # type: ignore[return-value]
        at += 4 + length
    return size, packed, offset


def write_stored(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of ``parts`` without compression: unzipping it again costs nothing but a checksum."""
    out: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for name, data in parts:
        raw, crc, size = name.encode(), zlib.crc32(data), len(data)
        common = (20, 0, 0, 0, 33, crc, size, size, len(raw), 0)
        out += (_LOCAL_FULL.pack(b"PK\x03\x04", *common), raw, data)
        directory.append(_ENTRY.pack(b"PK\x01\x02", 20, *common, 0, 0, 0, 0, at) + raw)
        at += _LOCAL.size + len(raw) + size
    listing = b"".join(directory)
    out += (listing, _END.pack(b"PK\x05\x06", 0, 0, len(directory), len(directory), len(listing), at, 0))
    return b"".join(out)
