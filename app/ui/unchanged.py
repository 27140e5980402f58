"""Saying that nothing had to be changed, where a key or a button would else seem dead."""

from app.i18n import _
from app.ui.context import Context


def tell_unchanged(context: Context, changed: int) -> None:
    """Say so where what was asked for the chosen records ``changed`` none of them."""
    if not changed:
        context.navigator.told.emit(_("选中的本来就是这样，没有改动。"))
