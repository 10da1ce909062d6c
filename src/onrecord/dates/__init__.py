"""When: the time expressions of a page, the day of each statement, and the days a page without a date may be of."""

from .find import times
from .limits import Evidence
from .pages import published
from .said import date

__all__ = ["Evidence", "date", "published", "times"]
