"""The names of the letter and the labels the sample office begins with."""

from typing import Final

LETTER_FILE: Final = "示例贺信.docx"
LABELS_FILE: Final = "示例地址标签.docx"
SAMPLE_FILES: Final = (LETTER_FILE, LABELS_FILE)
"""By these the templates are known again when the sample is removed."""
