"""Finding a person from anything half-heard.

Pure: it is handed plain records and returns plain hits, and knows nothing of a database.
"""

from directory.lookup.index import Index
from directory.lookup.records import Hit, Kind, Person, Reason, Unit, UnitHit

__all__ = ["Hit", "Index", "Kind", "Person", "Reason", "Unit", "UnitHit"]
