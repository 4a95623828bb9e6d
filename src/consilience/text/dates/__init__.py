"""Times in English text: an interval grammar of our own. First found (`find_times`), then resolved (`resolve`).

The two steps are apart because what an expression says is in its words, and what it denotes depends on the day of
writing, which may be known only later. Not here: dates in metadata and datelines (`text.days`), time zones, and
historical calendars.
"""

from consilience.text.dates.forms import Reading, Tense, TimeExpression
from consilience.text.dates.relatives import tied_event
from consilience.text.dates.resolving import resolve, spoken_of
from consilience.text.dates.scanning import find_times
from consilience.text.dates.tense import guess_tense

__all__ = ["Reading", "Tense", "TimeExpression", "find_times", "guess_tense", "resolve", "spoken_of", "tied_event"]
