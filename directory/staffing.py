"""Who works here and who may decide: the rules for whoever edits the staff list.

One rule is of the desk's first law: a protected person's request must not wait for nobody. Whoever
edits may not bring that about; a staff file may, because it only says who has left, and then
`without_decider` names those it has left alone.
"""

from collections.abc import Callable, Iterable

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.access import user_topic
from directory.models import Assistance, Department, Employee, EmployeeQuerySet, User
from frontdesk.bus import tick


class Refused(Exception):
    """A rule of the staff list stands against it; the message says what to do."""


def lock() -> None:
    """Until this transaction is over nobody else writes the staff list; everybody may read it.

    An edit and an import come one after the other, and a rule seen to hold still does at the end.
    """
    tables = ", ".join(
        connection.ops.quote_name(model._meta.db_table)
        for model in (Department, Employee, Assistance, User)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def made_by(actor: User | None) -> None:
    """Name in the history, until this transaction is over, who makes the changes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('frontdesk.actor', %s, true)", [str(actor.pk) if actor else ""]
        )


def without_decider() -> EmployeeQuerySet:
    """Protected people whose calls nobody can decide about: no log-in, and no assistant's either.

    The rest of the desk's first law keeps them unreachable until that is mended.
    """
    helped = Assistance.objects.filter(
        executive=OuterRef("pk"), assistant__left_on=None, assistant__user__is_active=True
    )
    protected = Employee.objects.working().filter(is_protected=True)
    return protected.exclude(Q(user__isnull=False, user__is_active=True) | Exists(helped))


def watch() -> Callable[[], None]:
    """Lock the staff list; the function returned raises Refused if a rule is broken since.

    Then all of it must be undone. What was wrong before may stay so: one mends one thing at a time.
    """
    lock()
    alone = set(without_decider().values_list("pk", flat=True))

    def check() -> None:
        left_alone = without_decider().exclude(pk__in=alone).first()
        if left_alone is not None:
            raise Refused(
                _(
                    "Then nobody could decide about the calls to %(name)s. First give this person,"
                    " or an assistant of theirs, a working log-in, or end the protection."
                )
                % {"name": left_alone.full_name}
            )
        if not User.objects.filter(is_staff=True, is_active=True).exists():
            raise Refused(_("Then nobody could administer the program. First make another admin."))

    return check


@transaction.atomic
def leave(employee: Employee, actor: User) -> None:
    """A person leaves: ended today, never deleted. His log-in stops at once.

    Raises Refused where he is the last to decide for somebody.
    """
    made_by(actor)
    check = watch()
    end([employee])
    check()


def end(people: Iterable[Employee]) -> None:
    """These leave today, and decide for nobody; their log-ins stop. For one who holds the lock."""
    leaving = list(people)
    if not leaving:
        return
    Employee.objects.filter(pk__in=[one.pk for one in leaving]).update(left_on=timezone.localdate())
    Assistance.objects.filter(assistant__in=[one.pk for one in leaving]).delete()
    stop_log_ins(one.user_id for one in leaving if one.user_id is not None)
    tick("staff", "presence")


@transaction.atomic
def come_back(employee: Employee, actor: User) -> None:
    """One who has left works here again, in his old place; his log-in stays stopped.

    Raises Refused where somebody else has his place as the head, or his e-mail, meanwhile.
    """
    made_by(actor)
    check = watch()
    employee.left_on = None
    try:
        employee.validate_constraints()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    Employee.objects.filter(pk=employee.pk).update(left_on=None)
    check()
    tick("staff", "presence")


@transaction.atomic
def move_assistant(
    executive: Employee, assistant: Employee, *, earlier: bool, actor: User
) -> list[Assistance]:
    """One of his assistants is asked one place earlier or later; returns all in their new turn.

    At either end, or where this one helps him no longer, everything stays as it is.
    """
    made_by(actor)
    lock()
    turns = assistants_in_turn(executive)
    place = next((at for at, one in enumerate(turns) if one.assistant == assistant), None)
    other = None if place is None else place + (-1 if earlier else 1)
    if place is None or other is None or not 0 <= other < len(turns):
        return turns
    turns[place], turns[other] = turns[other], turns[place]
    for turn, one in enumerate(turns):
        if one.turn != turn:
            one.turn = turn
            one.save(update_fields=["turn"])
    tick("staff")
    return turns


def assistants_in_turn(executive: Employee) -> list[Assistance]:
    """Who decides for him, in the turn in which they are asked."""
    turns = executive.helped_by.filter(assistant__left_on=None)
    return list(turns.select_related("assistant__user"))


def stop_log_ins(users: Iterable[int]) -> None:
    """These log-ins stop working now: no next request, no open page that goes on hearing."""
    keys = set(users)
    if not keys:
        return
    User.objects.filter(pk__in=keys).update(is_active=False)
    end_sessions(keys)


def end_sessions(users: Iterable[int]) -> None:
    """End every session of these log-ins and every stream that it feeds."""
    keys = {str(pk) for pk in users}
    over = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator()
        if session.get_decoded().get(SESSION_KEY) in keys
    ]
    Session.objects.filter(pk__in=over).delete()
    if keys:
        tick(*(user_topic(int(pk)) for pk in keys))
