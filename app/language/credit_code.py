"""统一社会信用代码, the 18 signs by which a Chinese organisation is registered."""


def looks_wrong(code: str) -> bool:
    """Tell whether a code's form or check sign is wrong; an empty one is not."""
    from stdnum.cn import uscc

    return bool(code) and not uscc.is_valid(code)
