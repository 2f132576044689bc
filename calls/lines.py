"""What is on the desk, in what order: external calls before internal ones (law 6)."""

from django.db.models import Case, IntegerField, QuerySet, Value, When

from calls.models import Call
from calls.statuses import Kind, Status


def on_the_desk() -> QuerySet[Call]:
    """Every call that has not ended: ringing first, external before internal, oldest first."""
    return (
        Call.objects.exclude(status=Status.ENDED)
        .select_related("receptionist__employee", "asked_employee")
        .annotate(
            rank=Case(
                When(status=Status.RINGING, then=Value(0)),
                default=Value(1),
                output_field=IntegerField(),
            ),
            kind_rank=Case(
                When(kind=Kind.EXTERNAL, then=Value(0)),
                default=Value(1),
                output_field=IntegerField(),
            ),
        )
        .order_by("rank", "kind_rank", "created_at", "pk")
    )
