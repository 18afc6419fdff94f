"""The receipt's words once more, so that the translators find them; a test compares.

English makes plurals by {s}, which other languages leave out: so gettext is told not to ask for it.
"""

from django.utils.translation import gettext_noop as _

WORDS = (
    # xgettext:no-python-brace-format
    _("{count} {what}{s} removed"),
    # xgettext:no-python-brace-format
    _("{count} {what} handler{s} removed"),
    # xgettext:no-python-brace-format
    _("{count} link{s} removed ({what})"),
    # xgettext:no-python-brace-format
    _("{count} {what} attribute{s} removed"),
    # xgettext:no-python-brace-format
    _("{count} {what} attribute{s} left out"),
    # xgettext:no-python-brace-format
    _("{count} {what} value{s} removed"),
    # xgettext:no-python-brace-format
    _("{count} unreadable {what} value{s} left out"),
    # xgettext:no-python-brace-format
    _("{count} {what} style{s} removed"),
    # xgettext:no-python-brace-format
    _("{count} {what} style{s} left out"),
    # xgettext:no-python-brace-format
    _("{count} style rule{s} removed ({what})"),
    _("some styles removed ({what})"),
    _("style rules became attributes"),
    # xgettext:no-python-brace-format
    _("{count} link{s} became plain shapes"),
    _("gradient {what}"),
    _("pattern {what}"),
    # xgettext:no-python-brace-format
    _("{count} repeated shape{s} copied"),
    # xgettext:no-python-brace-format
    _("{count} repeated shape{s} removed"),
    # xgettext:no-python-brace-format
    _("{count} piece{s} of text set apart"),
    # xgettext:no-python-brace-format
    _("{count} {what}{s} left out"),
    _("the {what} became a label"),
    # xgettext:no-python-brace-format
    _("{count} clipping path{s} rewritten"),
    # xgettext:no-python-brace-format
    _("{count} filter effect{s} rewritten"),
    # xgettext:no-python-brace-format
    _("{count} marker{s} copied"),
    # xgettext:no-python-brace-format
    _("{count} switch{es} resolved"),
    # xgettext:no-python-brace-format
    _("{count} reference{s} removed ({what})"),
    # xgettext:no-python-brace-format
    _("{count} doubled or unusable name{s} left out"),
    _("the picture was cut after {what} elements"),
    # xgettext:no-python-brace-format
    _("{count} {what} element{s} lost attributes"),
    _("{what} of the whole picture removed"),
    _("{what} of the whole picture moved inside"),
    _("size of the whole picture left out"),
    _("a background became {what}"),
    _("viewBox taken from width and height"),
    _("viewBox taken from what is drawn"),
    _("{what} repaired"),
    _("document type removed"),
    _("document type left out"),
    # xgettext:no-python-brace-format
    _("{count} processing instruction{s} left out"),
    # xgettext:no-python-brace-format
    _("{count} unusable character{s} left out"),
    _("cut off; closed at the last complete element"),
    _("cut off before anything was drawn"),
    # xgettext:no-python-brace-format
    _("{count} other picture{s} not used"),
    _("{what} shortened to plain text"),
    _("refused: larger than 1 MiB"),
    _("refused: {what}"),
    _("nothing safe to draw was left"),
    _("no SVG in the answer"),
    _("the SVG draws nothing"),
    # xgettext:no-python-brace-format
    _("{count} further kind{s} of change"),
    _("can run code or load a page"),
    _("pictures here stand still"),
    _("would load something from elsewhere"),
    _("belongs to another language than SVG"),
    _("not an allowed element"),
    _("would run code"),
    _("may only point inside"),
    _("not an allowed attribute"),
    _("unseen"),
    _("the value is not allowed"),
    _("not readable"),
    _("not an allowed style"),
    _("has no visible effect"),
    _("cannot be kept"),
    _("too many styles"),
    _("rules reach the page"),
    _("pictures lead nowhere"),
    _("not in this set of elements"),
    _("the copies would be too many"),
    _("leads nowhere"),
    _("draws far too much"),
    _("names are unique"),
    _("nested too deeply"),
    _("too many elements"),
    _("too many attributes"),
    _("would reach outside its box"),
    _("would leave its box"),
    _("far larger than a screen"),
    _("only plain colours are kept"),
    _("every picture needs one"),
    _("the markup was not well formed"),
    _("can define or load anything"),
    _("only names a language"),
    _("not drawn"),
    _("not allowed in XML"),
    _("ended early"),
    _("the best one is taken"),
    _("holds plain text only"),
    _("the limit is 1,048,576 bytes"),
    _("cannot be read as SVG"),
    _("everything had to be removed"),
    _("no <svg> was found"),
    _("no shape and no text in it"),
    _("a rule of the specification does not hold"),
    _("the list is limited"),
)
