"""What may be spent in a month: by role, and by person where one has another."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from auditing.levels import Role
from auditing.retention import KeptBecause


class Budget(models.Model):
    """US dollars a calendar month, of a role or of one person; a person's own counts first."""

    role = models.CharField(
        _("role"), max_length=8, choices=Role.choices, null=True, blank=True, unique=True
    )
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="budget",
        verbose_name=_("person"),
    )
    monthly = models.DecimalField(
        _("US dollars a month"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Empty: no limit."),
    )

    retention = KeptBecause(gettext_noop("A setting; a person's own goes with the account."))

    class Meta:
        db_table = "budgets"
        ordering = ["role", "person__username"]
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        constraints = [
            models.CheckConstraint(
                condition=Q(role__isnull=True) ^ Q(person__isnull=True),
                name="budget_of_role_or_person",
                violation_error_message=_(
                    "A budget is a role's or a person's: choose one of them."
                ),
            ),
            models.CheckConstraint(
                condition=Q(monthly__isnull=True) | Q(monthly__gte=0), name="budget_not_negative"
            ),
        ]

    def __str__(self) -> str:
        if self.person_id:
            return str(self.person)
        return gettext("role %(role)s") % {"role": self.get_role_display()}
