"""Makes a bundled font from Debian's Noto Sans CJK. Needs fontTools; resources/README.md says why.

Usage: python script/make_font.py NotoSansCJK-Bold.ttc resources/fonts/NotoSansSC-Bold.otf Bold
"""

import sys
from collections import defaultdict

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

FAMILY = "Noto Sans SC"
HANGUL = (
    range(0x1100, 0x1200),
    range(0x3130, 0x3190),
    range(0x3200, 0x321F),
    range(0x3260, 0x3280),
    range(0xA960, 0xA980),
    range(0xAC00, 0xD800),
    range(0xFFA0, 0xFFDD),
)
WRITTEN = {0x2013, 0x3000, 0x3008, 0x3009, 0xFF0F, 0xFF5E, *range(0x4E00, 0xA000)}
"""What people type, where a lower code point looks the same."""


def main() -> None:
    """Reads the collection, cuts out the face, saves it."""
    source, target, style = sys.argv[1:]
    font = chinese_face(source)
    separate_look_alikes(font)
    rename(font, style)
    font.save(target)


def chinese_face(source: str) -> TTFont:
    """The SC face without Hangul and without what only vertical text needs."""
    faces = TTCollection(source).fonts
    font = next(f for f in faces if f["name"].getDebugName(1) == "Noto Sans CJK SC")
    font.recalcTimestamp = False
    options = subset.Options(
        layout_features=["kern", "mark", "mkmk", "ccmp", "liga"],
        name_IDs=["*"],
        notdef_outline=True,
    )
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(
        unicodes=[c for c in font.getBestCmap() if not any(c in block for block in HANGUL)]
    )
    subsetter.subset(font)
    return font


def separate_look_alikes(font: TTFont) -> None:
    """Gives 金 a glyph of its own where the radical ⾦ shares it."""
    by_glyph = defaultdict(list)
    for code, glyph in font.getBestCmap().items():
        by_glyph[glyph].append(code)
    top = font["CFF "].cff.topDictIndex[0]
    used = set(top.charset)
    free_names = (name for n in range(1, 2**16) if (name := f"cid{n:05d}") not in used)
    for glyph, codes in by_glyph.items():
        written = [code for code in codes if code in WRITTEN]
        lower = [code for code in codes if written and code < min(written)]
        if lower:
            copy_glyph(font, glyph, next(free_names), lower)
    font.setGlyphOrder(list(top.charset))


def copy_glyph(font: TTFont, glyph: str, copy: str, codes: list[int]) -> None:
    """Draws the code points with a copy of the glyph."""
    top = font["CFF "].cff.topDictIndex[0]
    strings, index = top.CharStrings.charStrings, top.CharStrings.charStringsIndex
    position = strings[glyph]
    index.append(index[position])
    strings[copy] = len(index) - 1
    top.FDSelect.gidArray.append(top.FDSelect[position])
    top.charset.append(copy)
    font["hmtx"].metrics[copy] = font["hmtx"].metrics[glyph]
    for table in font["cmap"].tables:
        table.cmap.update((code, copy) for code in codes if code in table.cmap)


def rename(font: TTFont, style: str) -> None:
    """A name of its own, so that an installed Noto Sans CJK is not taken for it."""
    postscript = f"NotoSansSC-{style}"
    full = f"{FAMILY} {style}"
    names = {1: FAMILY, 2: style, 3: f"2.004;Keyou;{postscript}", 4: full, 6: postscript}
    table = font["name"]
    table.names = [record for record in table.names if record.nameID not in {16, 17}]
    for record in table.names:
        record.string = names.get(record.nameID, record.string)
    cff = font["CFF "].cff
    cff.fontNames = [postscript]
    cff.topDictIndex[0].FamilyName, cff.topDictIndex[0].FullName = FAMILY, full


if __name__ == "__main__":
    main()
