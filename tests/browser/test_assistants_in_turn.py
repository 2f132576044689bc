"""An executive puts his assistants in their turn, by keyboard and by thumb."""

from directory.models import Assistance
from tests.browser.conftest import Arrive
from tests.browser.expecting import expect
from tests.browser.test_accessible import PHONE, violations
from tests.conftest import Cast


def test_by_keyboard_one_of_them_is_moved_place_by_place(arrive: Arrive, cast: Cast) -> None:
    director = cast.person(cast.director)
    for turn, user in enumerate((cast.salesman, cast.colleague), start=1):
        Assistance.objects.create(executive=director, assistant=cast.person(user), turn=turn)
    page = arrive("melnyk", **PHONE)
    page.goto(f"/screening/{director.pk}/")
    last = cast.person(cast.colleague)
    names = page.locator(".turns li > span:first-of-type")
    page.locator(f"#earlier-{last.pk}").focus()
    for place in (1, 0):
        page.keyboard.press("Enter")
        expect(names.nth(place)).to_contain_text(last.surname)
        expect(page.locator(f"#earlier-{last.pk}")).to_be_focused()
    assert violations(page) == []
    page.locator(f"#later-{last.pk}").click()
    expect(names.nth(1)).to_contain_text(last.surname)
