"""What scikit-learn reaches on the same rows: TF-IDF with two classifiers, on text and lemmas.

It is needed for benches only; without it `available` is false and there are no baselines.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from bench.evaluation import Answer, Heard, Ranking
from calls.learner.company import Company
from calls.learner.words import lemmas, words

try:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.naive_bayes import ComplementNB
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC
except ImportError:
    available = False
else:
    available = True

Examples = Sequence[tuple[str, str]]


def in_lemmas(text: str) -> str:
    """A text with every word in its dictionary form."""
    return " ".join(lemmas(word)[0] for word in words(text))


def models() -> Iterator[tuple[str, Any]]:
    """Each baseline by name, untrained."""
    vectors = {
        "words": [{"analyzer": "word", "ngram_range": (1, 2), "token_pattern": r"(?u)\b\w+\b"}],
        "characters": [{"analyzer": "char_wb", "ngram_range": (2, 5)}],
    }
    vectors["both"] = vectors["words"] + vectors["characters"]
    for kind, given in vectors.items():
        for classifier in (LinearSVC(), ComplementNB()):
            union = make_union(*(TfidfVectorizer(sublinear_tf=True, **how) for how in given))
            yield f"{kind}, {type(classifier).__name__}", make_pipeline(union, classifier)


def rankings(model: Any, learn: Examples, texts: Sequence[str]) -> list[Ranking]:
    """A model's rankings of texts after learning; scores are not probabilities."""
    labels = sorted({label for _, label in learn})
    if len(labels) < 2:
        return [[(label, 1.0) for label in labels] for _ in texts]
    model.fit([text for text, _ in learn], [label for _, label in learn])
    if hasattr(model, "predict_proba"):
        scores = model.predict_proba(texts)
    else:
        scores = model.decision_function(texts)
    if scores.ndim == 1:  # of two labels only the second is scored
        scores = np.stack([-scores, scores], axis=1)
    order = np.argsort(-scores, axis=1)
    return [
        [(str(model.classes_[at]), float(row[at])) for at in places]
        for row, places in zip(scores, order, strict=True)
    ]


def judged(
    splits: Sequence[tuple[Sequence[Heard], Sequence[Heard]]], company: Company
) -> Iterator[tuple[str, list[Answer]]]:
    """Every baseline's answers to the splits' test rows, after its rows to learn from.

    With nothing to learn from it knows what the departments answer for, and of purposes nothing.
    """
    known = [
        (text, department.name)
        for department in company.departments
        for text in (department.name, *department.topics(), *department.positions())
    ]
    for form, rewrite in (("text", str), ("lemmas", in_lemmas)):
        for name, model in models():
            given: list[Answer] = []
            for learn, test in splits:
                texts = [rewrite(row.text) for row in test]
                purposes = [(rewrite(row.text), row.purpose) for row in learn]
                departments = [
                    (rewrite(row.text), row.department) for row in learn if row.department
                ] or [(rewrite(text), label) for text, label in known]
                ranked = (rankings(model, taught, texts) for taught in (purposes, departments))
                given += map(Answer, test, *ranked)
            yield f"{form}, {name}", given
