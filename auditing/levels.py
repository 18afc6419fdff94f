"""The specification's roles, access levels and types of permissions."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(models.TextChoices):
    FULL = "full", _("full: as the role says")
    LIMITED = "limited", _("limited: own data, no admin")
    READ_ONLY = "read_only", _("read only: looks and downloads")
    RESTRICTED = "restricted", _("restricted: as the role says, within restrictions")
    NO_ACCESS = "no_access", _("no access: signed out at once")


class Role(models.TextChoices):
    USER = "user", _("User")
    MANAGER = "manager", _("Manager")
    ADMIN = "admin", pgettext_lazy("role", "Admin")
    SYSTEM = "system", _("System")
    NONE = "none", _("None")


class PermissionType(models.TextChoices):
    READ = "read", _("Read")
    WRITE = "write", _("Write")
    EXECUTE = "execute", _("Execute")
    ADMIN = "admin", pgettext_lazy("role", "Admin")
    DEVELOPMENT = "development", _("Development")
