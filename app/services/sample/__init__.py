"""The sample office: put in, and taken out again in one step."""

from app.services.sample.adding import add_sample
from app.services.sample.removing import has_sample, remove_sample, sample_counts

__all__ = ["add_sample", "has_sample", "remove_sample", "sample_counts"]
