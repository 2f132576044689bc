"""The command that says how often the suggestions are right."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from calls.management.commands import evaluate_suggestions

HEAD = "id\tlang\tstyle\ttext\tpurpose\tdepartment\trequested"
CALLS = [
    "1\tuk\tspoken\tЧи є у вас вакансії?\tjob\tКадри\t-",
    '2\tuk\tnote\tпитає "почім" хліб\tbuy\tЗбут\t-',
    "3\tuk\tspoken\tОй, помилилася номером\twrong\t-\t-",
]
STAFF = """Підрозділ;За що відповідає;Посада;Прізвище;Ім'я;По батькові
Кадри;Вакансії, співбесіди;Інспектор;Гай;Ніна;Львівна
Збут;Продаж хліба, ціни, замовлення;Менеджер;Рак;Ян;
"""


@pytest.fixture
def calls(tmp_path):
    path = tmp_path / "calls.tsv"
    path.write_text("\n".join([HEAD, *CALLS]) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    return tmp_path_factory.mktemp("state")


@pytest.fixture(autouse=True)
def studied_aside(settings, state):
    """What is studied here would else take the place of what all other tests need."""
    settings.STATE_DIR = state


@pytest.fixture
def staff(tmp_path):
    path = tmp_path / "staff.csv"
    path.write_text(STAFF, encoding="utf-8")
    return path


def said(*arguments: object) -> str:
    out = StringIO()
    call_command("evaluate_suggestions", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_one_object_holds_the_figures(calls, staff):
    figures = json.loads(said("--test", calls, "--staff", staff, "--json"))
    assert figures.keys() == {
        "purpose_top1",
        "purpose_top3",
        "department_top1",
        "department_top3",
        "coverage90_top1",
        "p99_ms",
        "baseline",
    }
    assert figures["purpose_top1"] == 1.0
    assert figures["department_top1"] == 1.0


def test_tables_name_the_truth_and_what_was_suggested(calls, staff):
    told = said("--learn", calls, "--test", calls, "--staff", staff, "--no-baselines")
    assert "Judged by 3 calls, having learned from 3" in told
    assert "wrong" in told
    assert "MB of memory" in told


def test_every_call_is_tested_once_across_the_folds(calls, staff, monkeypatch):
    # What a start costs is measured, in processes of its own, for the tables above already.
    monkeypatch.setattr(evaluate_suggestions, "start_cost", lambda company: (0.0, 0.0, 0.0))
    told = said("--cross-validate", calls, "--folds", 3, "--staff", staff, "--no-baselines")
    assert "over 3 folds of 3 calls" in told


@pytest.mark.django_db
def test_without_a_staff_list_the_demo_company_is_asked_for(tmp_path):
    path = tmp_path / "calls.tsv"
    path.write_text(
        f"{HEAD}\n1\tuk\tnote\tвиставте рахунок\texisting\tБухгалтерія\t-\n", encoding="utf-8"
    )
    assert json.loads(said("--test", path, "--json", "--no-baselines"))["department_top3"] == 1.0


def test_says_what_is_wrong_with_the_files(calls, staff, tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.tsv"):
        said("--test", tmp_path / "nowhere.tsv", "--staff", staff)
    with pytest.raises(CommandError, match="column"):
        said("--test", staff, "--staff", staff)
    with pytest.raises(CommandError, match="--test"):
        said("--staff", staff)
