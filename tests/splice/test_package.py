"""The package around the sheets: every other member as it lies in the file, whatever the zip looks like."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from futoko_cli.errors import TemplateError
from futoko_cli.splice.package import Package, Packed
from futoko_cli.splice.template import open_template
from tests.splice.packages import MACRO_TYPE, differing, parts, sheet, zipped

CONTENT = parts(
    {"様式": sheet('<row r="1"><c r="A1"/></row>')},
    {"氏名": "様式!$A$1"},
    more={"xl/media/写真.png": bytes(range(256)) * 8, "xl/vbaProject.bin": b"\xd0\xcf" + b"macro" * 99},
    kind=MACRO_TYPE,
)
SHEET = "xl/worksheets/sheet1.xml"


class Unseekable(io.BytesIO):
    """A pipe: sizes are known too late for the header, and follow the data."""

    def seekable(self) -> bool:
        """No."""
        return False

    def tell(self) -> int:
        """Not known either."""
        raise OSError


def odd(*, streamed: bool = False, long: bool = False, comment: bytes = b"", extra: bytes = b"") -> bytes:
    """The parts in a zip as other programs write it: sizes behind the data, 64-bit fields, comments, stored members."""
    out = Unseekable() if streamed else io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.comment = comment
        for n, (name, content) in enumerate(CONTENT.items()):
            info = zipfile.ZipInfo(name, (2023, 4, n + 1, 7, 8, 10))
            info.compress_type = zipfile.ZIP_STORED if n % 3 == 0 else zipfile.ZIP_DEFLATED
            info.external_attr, info.create_system, info.extra, info.comment = 0o644 << 16, n % 4, extra, comment[:n]
            with package.open(info, "w", force_zip64=long) as member:
                member.write(content if isinstance(content, bytes) else content.encode())
    return out.getvalue()


def members(data: bytes) -> dict[str, tuple[object, ...]]:
    """Everything a zip says about its members, but where they lie."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {
            i.filename: (i.date_time, i.create_system, i.external_attr, i.comment, i.internal_attr)
            for i in package.infolist()
        }


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize(("comment", "extra"), [(b"", b""), (b"otaru\xff", b"\x20\xa2\x04\x00\0\0\0\0")])
def test_zips_of_other_programs(streamed: bool, long: bool, comment: bytes, extra: bytes) -> None:
    """Raw bytes, order, times, attributes and comments stay; the changed member keeps its own time and extra fields."""
    data = odd(streamed=streamed, long=long, comment=comment, extra=extra)
    template = open_template(data, "様式.xlsm")
    made = template.fill({"氏名": "小樽 花子"})
    assert made.receipt.parts == (SHEET,)
    assert members(made.data) == members(data)
    before, after = Package(data, ""), Package(made.data, "")
    for name, entry in before.entries.items():
        same = data[entry.begin : entry.end] in made.data
        assert same == (name != SHEET), name
        assert before.archive.read(name) == after.archive.read(name) or name == SHEET
    assert open_template(made.data, "様式.xlsm").read() == {"氏名": "小樽 花子"}
    again = open_template(made.data, "様式.xlsm").fill({"氏名": "余市 太郎"})
    assert again.data == template.fill({"氏名": "余市 太郎"}).data
    assert template.macros


def test_several_members_exchanged() -> None:
    """First, last and neighbours at once; what lies between moves but stays."""
    data = odd(streamed=True)
    package = Package(data, "")
    names = [*package.entries]
    stored = b"\x01\x05\x00\xfa\xff" + b"<new>"
    packed = Packed((stored[:3], stored[3:]), len(stored), 0xC5BB5C5A, 5)
    packed = packed._replace(crc=zlib.crc32(b"<new>"))
    made = package.exchange({names[0]: packed, names[1]: packed, names[-1]: packed})
    with zipfile.ZipFile(io.BytesIO(made)) as after:
        assert after.testzip() is None
        assert [after.read(i) for i in (after.infolist()[0], after.infolist()[1], after.infolist()[-1])] == [
            b"<new>"
        ] * 3
        assert [name.lower() for name in after.namelist()] == names


def test_a_directory_in_another_order() -> None:
    """The directory may list members in another order than they lie; both orders stay."""
    data = zipped(CONTENT)
    end = data.rindex(b"PK\x05\x06")
    _, _, _, _, _, _, offset, _ = struct.unpack_from("<4s4H2LH", data, end)
    lines = [b"PK\x01\x02" + line for line in data[offset:end].split(b"PK\x01\x02")[1:]]
    turned = data[:offset] + b"".join(reversed(lines)) + data[end:]
    made = open_template(turned, "様式.xlsm").fill({"氏名": "小樽"})
    assert [*members(made.data)] == [*members(turned)]
    begins = [entry.name for entry in Package(made.data, "").entries.values()]
    assert begins == [*CONTENT]


def test_nothing_to_exchange_gives_the_same_file() -> None:
    """Byte for byte."""
    for data in (zipped(CONTENT), odd(comment=b"x"), odd(streamed=True, long=True)):
        assert Package(data, "").exchange({}) == data


def test_a_directory_with_64_bit_fields() -> None:
    """Some programs keep every size and offset there; a line that moves says the same in 32 bits."""
    data = odd(streamed=True)
    end = data.rindex(b"PK\x05\x06")
    fields = list(struct.unpack_from("<4s4H2LH", data, end))
    at, lines = int(fields[6]), []
    for _ in range(int(fields[4])):
        line = list(struct.unpack_from("<4s6H3L5H2L", data, at))
        named = data[at + 46 : at + 46 + line[10]]
        extra = struct.pack("<2H3Q", 1, 24, line[9], line[8], line[16]) + b"\x99\x99\x01\x00x"
        at += 46 + line[10] + line[11] + line[12]
        line[8], line[9], line[11], line[12], line[16] = 0xFFFFFFFF, 0xFFFFFFFF, len(extra), 0, 0xFFFFFFFF
        lines.append(struct.pack("<4s6H3L5H2L", *line) + named + extra)
    fields[5] = sum(map(len, lines))
    wide = data[: fields[6]] + b"".join(lines) + struct.pack("<4s4H2LH", *fields)
    made = open_template(wide, "様式.xlsm").fill({"氏名": "小樽 花子"})
    assert members(made.data) == members(wide)
    assert open_template(made.data, "様式.xlsm").read() == {"氏名": "小樽 花子"}
    assert made.data.count(b"\x99\x99\x01\x00x") == len(lines)
    assert Package(wide, "").exchange({}) == wide


def test_a_list_of_sheets_in_another_place() -> None:
    """Where it lies is said by the package's own relationships; targets may begin at the root."""
    moved = {
        name.replace("xl/workbook", "Book/workbook").replace("xl/_rels/workbook", "Book/_rels/workbook"): content
        for name, content in CONTENT.items()
    }
    for name, old, new in (
        ("[Content_Types].xml", "/xl/workbook.xml", "/Book/workbook.xml"),
        ("_rels/.rels", "xl/workbook.xml", "Book/workbook.xml"),
        ("Book/_rels/workbook.xml.rels", 'Target="', 'Target="/xl/'),
    ):
        moved[name] = str(moved[name]).replace(old, new)
    made = open_template(zipped(moved), "様式.xlsm").fill({"氏名": "小樽"})
    assert made.receipt.parts == (SHEET,)
    assert open_template(made.data, "様式.xlsm").macros


def with_long_end(data: bytes, *, saturated: bool, shift: int = 0) -> bytes:
    """The file with an end record of 64 bits before the usual one, as writers of streams add it; ``shift``: it lies."""
    end = data.rindex(b"PK\x05\x06")
    _, _, _, here, count, length, offset, _ = struct.unpack_from("<4s4H2LH", data, end)
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, here, count, length, offset + shift)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    said = (0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF) if saturated else (here, count, length, offset)
    return data[:end] + record + locator + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, *said, 0)


@pytest.mark.parametrize("saturated", [True, False])
def test_an_end_record_of_64_bits(*, saturated: bool) -> None:
    """Some programs always add one; the filled copy does without, and every other part is as it was."""
    data = with_long_end(zipped(CONTENT), saturated=saturated)
    made = open_template(data, "様式.xlsm").fill({"氏名": "小樽 花子"})
    assert made.receipt.parts == (SHEET,)
    assert differing(data, made.data) == [SHEET]
    assert b"PK\x06\x06" not in made.data
    assert open_template(made.data, "様式.xlsm").read() == {"氏名": "小樽 花子"}


def test_two_end_records_that_disagree() -> None:
    """Programs would see two different workbooks in one file: refused."""
    for shift in (-46, 46, 2**40):
        data = with_long_end(zipped(CONTENT), saturated=False, shift=shift)
        with pytest.raises(TemplateError, match="壊れている"):
            open_template(data, "様式.xlsm")
    wild = with_long_end(zipped(CONTENT), saturated=True, shift=2**40)
    with pytest.raises(TemplateError, match="壊れている"):
        open_template(wild, "様式.xlsm")
