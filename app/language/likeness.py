"""How alike two short texts look and sound."""

from app.language.pinyin import keys


def similarity(a: str, b: str) -> float:
    """Return how alike two texts look: 0 nothing in common, 100 equal."""
    from rapidfuzz.fuzz import ratio

    return ratio(a, b)


def sound(text: str) -> str:
    """Return the usual pinyin of a text, without tones."""
    return keys(text).full[0]
