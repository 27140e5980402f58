"""Files as offices, and as attackers, make them."""

import base64
import gzip
import struct
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

OLD_WORKBOOK = gzip.decompress(
    base64.b85decode(
        "ABzY8000000t4+>T}TvB6h3!m)}7tdT}=ZmOoU8LWi4DHaJRzpX*YF?eh5r+*kVOv`+-_A%Y;CLB(NXq"
        "L9mAiY<sDsh<fWGF!P}Z0xf*<DJbwkoz6XT$JWijg%XVUhI{V0=iGDdxpRMK-i>BW3_i}Ege3SthI!oq"
        "X$dlh$zc}UfO=i$teLBrbPKBr4iyJ7%?8gi-rD&X^6{Po3F69YqyS$q9fea6>}b~tR}i}?hGxcNs6oo$"
        "E=n>XkD|&ZdYtH5qK~NN3!*zo(nqug>rSvEFzOGMZ5OlnkW@svOyGW>lFcWQR6#Dh;j{SCb!ODH!LI1Z"
        "=C)O)C{WU22yj5_w014Z%PzPNPJqLRia?;Ewsrz?aIlBqhh7Nq-CWhL3N87{${C=1X0hD<2f2!am@K~`"
        "DF9udAEQOm1L@GJaE-*gnlCa77f}MR29p9z3;QCmbManeJ&nbEQ`*KbvLA!K$bnE`pOB9A-@AqEc<0U7"
        "h~{cifdxYwf;+<T6OM5GKwHC12wSQ?Ti1sB{Z>zvx3a3zi)=}?$5ZL?l%g_zdaNHab^l<mlb;#1$G8{m"
        "F&VV>(vh};i});Bfo|;N?1OLb11<IbCX#f~xni6?n|NnIhs)dojWbDOBg!>pWU+<l74o{C_<W){SQGQ&"
        "`dq>6?WQ_cNn4EVY$J^OHz)8V$oEV)JS*t=>MuopxNh=7&hQ8SAQa(g*oyZ2>4tJv&hFgi81b7q6Fb#s"
        "qItjVTB_t0vFqZ9b-^58r-&?~FKPJr+u@H)7HkO%Mi!hJCG&k6C5dd!l8hxqv@Rw2>Xe*fhs__5sJ<~a"
        "{2d!Q?rZv*UFf*4G~r8LA}*QYvWvFm1z$#q`%)K5+?PZ6;_=Bzz7+E16p<)o{V=A$l;}T@jZeykC%g-I"
        "4*Y@>ELgB$!GZ+~7A%;zYKiVm#tqsg?&o&#UuO=}y!D&pzeOW-;By8)D)&G;=21AG()?KmHfH)_%d|27"
        "7jhiL)}s)C7K$U1^8Cf`E0)-wWgEKx-V#c+{rObl{KxJ81P}Dy;Q$r@00"
    )
)
"""A small .xls: a merged title, four headings, two receipts, a total."""

_CONTENT = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="表">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""


def write_book(path: Path, *sheets: Sequence[Sequence[Any]], names: Sequence[str] = ()) -> Path:
    """Write a workbook of these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for index, rows in enumerate(sheets):
        sheet = book.create_sheet(names[index] if names else None)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def change_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """Change one part of a workbook's zip."""
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


def write_open_document(path: Path, rows: str, *, manifest: str = "<m/>") -> Path:
    """Write an .ods whose table has these rows of XML."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", _CONTENT.format(rows=rows))
    return path


def write_compound(path: Path, streams: dict[str, bytes]) -> Path:
    """Write an OLE file, as .xls files and encrypted .xlsx files are, of these streams."""
    sectors: list[bytes] = []
    chains: list[int] = []

    def add(content: bytes) -> int:
        first = len(sectors)
        sectors.extend(_in_sectors(content))
        chains.extend([*range(first + 1, len(sectors)), _END])
        return first

    padded = {name: content.ljust(_NOT_SMALL, b"\0") for name, content in streams.items()}
    directory = _entry("Root Entry", 5, (_END, 0), (1, _FREE))
    for number, (name, content) in enumerate(padded.items(), 1):
        following = number + 1 if number < len(padded) else _FREE
        directory += _entry(name, 2, (add(content), len(content)), (_FREE, following))
    first = add(directory)
    chains.append(0xFFFFFFFD)
    table = struct.pack(f"<{len(chains)}I", *chains).ljust(_SECTOR, b"\xff")
    header = OLE.ljust(24, b"\0") + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, first, 0, _NOT_SMALL, _END, 0, _END, 0)
    header += struct.pack("<109I", len(sectors), *[_FREE] * 108)
    path.write_bytes(header + b"".join(sectors) + table)
    return path


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR, _NOT_SMALL, _END, _FREE = 512, 4096, 0xFFFFFFFE, 0xFFFFFFFF


def _in_sectors(content: bytes) -> list[bytes]:
    places = range(0, len(content), _SECTOR)
    return [content[place : place + _SECTOR].ljust(_SECTOR, b"\0") for place in places]


def _entry(name: str, kind: int, where: tuple[int, int], others: tuple[int, int]) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    (first, size), (child, following) = where, others
    about = struct.pack("<HBB3I", len(text), kind, 1, _FREE, following, child)
    return text.ljust(64, b"\0") + about + bytes(36) + struct.pack("<IQ", first, size)


def record(kind: int, content: bytes) -> bytes:
    """Return one record of an old workbook."""
    return struct.pack("<HH", kind, len(content)) + content


def with_bytes(content: bytes) -> Callable[[Path], Path]:
    """Return what writes a file of these bytes."""

    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write
