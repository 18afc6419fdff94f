"""What is kept in English and shown in the person's language: how requests ended, and why.

The texts are written by workers, who speak English to everybody; here they stand once more, so that
the translators find them. A test compares this list with those who write them.
"""

from django.utils.translation import gettext_noop as _

from auditing.kept import keep

KEPT = frozenset(
    {
        _("The picture could not be made."),
        _("Your session was ended before the picture was begun. Sign in again, then try again."),
        _("The model cannot be used any more. Choose another model."),
        _("The picture that was to be changed has been deleted meanwhile. Draw it anew."),
        _(
            "The picture is too large for this model to write it anew. Choose another "
            "model, or draw it anew in simpler words. It cost nothing."
        ),
        _(
            "The model answered without a picture. Try again, or say more plainly what "
            "should be seen."
        ),
        _(
            "The model's answer could not be made into a safe picture. Try again, or ask "
            "for something simpler."
        ),
        _(
            "The file on the stage was not what was sent, so it was removed. Try again; the "
            "answer is kept and is not paid for twice."
        ),
        _("Cancelled while it was being made."),
        _("Snowflake could not do what was asked. Tell an administrator if it happens again."),
        _("Snowflake refused the request. Sending it again unchanged will not help."),
        _("Snowflake could not be used just now. Try again in a few minutes."),
        _("Snowflake did not accept the request's options. Check the model and its limits."),
        _(
            "A stage, path or table name holds a character that is not allowed. Choose "
            "another name."
        ),
        _("Snowflake does not know this model, or not in this region. Choose another model."),
        _("Snowflake has retired this model. Choose its replacement."),
        _("The prompt, with what goes along with it, is too long for this model. Shorten it."),
        _("The model's answer passed 2 MiB and was cut off. Ask for a simpler picture."),
        _(
            "The answer could not be read as a model's answer. Check the Cortex address in "
            "settings."
        ),
        _("The role in use may not do this on Snowflake. Ask an administrator to grant the right."),
        _(
            "Snowflake did not accept the sign-in. An administrator must renew the password "
            "or token."
        ),
        _(
            "The account's budget for Cortex is used up. An administrator can raise it on "
            "Snowflake."
        ),
        _("The Snowflake settings are incomplete or wrong. An administrator must correct them."),
        _("No Snowflake warehouse is in use. An administrator must name one the role may use."),
        _("The stage does not exist, or the role may not see it. Choose another stage."),
        _(
            "A file of this name is already on the stage and was left as it is. Choose "
            "another name."
        ),
        _("The file is not on the stage. It may have been removed by the stage's owner."),
        _("The file on the stage is not what was sent. Tell an administrator before using it."),
        _("Snowflake rejected a statement of this program. Tell an administrator."),
        _("Snowflake gets too many requests just now. Try again in a minute."),
        _("The Snowflake service is overloaded or being restarted. Try again in a few minutes."),
        _("Snowflake did not answer in time. Try again, or ask for a simpler picture."),
        _("The connection to Snowflake broke off. Try again."),
        _("The Snowflake session ended before the work was done. Try again."),
        _("Snowflake cannot be reached. Check the network and the address in the settings."),
        _("The local stand-in for Snowflake is not running. Start it with `make run`."),
        _("The request was cancelled while the model was answering."),
        _("Cancelled before it was begun. It cost nothing."),
        _("Cancelled while it waited to be tried again."),
        _(
            "The program was stopped each time it worked on this picture, so it gave up. An "
            "answer that was already paid for is kept: try again, it is not paid for twice."
        ),
        _("The program was interrupted while the model was answering."),
        _(
            "Something in this program went wrong. The error is recorded; tell an "
            "administrator the reference below. An answer that was already paid for is "
            "kept."
        ),
    }
)
# What the local stand-in says of itself, and the words of its own part of the pipeline.
ENGINE = _("built-in preview engine (rules and clip art)")

for _text in (*KEPT, ENGINE):
    keep(_text)
