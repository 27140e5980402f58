"""The lunar calendar beside one worked out from sun and moon, by the rules of GB/T 33661.

Month by month: a month begins on Beijing's day of the new moon; the one of the winter solstice is
the eleventh; where thirteen begin in a year from solstice to solstice, the first without a major
solar term is a leap month. Moon and sun by Meeus, Astronomical Algorithms, chapters 25 and 49.
"""

from datetime import date, timedelta
from itertools import count, dropwhile, pairwise, takewhile
from math import floor, radians, sin

import pytest

from app.language.days_off import announced_days
from app.language.lunar import lunar_year

DELTA_T = 72 / 86_400
"""Terrestrial less universal time in these years, in days."""
BEIJING = 8 / 24
J2000 = 2_451_545.0


def new_moon(k):
    """Return the instant of a new moon, in terrestrial Julian days; 0 is that of January 2000."""
    t = k / 1236.85
    day = 2_451_550.09766 + 29.530588861 * k + 0.00015437 * t**2
    e = 1 - 0.002516 * t - 0.0000074 * t**2
    sun = radians(2.5534 + 29.1053567 * k)
    moon = radians(201.5643 + 385.81693528 * k + 0.0107582 * t**2)
    node = radians(160.7108 + 390.67050284 * k - 0.0016118 * t**2)
    omega = radians(124.7746 - 1.56375588 * k + 0.0020672 * t**2)
    terms = (
        (-0.4072, moon),
        (0.17241 * e, sun),
        (0.01608, 2 * moon),
        (0.01039, 2 * node),
        (0.00739 * e, moon - sun),
        (-0.00514 * e, moon + sun),
        (0.00208 * e * e, 2 * sun),
        (-0.00111, moon - 2 * node),
        (-0.00057, moon + 2 * node),
        (0.00056 * e, 2 * moon + sun),
        (-0.00042, 3 * moon),
        (0.00042 * e, sun + 2 * node),
        (0.00038 * e, sun - 2 * node),
        (-0.00024 * e, 2 * moon - sun),
        (-0.00017, omega),
        (0.000325, radians(299.77 + 0.107408 * k - 0.009173 * t**2)),
        (0.000165, radians(251.88 + 0.016321 * k)),
        (0.000164, radians(251.83 + 26.651886 * k)),
        (0.000126, radians(349.42 + 36.412478 * k)),
        (0.00011, radians(84.66 + 18.206239 * k)),
    )
    return day + sum(size * sin(angle) for size, angle in terms)


def sun_longitude(day):
    """Return the sun's apparent longitude in degrees."""
    t = (day - J2000) / 36_525
    m = radians(357.52911 + 35_999.05029 * t - 0.0001537 * t * t)
    centre = (
        (1.914602 - 0.004817 * t) * sin(m) + (0.019993 - 0.000101 * t) * sin(2 * m)
    ) + 0.000289 * sin(3 * m)
    omega = radians(125.04 - 1934.136 * t)
    mean = 280.46646 + 36_000.76983 * t + 0.0003032 * t * t
    return (mean + centre - 0.00569 - 0.00478 * sin(omega)) % 360


def sun_at(longitude, near):
    """Return when the sun stands at a longitude, near a day."""
    for _ in range(8):
        off = (longitude - sun_longitude(near) + 180) % 360 - 180
        near += off * 365.2422 / 360
    return near


def beijing_day(instant):
    return date.fromordinal(floor(instant - DELTA_T + BEIJING + 0.5) - 1_721_425)


def julian(day):
    return day.toordinal() + 1_721_424.5


def moons_between(first, last):
    """Return the days of the new moons from one day to another, both included."""
    start = floor((julian(first) - J2000) / 29.530588861) - 2
    days = (beijing_day(new_moon(k)) for k in count(start))
    return list(takewhile(lambda day: day <= last, dropwhile(lambda day: day < first, days)))


def solstice(year):
    return beijing_day(sun_at(270, julian(date(year, 12, 21))))


def sui(year):
    """Return the months of the year from one eleventh month to the next: (number, leap) → day."""
    begin, end = (
        max(moons_between(date(one, 11, 1), solstice(one)), default=None)
        for one in (year - 1, year)
    )
    days = moons_between(begin, end)
    majors = {
        beijing_day(sun_at((270 + 30 * n) % 360, julian(solstice(year - 1)) + 30.4 * n))
        for n in range(14)
    }
    number, months, spare = 11, {}, len(days) == 14
    for place, (day, after) in enumerate(pairwise(days)):
        leap = spare and place > 0 and not any(day <= term < after for term in majors)
        if leap:
            spare = False
        elif place:
            number = number % 12 + 1
        months[number, leap] = day
    return months


@pytest.mark.parametrize("year", range(2024, 2038))
def test_every_month_begins_where_moon_and_sun_say(year):
    sky = {key: day for key, day in sui(year).items() if key[0] not in (11, 12)}
    sky |= {key: day for key, day in sui(year + 1).items() if key[0] in (11, 12)}
    program = {key: first for key, (first, _length) in lunar_year(year).items()}
    assert program == sky


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_days_off_lie_where_sun_and_moon_say(year):
    clear = beijing_day(sun_at(15, julian(date(year, 4, 5))))
    lunar = {"春节": (1, 1), "端午节": (5, 5), "中秋节": (8, 15)}
    months = sui(year)
    days = {name: months[month, False] + timedelta(n - 1) for name, (month, n) in lunar.items()}
    off = announced_days()
    for name, day in (days | {"清明节": clear}).items():
        together = ("国庆节", name) if name == "中秋节" else (name,)
        assert off[day] in {(False, one) for one in together}
