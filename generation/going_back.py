"""Back to the page that a button stood on, as the form names it."""

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import MAX_URL_REDIRECT_LENGTH, url_has_allowed_host_and_scheme


def page_before(request: HttpRequest, *, otherwise: str) -> str:
    """`next` of the form or of the address, where it is a page of ours; else `otherwise`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if _is_ours(wanted) else otherwise


def back(request: HttpRequest, *, otherwise: str) -> HttpResponseRedirect:
    """Not Django's `redirect`: that takes what somebody has typed for the name of a view."""
    return HttpResponseRedirect(page_before(request, otherwise=otherwise))


def _is_ours(address: str) -> bool:
    is_path = address.startswith("/") and len(address) <= MAX_URL_REDIRECT_LENGTH
    return is_path and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
