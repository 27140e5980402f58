"""A made-up sales office to try the program on: same seed and day, same office.

Every place in it is invented (江澜省澜川市), every telephone number lies in a range that is not
given out, and no name is meant to be that of a real company or person.
"""

from app.domain.sample.office import sample_office
from app.domain.sample.records import SampleOffice

__all__ = ["SampleOffice", "sample_office"]
