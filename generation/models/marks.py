"""What a person writes on a request afterwards: tags, and votes between pictures."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auditing.retention import FollowsParent
from generation.models.requests import SVGGenerationRequest


class RequestTag(models.Model):
    """A word by which a person finds a request again."""

    request = models.ForeignKey(
        SVGGenerationRequest, models.CASCADE, related_name="tags", verbose_name=_("request")
    )
    # Copied from the request, so that one index finds a person's tags.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name=_("owner"),
    )
    name = models.CharField(
        _("name"),
        max_length=40,
        validators=[
            RegexValidator(r"^[\w -]+\Z", _("A tag has letters, digits, spaces, - and _."))
        ],
    )

    retention = FollowsParent("request", size=("name",), is_personal=True)

    class Meta:
        db_table = "request_tags"
        ordering = ["name"]
        verbose_name = _("request tag")
        verbose_name_plural = _("request tags")
        indexes = [
            # a person's tags, and the requests of one, without a look at the table
            models.Index(fields=["owner", "name", "request"], name="idx_request_tags_owner")
        ]
        constraints = [
            models.UniqueConstraint(fields=["request", "name"], name="one_tag_a_request")
        ]

    def __str__(self) -> str:
        return self.name


class Vote(models.Model):
    """Which picture of a comparison its owner liked best, before knowing who drew it."""

    request = models.OneToOneField(
        SVGGenerationRequest, models.CASCADE, related_name="vote", verbose_name=_("request")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name=_("owner"),
    )
    # One vote a comparison; the request's own group, copied for the constraint.
    group = models.UUIDField(_("group"), unique=True)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    retention = FollowsParent("request", anonymise={"owner": None})

    class Meta:
        db_table = "comparison_votes"
        ordering = ["-made_at"]
        verbose_name = _("vote")
        verbose_name_plural = _("votes")

    def __str__(self) -> str:
        return gettext("vote of %(day)s") % {"day": f"{self.made_at:%Y-%m-%d}"}
