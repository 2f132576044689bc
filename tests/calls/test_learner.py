"""The bare learner: lessons, corrections, and the same answers in every process."""

import os
import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from calls.learner.online import Learner

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


def small() -> Learner:
    return Learner(bits=12, units=16)


def taught(times: int = 3) -> Learner:
    learner = small()
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


def test_a_forgotten_lesson_leaves_nothing_with_those_who_can_count():
    learner = taught()
    before = chance(learner, "the gate is locked", "accounts")
    learner.learn("the gate is locked", "accounts", "gone")
    learned = chance(learner, "the gate is locked", "accounts")
    learner.forget("gone")
    assert learned > 0.5
    assert chance(learner, "the gate is locked", "accounts") < (learned + before) / 2


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
