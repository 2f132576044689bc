"""A cell of the staff list holds one whole number; a caller's may have words around it."""

import pytest

from directory import phones


@pytest.mark.parametrize(
    "written", ["067 555-01-01", "+380 67 555 01 01", "(067) 5550101", "8 (067) 555-01-01"]
)
def test_one_number_is_kept_one_way(written: str) -> None:
    assert phones.e164(written) == phones.heard(written) == "+380675550101"


@pytest.mark.parametrize(
    "written", ["тел. 067 555 01 01", "067 555 01 01 дод. 12", "067 555 01 01 ext. 12"]
)
def test_what_stands_beside_a_number_is_a_mistake_in_a_cell_alone(written: str) -> None:
    assert phones.e164(written) is None
    assert phones.heard(written) == "+380675550101"


@pytest.mark.parametrize("written", ["", "555 01 01", "101", "067 555 01 01, 050 111 22 33"])
def test_what_is_not_one_whole_number_is_none(written: str) -> None:
    assert phones.e164(written) is phones.heard(written) is None


def test_a_number_is_shown_to_the_eye_and_to_the_ear() -> None:
    kept = "+380675550101"
    assert phones.international(kept) == "+380 67 555 0101"
    assert phones.read_aloud(kept) == "067 555 0101"
    assert phones.international("каб. 5") == phones.read_aloud("каб. 5") == "каб. 5"
