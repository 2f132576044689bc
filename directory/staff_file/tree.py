"""The departments of a file as a tree: nothing hangs in the air, nothing contains itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from directory.staff_file import cells
from directory.staff_file.columns import Column
from directory.staff_file.problems import Complaints


@dataclass(frozen=True)
class Unit:
    """A department as the file has it. `line` is where it is named first."""

    line: int
    name: str
    parent: str = ""
    responsibilities: str = ""


def check(units: list[Unit], known: Mapping[str, str], complaints: Complaints) -> None:
    """Complain of a parent that is nowhere and of departments that are part of each other.

    `known` are the departments there are already, each with its parent's name: a department that
    the file does not have stays, and may be a parent.
    """
    names = {cells.folded(name): name for name in known} | {
        cells.folded(unit.name): unit.name for unit in units
    }
    parents = {cells.folded(name): cells.folded(parent) for name, parent in known.items()}
    parents |= {cells.folded(unit.name): cells.folded(unit.parent) for unit in units}
    told: set[str] = set()
    for unit in units:
        if unit.parent and cells.folded(unit.parent) not in names:
            complaints.add("unknown_parent", unit.line, Column.PARENT, unit.parent)
        cycle = _cycle(cells.folded(unit.name), parents)
        if cycle and not told.intersection(cycle):
            told.update(cycle)
            path = " → ".join(names[key] for key in [*cycle, cycle[0]])
            complaints.add("department_cycle", unit.line, Column.PARENT, unit.parent, cycle=path)


def _cycle(start: str, parents: Mapping[str, str]) -> list[str]:
    """The way up from a department back to itself; empty where it ends at the top."""
    way = [start]
    while above := parents.get(way[-1]):
        if above == start:
            return way
        if above in way:
            return []
        way.append(above)
    return []
