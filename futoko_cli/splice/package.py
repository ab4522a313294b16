"""The package (.xlsx の部品の束) as it lies in the file: every member's raw bytes, and a copy with some exchanged.

Members that do not change keep header, extra fields, order and time; only their place in the directory moves.
"""

from __future__ import annotations

from collections.abc import Mapping
from struct import Struct
from typing import Final, NamedTuple

from futoko_cli.ingest.archive import Archive, directory_at
from futoko_cli.splice.refusal import broken

_END: Final = Struct("<4s4H2LH")
_ENTRY: Final = Struct("<4s6H3L5H2L")
_LOCAL: Final = Struct("<4s5H3L2H")
_ZIP64: Final = 0xFFFFFFFF
_DEFLATED: Final = 8
_STREAMED: Final = 0x0008  # sizes follow the bytes instead of standing in the header


class Entry(NamedTuple):
    """One member: name as spelled, its bytes from header to the next member, and its line of the directory."""

    name: str
    begin: int
    start: int
    end: int
    fields: tuple[int, ...]  # of the directory's line, without its magic
    tail: bytes  # name, extra fields and comment of that line
    record: bytes


class Packed(NamedTuple):
    """One part's new content, deflated."""

    chunks: tuple[bytes, ...]
    length: int
    crc: int
    size: int


class Package:
    """One workbook's file, its limits checked, its members by lower-case name."""

    __slots__ = ("_directory", "_lines", "_tail", "archive", "data", "entries", "label")

    def __init__(self, data: bytes, label: str) -> None:
        """Read the directory.

        Raises:
            FileProblem: damaged, hostile, two members of one name.
            TemplateError: a directory that does not begin where it says.

        """
        self.data = data
        self.label = label
        self.archive = Archive(data, label)
        found = directory_at(data)
        if found is None or found.offset + found.length != found.stop:
            raise broken(label)
        offset = found.offset
        self._directory = offset
        self._tail = data[data.rfind(b"PK\x05\x06", found.stop) :]
        lines: list[Entry] = []
        at = offset
        for _ in range(found.members):
            _, *fields = _ENTRY.unpack_from(data, at)
            named, extra, comment = fields[9:12]
            stop = at + _ENTRY.size + named + extra + comment
            tail = data[at + _ENTRY.size : stop]
            name = tail[:named].decode("utf-8", "replace").replace("\\", "/").lstrip("/")
            member = self.archive.members[name.lower()]
            begin = fields[15] if fields[15] != _ZIP64 else _long_offset(fields, tail[named : named + extra], label)
            lines.append(
                Entry(name, begin, member.start, member.start + member.packed, tuple(fields), tail, data[at:stop])
            )
            at = stop
            if begin + _LOCAL.size > member.start:
                raise broken(label)
        ordered = sorted(lines, key=lambda line: line.begin)
        begins = [line.begin for line in ordered[1:]] + [offset]
        #: in the order in which they lie in the file
        self.entries = {line.name.lower(): line._replace(end=stop) for line, stop in zip(ordered, begins, strict=True)}
        self._lines = {line.name.lower(): self.entries[line.name.lower()] for line in lines}  # the directory's order

    def read(self, part: str) -> bytes:
        """One part, unzipped, compared with its checksum, within the limits."""
        self.archive.check([part])
        return self.archive.read(part)

    def spelled(self, part: str) -> str:
        """The part's name as the package spells it."""
        return self.entries[part.lower()].name

    def exchange(self, parts: Mapping[str, Packed]) -> bytes:
        """The file with ``parts`` (by lower-case name) in place of what they were."""
        data = self.data
        out: list[bytes] = []
        begins: dict[str, int] = {}
        run = shift = 0  # where the raw bytes not yet copied begin; how far what follows has moved
        for key, entry in self.entries.items():
            begins[key] = entry.begin + shift
            packed = parts.get(key)
            if packed is None:
                continue
            header = _header(data, entry, packed)
            out += (data[run : entry.begin], header, *packed.chunks)
            shift += len(header) + packed.length - (entry.end - entry.begin)
            run = entry.end
        out.append(data[run : self._directory])
        lines = [_line(line, begins[key], parts.get(key)) for key, line in self._lines.items()]
        length = sum(map(len, lines))
        magic, *_, comment = _END.unpack_from(self._tail, 0)
        count = len(lines)  # a 64-bit record is left out: what is opened here never needs one
        end = _END.pack(magic, 0, 0, count, count, length, self._directory + shift, comment)
        return b"".join((*out, *lines, end, self._tail[_END.size :]))


def _header(data: bytes, entry: Entry, packed: Packed) -> bytes:
    """The local header: as it was, with new sizes in front of the bytes and no 64-bit field."""
    magic, version, flags, _, clock, day, _, _, _, named, extra = _LOCAL.unpack_from(data, entry.begin)
    at = entry.begin + _LOCAL.size
    name = data[at : at + named]
    fields = _without_long(data[at + named : at + named + extra])
    sizes = (packed.crc, packed.length, packed.size, named, len(fields))
    return _LOCAL.pack(magic, max(version, 20), flags & ~_STREAMED, _DEFLATED, clock, day, *sizes) + name + fields


def _line(entry: Entry, begin: int, packed: Packed | None) -> bytes:
    """The directory's line for a member that now begins at ``begin``."""
    if packed is None and begin == entry.begin:
        return entry.record
    fields = list(entry.fields)
    tail = entry.tail
    if packed is not None:
        fields[1] = max(fields[1], 20)
        fields[2] &= ~_STREAMED
        fields[3] = _DEFLATED
        fields[6:9] = packed.crc, packed.length, packed.size
    if packed is not None or _ZIP64 in {fields[7], fields[8], fields[15]}:
        named, extra = fields[9:11]
        kept = _without_long(tail[named : named + extra])
        if packed is None:  # 64-bit fields said so little that 32 bits hold it
            fields[7], fields[8] = _sizes(entry)
        tail = tail[:named] + kept + tail[named + extra :]
        fields[10] = len(kept)
    fields[15] = begin
    return _ENTRY.pack(b"PK\x01\x02", *fields) + tail


def _sizes(entry: Entry) -> tuple[int, int]:
    """Packed and unpacked size of a member whose line keeps them in its 64-bit field."""
    sizes = [entry.fields[7], entry.fields[8]]
    named, extra = entry.fields[9:11]
    long = _long(entry.tail[named : named + extra])
    for place in (1, 0):  # the field holds the unpacked size first
        if sizes[place] == _ZIP64:
            sizes[place] = long.pop(0)
    return sizes[0], sizes[1]


def _long_offset(fields: list[int], extra: bytes, label: str) -> int:
    """Where a member begins, from the 64-bit field."""
    long = _long(extra)
    before = (fields[7] == _ZIP64) + (fields[8] == _ZIP64)
    if len(long) <= before:
        raise broken(label)
    return long[before]


def _long(extra: bytes) -> list[int]:
    """The numbers of the 64-bit field."""
    for kind, at, stop in _extras(extra):
        if kind == 1:
            return [int.from_bytes(extra[i : i + 8], "little") for i in range(at + 4, stop - 7, 8)]
    return []


def _without_long(extra: bytes) -> bytes:
    """Extra fields without the 64-bit one."""
    found = list(_extras(extra))
    if all(kind != 1 for kind, _, _ in found):
        return extra
    return b"".join(extra[at:stop] for kind, at, stop in found if kind != 1)


def _extras(extra: bytes) -> list[tuple[int, int, int]]:
    found = []
    at = 0
    while at + 4 <= len(extra):
        kind = int.from_bytes(extra[at : at + 2], "little")
        stop = at + 4 + int.from_bytes(extra[at + 2 : at + 4], "little")
        found.append((kind, at, min(stop, len(extra))))
        at = stop
    return found
