"""The company itself."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Company(models.Model):
    """The company itself: one row, what phrases say of it."""

    name = models.CharField(_("name"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    offers_email = models.EmailField(
        _("e-mail for offers"), blank=True, help_text=_("Where sellers are asked to write.")
    )

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("company")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_company"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def ours(cls) -> "Company":
        """The company, nameless until the admin names it."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
