"""Counting in completed years."""

from datetime import date


def add_years(day: date, years: int) -> date:
    """The same day `years` later; 29 February falls back to the 28th, and nothing lies after the year 9999."""
    year = day.year + years
    if year > date.max.year:
        return date.max
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def age_on(birth: date, today: date) -> int:
    """Completed years of age (周岁) on a day: the birthday itself counts."""
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
