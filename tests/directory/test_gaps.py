"""What the directory could not tell is listed for the admin, until it is mended."""

import pytest
from django.test import Client
from django.urls import reverse

from directory import gaps
from directory.models import Department, Gap
from tests.conftest import Cast

pytestmark = pytest.mark.usefixtures("english")


def unit(name: str) -> Department:
    return Department.objects.get(name=name)


def test_the_same_words_are_one_gap_counted(cast: Cast) -> None:
    for words in ("Сертифікати  якості", "сертифікати якості ", "СЕРТИФІКАТИ ЯКОСТІ"):
        gaps.note_nothing_found(words)
    gap = Gap.objects.get()
    assert (gap.query, gap.times, gap.taken) == ("Сертифікати якості", 3, None)


def test_another_department_than_suggested_is_a_gap_of_its_own(cast: Cast) -> None:
    suggested, taken = unit("Комерційний відділ"), unit("Відділ корпоративних продажів")
    gaps.note_nothing_found("дилери")
    for _ in range(2):
        gaps.note_other_department("дилери", suggested, taken)
    assert gaps.note_other_department("дилери", taken, taken) is None
    assert sorted(Gap.objects.values_list("times", "taken__name"), key=str) == [
        (1, None),
        (2, taken.name),
    ]


@pytest.mark.parametrize("words", ["", "  ", "ї", "\x00", "067 555 01 01", "+380 32 555 77 01"])
def test_neither_nothing_nor_a_callers_number_is_kept(cast: Cast, words: str) -> None:
    assert gaps.note_nothing_found(words) is None
    assert not Gap.objects.exists()


def test_an_endless_query_is_cut(cast: Cast) -> None:
    assert len(gaps.note_nothing_found("вікно " * 200).query) <= 200


def test_mending_teaches_the_department_and_closes_the_gap(cast: Cast) -> None:
    gap = gaps.note_nothing_found("сертифікати якості")
    department = unit("Виробництво")
    before = department.responsibilities
    gaps.mend(gap, cast.admin, department)
    gap.refresh_from_db()
    assert gap.mended_at is not None
    assert unit("Виробництво").responsibilities == f"{before}, сертифікати якості"
    gaps.mend(gap, cast.admin, department)
    assert unit("Виробництво").responsibilities.count("сертифікати якості") == 1


def test_a_gap_that_comes_back_is_open_again(cast: Cast) -> None:
    gap = gaps.note_nothing_found("сертифікати")
    gaps.mend(gap, cast.admin)
    gaps.note_nothing_found("сертифікати")
    gap.refresh_from_db()
    assert (gap.mended_at, gap.times) == (None, 2)


def test_giving_up_in_the_directory_tells_the_admin(cast: Cast, client: Client) -> None:
    client.force_login(cast.stranger)
    found = client.get(reverse("directory"), {"q": "хтозна"}, headers={"HX-Request": "true"})
    assert f'hx-post="{reverse("gap")}"' in found.content.decode()
    assert client.post(reverse("gap"), {"q": "хтозна"}).status_code == 204
    assert client.post(reverse("gap"), {"q": "ткаченко"}).status_code == 204
    assert [gap.query for gap in Gap.objects.all()] == ["хтозна"]


def test_the_admin_mends_it_on_its_page(cast: Cast, client: Client) -> None:
    client.force_login(cast.admin)
    suggested, taken = unit("Комерційний відділ"), unit("Відділ корпоративних продажів")
    gap = gaps.note_other_department("дилерська знижка", suggested, taken)
    listed = client.get(reverse("admin:directory_gap_changelist")).content.decode()
    assert "дилерська знижка" in listed
    assert reverse("admin:directory_department_change", args=[taken.pk]) in listed
    url = reverse("admin:directory_gap_change", args=[gap.pk])
    assert taken.name in client.get(url).content.decode()
    assert client.post(url, {"department": taken.pk}).status_code == 302
    assert "дилерська знижка" in unit(taken.name).responsibilities
    client.get(url)  # shows that it is saved, once
    left = client.get(reverse("admin:directory_gap_changelist")).content.decode()
    assert "дилерська знижка" not in left


def test_the_admin_puts_gaps_aside(cast: Cast, client: Client) -> None:
    client.force_login(cast.admin)
    gap = gaps.note_nothing_found("погода на завтра")
    client.post(
        reverse("admin:directory_gap_changelist"),
        {"action": "mark_mended", "_selected_action": [gap.pk]},
    )
    gap.refresh_from_db()
    assert gap.mended_at is not None
