"""What other people did with a person's data, in words: action of an event → what they did.

A test looks that every action is here that can be recorded about somebody's data.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

_REQUEST = {
    "request.view": _("opened the request’s page"),
    "request.watch": _("watched it being drawn"),
    "request.submit": _("asked for a picture"),
    "request.cancel": _("cancelled it"),
    "request.retry": _("tried it again"),
    "request.complete": _("had it drawn to the end"),
    "request.fail": _("had it drawn, which failed"),
    "request.favourite": _("changed whether it is a favourite"),
    "request.tag": _("added tags"),
    "request.untag": _("removed a tag"),
    "batch.submit": _("asked for many pictures at once"),
    "group.view": _("looked at pictures that were asked for together"),
    "group.variation": _("asked for variations of the picture"),
    "group.compared": _("had models compared by the picture"),
    "comparison.vote": _("chose the best of a comparison"),
    "api.show": _("read the request by the API"),
    "api.picture": _("took the picture by the API"),
    "api.submit": _("asked for a picture by the API"),
    "api.cancel": _("asked by the API to cancel it"),
    "api.retry": _("asked by the API to try it again"),
    # Of earlier versions, which recorded what nobody but the owner can do when others tried it.
    "request.refine": _("tried to go on from the picture"),
    "request.variation": _("tried to go on from the picture"),
    "request.compared": _("tried to go on from the picture"),
    "group.cancel": _("cancelled pictures that were asked for together"),
}
_PICTURE = {
    "picture.view": _("looked at the picture"),
    "picture.download": _("downloaded the picture"),
    "picture.source": _("read the picture’s source"),
    "picture.check": _("found the picture by a file"),
    "picture.choose": _("chose whether the file on the stage goes with the picture"),
    "link.list": _("looked at the picture’s links"),
    "link.make": _("made a link to the picture"),
    "link.open": _("opened the picture by a link"),
    "link.revoke": _("ended a link to the picture"),
    "stage.mend": _("asked that the file on the stage be mended"),
    "stage.put_file": _("had the file put back on the stage"),
    "stage.replace_file": _("had the file on the stage replaced by the recorded one"),
    "stage.restore_record": _("asked that the picture be restored from its file on the stage"),
    "picture.restore": _("restored the picture from its file on the stage"),
    "stage.remove_file": _("had the file on the stage removed"),
}
_ADMIN = {
    "admin.view": _("opened the record in the admin"),
    "admin.timeline": _("opened its timeline"),
    "reveal.open": _("revealed prompt and answer"),
    "reveal.end": _("masked prompt and answer again"),
    "export.request": _("asked for an export"),
    "export.finish": _("had your export made"),
    "export.fail": _("had your export made, which failed"),
    "export.expire": _("had your export deleted"),
    "export.download": _("downloaded your export"),
}
_ACCOUNT = {
    "person.view": _("looked at what is kept about you"),
    "person.archive": _("asked for an archive of your data"),
    "person.erase": _("asked that your data be erased"),
    "access.create": _("made your account"),
    "access.change": _("changed your access"),
    "account.create": _("made your account"),
    "account.change": _("changed your account"),
    "account.delete": _("deleted your account"),
    "account.groups": _("changed your groups"),
    "account.permissions": _("changed your permissions"),
    "budget.change": _("changed your budget"),
    "preferences.change": _("changed your language or time zone"),
    "report.subscribe": _("changed your monthly report"),
    "session.sign_in": _("signed in as you"),
    "session.signed_out": _("ended your session"),
    "session.idle": _("ended your session"),
    "session.revoked": _("ended your session"),
    "session.elsewhere": _("ended your session"),
    "token.create": _("made a token of yours"),
    "token.revoke": _("ended a token of yours"),
}
DEEDS: dict[str, Any] = _REQUEST | _PICTURE | _ADMIN | _ACCOUNT


def in_words(action: str) -> Any:
    """What was done; never the action's name, which is for programmers."""
    return DEEDS.get(action, _("did something else with it"))
