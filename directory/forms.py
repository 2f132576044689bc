"""Forms of the directory."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminFileFieldWidget

from directory.staff_file.problems import ADVICE
from directory.staff_file.reading import LIMIT_MB, MEGABYTE


class StaffFileForm(forms.Form):
    """Which file to read; what is in it is checked where it is read."""

    file = forms.FileField(
        label=_("Staff file"),
        max_length=255,
        allow_empty_file=True,
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": ".csv,.xlsx,.txt,.tsv"}),
        error_messages={"required": _("Choose a CSV or XLSX file.")},
    )

    def clean_file(self) -> UploadedFile:
        """A huge file is refused before it is read into memory."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > LIMIT_MB * MEGABYTE:
            raise forms.ValidationError(str(ADVICE["too_large"]) % {"limit": LIMIT_MB})
        return file
