"""Which address a request came from: proxies are believed only where the settings name them."""

from collections.abc import Iterable, Mapping
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address


def client_address(meta: Mapping[str, Any], *, trusted: Iterable[Network]) -> str:
    """The last address of the chain that no trusted proxy has; empty where there is none.

    Everything left of it in ``X-Forwarded-For`` is what the client claims.
    """
    networks = list(trusted)
    claimed = str(meta.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    nearest = _read(str(meta.get("REMOTE_ADDR", "")))
    for text in reversed(claimed):
        if nearest is None or not _is_in(nearest, networks):
            break
        further = _read(text)
        if further is None:
            break
        nearest = further
    return str(nearest) if nearest else ""


def address_of(request: HttpRequest) -> str:
    """The client address of a request, as far as the settings' proxies can be believed."""
    return client_address(request.META, trusted=settings.TRUSTED_PROXIES)


def _read(text: str) -> Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address


def _is_in(address: Address, networks: list[Network]) -> bool:
    return any(address in network for network in networks)
