"""Speed against the floor: ``python -m bench``. Ratios in one run, medians; never a timed test."""
