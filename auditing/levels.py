"""The specification's roles, access levels and types of permissions."""

from django.db import models


class Level(models.TextChoices):
    FULL = "full", "full: as the role says"
    LIMITED = "limited", "limited: own data, no admin"
    READ_ONLY = "read_only", "read only: looks and downloads"
    RESTRICTED = "restricted", "restricted: as the role says, within restrictions"
    NO_ACCESS = "no_access", "no access: signed out at once"


class Role(models.TextChoices):
    USER = "user"
    MANAGER = "manager"
    ADMIN = "admin"
    SYSTEM = "system"
    NONE = "none"


class PermissionType(models.TextChoices):
    READ = "read"
    WRITE = "write"
    EXECUTE = "execute"
    ADMIN = "admin"
    DEVELOPMENT = "development"
