"""Translation of the texts people see; Chinese is the source language.

``_`` marks a text and returns it in the language of the process. Where no catalogue is found the
Chinese source is shown.
"""

import gettext
from pathlib import Path

LOCALES = Path(__file__).parent.parent / "resources" / "locale"

_catalogue = gettext.translation("keyou", LOCALES, fallback=True)
_ = _catalogue.gettext
