"""The bare learner: lessons, corrections, and the same answers in every process."""

import os
import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from calls.learner import online
from calls.learner.online import Learner, Phrase

ROOT = Path(__file__).resolve().parent.parent.parent
LESSONS = [
    ("where is my parcel", "delivery"),
    ("the parcel has not arrived", "delivery"),
    ("when will the courier come", "delivery"),
    ("please send me the invoice", "accounts"),
    ("the invoice has a mistake", "accounts"),
    ("we have paid twice", "accounts"),
    ("are you hiring drivers", "people"),
    ("I sent you my CV", "people"),
]


def small(units: int = 16) -> Learner:
    return Learner(bits=12, units=units)


def taught(times: int = 3, units: int = 16) -> Learner:
    learner = small(units)
    for turn in range(times):
        for at, (text, label) in enumerate(LESSONS):
            learner.learn(text, label, (turn, at))
    return learner


def chance(learner: Learner, text: str, label: str) -> float:
    return dict(learner.rank(text)).get(label, 0.0)


def test_before_the_first_lesson_it_has_nothing_to_offer():
    assert small().rank("where is my parcel") == []


def test_a_lesson_raises_its_label_for_words_like_it():
    learner = taught()
    before = chance(learner, "do you sell tulips", "people")
    learner.learn("do you sell tulips", "people")
    assert chance(learner, "do you sell tulips", "people") > before


def test_what_was_taught_comes_first_for_other_words_of_the_same_matter():
    learner = taught()
    assert learner.rank("my parcel has not come")[0][0] == "delivery"
    assert learner.rank("a mistake in our invoice")[0][0] == "accounts"


def test_a_new_label_is_offered_from_its_first_lesson_on():
    learner = taught()
    learner.learn("it leaks and drips", "repairs")
    assert learner.rank("it drips")[0][0] == "repairs"


def test_a_corrected_lesson_is_unlearned_at_once():
    learner = taught()
    learner.learn("the gate is locked", "accounts", "wrong")
    assert learner.rank("the gate is locked")[0][0] == "accounts"
    learner.correct("wrong", "delivery")
    assert learner.rank("the gate is locked")[0][0] == "delivery"


def test_a_corrected_lesson_does_not_come_back_with_those_that_follow():
    learner = taught()
    learner.learn("the gate is locked", "accounts", "wrong")
    learner.learn("the gate is locked", "delivery", "wrong")  # the same call, put right
    for text, label in LESSONS * 5:
        learner.learn(text, label)
    assert learner.rank("the gate is locked")[0][0] == "delivery"


def test_a_forgotten_lesson_leaves_nothing_behind():
    learner = taught(units=0)
    before = chance(learner, "the gate is locked", "accounts")
    learner.learn("the gate is locked", "accounts", "gone")
    learned = chance(learner, "the gate is locked", "accounts")
    learner.forget("gone")
    assert learned > 0.9
    assert abs(chance(learner, "the gate is locked", "accounts") - before) < 0.05


def test_a_lesson_that_the_network_too_has_learned_fades_once_it_is_forgotten():
    learner = taught()
    learner.learn("the gate is locked", "accounts", "gone")
    learned = chance(learner, "the gate is locked", "accounts")
    learner.forget("gone")
    assert chance(learner, "the gate is locked", "accounts") < learned - 0.2


def test_the_name_of_a_label_is_the_first_that_is_said_of_it():
    learner = small()
    learner.learn("it has not come", "lost_parcel")
    learner.learn("we have paid twice", "double payment")
    assert learner.rank("about a parcel")[0][0] == "lost_parcel"
    assert learner.rank("payment")[0][0] == "double payment"


PHRASES = [Phrase(text, label) for text, label in LESSONS]


def test_the_groundwork_is_known_before_the_first_lesson():
    learner = small(0)
    learner.study(["delivery", "accounts", "people"], PHRASES)
    assert learner.rank("my parcel has not come")[0][0] == "delivery"
    assert learner.count == 0


def test_groundwork_that_was_kept_is_as_good_as_studied():
    studied, recalled = small(0), small(0)
    labels = ["delivery", "accounts", "people"]
    studied.study(labels, PHRASES)
    recalled.recall(labels, [array.copy() for array in studied.knowledge()])
    for learner in (studied, recalled):
        learner.learn("the gate is locked", "people")
    assert studied.rank("who locked the gate") == recalled.rank("who locked the gate")


def test_a_lesson_overrides_the_groundwork():
    learner = small(0)
    learner.study(["delivery", "accounts", "people"], PHRASES)
    learner.learn("where is my parcel", "people", "call")
    learner.learn("where is my parcel", "people", "another call")
    assert learner.rank("where is my parcel")[0][0] == "people"


def test_the_oldest_lesson_gives_way_when_there_are_too_many(monkeypatch):
    monkeypatch.setattr(online, "REMEMBERED", 30)
    learner = small(0)
    learner.learn("the gate is locked", "accounts", "oldest")
    for turn in range(4):
        for at, (text, label) in enumerate(LESSONS):
            learner.learn(text, label, (turn, at))
    assert not learner.knows("oldest")
    assert learner.knows((3, 7))
    assert chance(learner, "the gate is locked", "accounts") < 0.5


def test_correcting_adds_no_lesson():
    learner = taught(1)
    learner.learn(LESSONS[0][0], "accounts", (0, 0))
    assert learner.count == len(LESSONS)


def test_a_forgotten_lesson_is_no_longer_known():
    learner = taught(1)
    learner.forget((0, 0))
    assert not learner.knows((0, 0))
    assert learner.knows((0, 1))


def test_probabilities_sum_to_one_and_fall():
    ranking = taught().rank("where is the invoice")
    shares = [share for _, share in ranking]
    assert abs(sum(shares) - 1) < 1e-4
    assert shares == sorted(shares, reverse=True)


@given(st.text(max_size=300))
def test_no_text_is_too_odd_to_rank(text):
    learner = taught(1)
    assert len(learner.rank(text)) == 3


@given(st.text(max_size=200))
def test_no_text_is_too_odd_to_learn(text):
    learner = taught(1)
    learner.learn(text, "people", "odd")
    assert learner.knows("odd")


PROBE = """
from tests.calls.test_learner import taught
print(taught().rank("where is the invoice for my parcel"))
"""


def test_every_process_ranks_alike():
    told = {
        subprocess.run(
            [sys.executable, "-c", PROBE],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
    assert "delivery" in told.pop()
