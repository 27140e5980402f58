"""What becomes of a next step, as the log shows it."""

from app.ui.steps import StepDialog, Steps, small_button

__all__ = ["StepDialog", "Steps", "small_button"]
