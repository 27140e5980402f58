"""Hand scores that versions before kept in the preferences, beside the file and unencrypted."""

import json
import re
from dataclasses import replace
from functools import partial

from app.db import Desk
from app.services.screening.typed_scores import take_over_typed_scores
from app.ui.context import Context
from app.ui.preferences import Preferences
from app.ui.workers import Job

_KEY = re.compile(r"screening/(\d+)/typed")


def take_over_typed(context: Context) -> None:
    """Take into the office file what is typed and not saved, whoever's it is; once."""
    preferences, desk = context.preferences, replace(context.desk, staff_id=None)
    for key in preferences.keys():  # noqa: SIM118 - it is no dictionary
        if found := _KEY.fullmatch(key):
            context.workers.run(
                context.news,
                partial(_take_over, desk, int(found[1]), preferences.text(key)),
                partial(_forget, preferences, key),
                lambda _error: None,  # next time
            )


def _take_over(desk: Desk, screening_id: int, stored: str, _job: Job) -> None:
    if typed := _read(stored):
        take_over_typed_scores(desk, screening_id, typed)


def _forget(preferences: Preferences, key: str, _none: None) -> None:
    preferences.forget(key)


def _read(stored: str) -> dict[int, dict[str, str]]:
    """Read what those versions wrote; anything else was none of it."""
    try:
        found = json.loads(stored)
        return {int(id_): {str(k): str(v) for k, v in row.items()} for id_, row in found.items()}
    except (ValueError, AttributeError):
        return {}
