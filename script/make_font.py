"""Makes one bundled font: python mkfont.py NotoSansCJK-Regular.ttc NotoSansSC-Regular.otf Regular."""

import sys
from collections import defaultdict

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

FAMILY = "Noto Sans SC"
HANGUL = [
    range(0x1100, 0x1200),
    range(0x3130, 0x3190),
    range(0x3200, 0x321F),
    range(0x3260, 0x3280),
    range(0xA960, 0xA980),
    range(0xAC00, 0xD800),
    range(0xFFA0, 0xFFDD),
]
SPOKEN = {0x2013, 0x3000, 0x3008, 0x3009, 0xFF0F, 0xFF5E, *range(0x4E00, 0xA000)}


def chinese_part(source: str) -> TTFont:
    faces = TTCollection(source).fonts
    font = next(f for f in faces if f["name"].getDebugName(1).startswith("Noto Sans CJK SC"))
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "liga"]
    options.name_IDs = ["*"]
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE"]
    options.notdef_outline = True
    wanted = [c for c in font.getBestCmap() if not any(c in block for block in HANGUL)]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    return font


def separate_look_alikes(font: TTFont) -> None:
    """A PDF names a glyph's lowest code point: 金 would be copied out of it as the radical ⾦."""
    top = font["CFF "].cff.topDictIndex[0]
    strings, index = top.CharStrings, top.CharStrings.charStringsIndex
    by_glyph = defaultdict(list)
    for code, glyph in font.getBestCmap().items():
        by_glyph[glyph].append(code)
    used = set(top.charset)
    free = (cid for n in range(1, 65536) if (cid := f"cid{n:05d}") not in used)
    for glyph, codes in list(by_glyph.items()):
        spoken = [c for c in codes if c in SPOKEN]
        lower = [c for c in codes if spoken and c < min(spoken) and c not in SPOKEN]
        if not lower:
            continue
        copy = next(free)
        gid = strings.charStrings[glyph]
        index.append(index[gid])
        strings.charStrings[copy] = len(index) - 1
        top.FDSelect.gidArray.append(top.FDSelect[gid])
        top.charset.append(copy)
        font["hmtx"].metrics[copy] = font["hmtx"].metrics[glyph]
        for table in font["cmap"].tables:
            for code in lower:
                if code in getattr(table, "cmap", {}) and table.format != 14:
                    table.cmap[code] = copy
    font.setGlyphOrder(list(top.charset))


def name(font: TTFont, style: str) -> None:
    postscript = f"NotoSansSC-{style}"
    new = {
        1: FAMILY,
        2: style,
        3: f"2.004;Keyou;{postscript}",
        4: f"{FAMILY} {style}",
        6: postscript,
    }
    table = font["name"]
    for record in list(table.names):
        if record.nameID in new:
            record.string = new[record.nameID]
        elif record.nameID in (16, 17):
            table.names.remove(record)
    cff = font["CFF "].cff
    cff.fontNames = [postscript]
    cff.topDictIndex[0].FullName = f"{FAMILY} {style}"
    cff.topDictIndex[0].FamilyName = FAMILY


if __name__ == "__main__":
    made = chinese_part(sys.argv[1])
    separate_look_alikes(made)
    name(made, sys.argv[3])
    made.save(sys.argv[2])
