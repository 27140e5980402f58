"""The editor of the screening's rules, in the settings and in a screening alike."""

from app.ui.rules.editor import RulesEditor

__all__ = ["RulesEditor"]
