"""The file of an export is a copy outside the database: it goes when the export's record goes."""

import shutil
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_noop as _

from auditing.kept import keep
from auditing.retention.copies import CopyRefused, Keys, OutsideCopy, register_copy

REFUSED = keep(_("The folder of the export could not be removed: %(error)s."))


def references(keys: Keys) -> list[str]:
    """The folders of these exports, where there are any; keys come as the database holds them."""
    names = [str(UUID(str(key))) for key in keys]
    return [name for name in names if (Path(settings.EXPORT_DIR) / name).exists()]


def remove(reference: str) -> None:
    """Raises: CopyRefused, where the disk does not let go of it."""
    try:
        shutil.rmtree(Path(settings.EXPORT_DIR) / reference)
    except FileNotFoundError:
        return
    except OSError as error:
        raise CopyRefused(REFUSED % {"error": error}) from error


register_copy(OutsideCopy(_("files of exports"), "auditing.ExportJob", references, remove))
