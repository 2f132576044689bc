"""Work of the directory that nobody should wait for."""

from django.utils import translation
from procrastinate.contrib.django import app

from directory import roster
from directory.staff_file import upload


@app.task(name="directory.read_staff_file")
def read_staff_file(upload_pk: int, language: str) -> None:
    """Read an uploaded staff file; whoever uploaded it watches its progress in his language."""
    with translation.override(language):
        upload.read(upload_pk)


@app.periodic(cron="31 2 * * *")
@app.task(name="directory.discard_forgotten_files", queueing_lock="forgotten_files")
def discard_forgotten_files(timestamp: int) -> None:
    """A staff file that was looked at and then left would keep its people's data for ever."""
    upload.discard_forgotten()


@app.periodic(cron="33 2 * * *")
@app.task(name="directory.forget_old_notes", queueing_lock="staff_notes")
def forget_old_notes(timestamp: int) -> None:
    """Every change of the staff list leaves a note, a staff file thousands: none for ever."""
    roster.forget_old_notes()
