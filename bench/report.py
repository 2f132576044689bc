"""An evaluation told in words, or as one object for a machine."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from bench.evaluation import Figures

SHARES = ("purpose_top1", "purpose_top3", "department_top1", "department_top3", "coverage90_top1")


def best(baselines: Sequence[tuple[str, Figures]]) -> dict[str, Any] | None:
    """The best share that any baseline reaches, each with the name of the one that does."""
    if not baselines:
        return None
    found: dict[str, Any] = {}
    for share in SHARES:
        name, figures = max(baselines, key=lambda pair: getattr(pair[1], share))
        found[share] = round(getattr(figures, share), 4)
        found[f"{share}_by"] = name
    return found


def as_object(ours: Figures, baselines: Sequence[tuple[str, Figures]]) -> dict[str, Any]:
    """The figures as `--json` prints them."""
    told = asdict(ours)
    return {
        **{share: round(told[share], 4) for share in SHARES},
        "p99_ms": round(ours.p99_ms, 3),
        "baseline": best(baselines),
    }


def as_text(
    title: str,
    ours: Figures,
    baselines: Sequence[tuple[str, Figures]],
    cost: tuple[float, float] | None,
) -> str:
    """The figures, the confusion table, times and memory, beside the baselines."""
    width = max([len(name) for name, _ in baselines] + [24])
    head = f"{'':{width}}  purpose top-1 top-3   department top-1 top-3   top-1 at 90 %"
    lines = [title, head, _row("Frontdesk", ours, width)]
    lines += [_row(name, figures, width) for name, figures in baselines]
    if not baselines:
        lines.append("The baselines were left out (they need scikit-learn).")
    lines += ["", "Purposes: a row is the truth, a column the first suggestion", *_confusion(ours)]
    lines += ["", f"A suggestion takes {ours.p50_ms:.2f} ms, at p99 {ours.p99_ms:.2f} ms."]
    if cost is not None:
        lines.append(f"The engine adds {cost[0]:.2f} s to a start and {cost[1]:.0f} MB of memory.")
    return "\n".join(lines)


def _row(name: str, figures: Figures, width: int) -> str:
    return (
        f"{name:{width}}          {figures.purpose_top1:.3f} {figures.purpose_top3:.3f}"
        f"              {figures.department_top1:.3f} {figures.department_top3:.3f}"
        f"           {figures.coverage90_top1:.3f}"
    )


def _confusion(figures: Figures) -> list[str]:
    labels = sorted({label for pair in figures.confusion for label in pair})
    lines = [f"{'':9}" + "".join(f"{label[:8]:>9}" for label in labels)]
    for truth in labels:
        cells = (figures.confusion[truth, guess] for guess in labels)
        lines.append(f"{truth[:8]:9}" + "".join(f"{cell or '·':>9}" for cell in cells))
    return lines
