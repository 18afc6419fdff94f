"""What can bind one person beyond the role (spec: AccessControl.restrictions), as typed data."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

# restriction → the names that may be chosen; apps that know them fill it when they are ready.
CHOICES: dict[str, Callable[[], list[str]]] = {}

Network = IPv4Network | IPv6Network


@dataclass(frozen=True)
class Restrictions:
    """Empty means: not bound in this way.

    Attributes:
        models, stages: the only ones that may be asked for.
        no_downloads: pictures are shown, but not given as files; no exports either.
        no_retries: what has failed stays so.
        until: the last moment of access, with its time zone.
        networks: the only ones that requests may come from, e.g. ``10.0.0.0/8``.
    """

    models: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    no_downloads: bool = False
    no_retries: bool = False
    until: datetime | None = None
    networks: tuple[Network, ...] = ()

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Restrictions":
        """Read what `as_json` has written.

        Raises:
            ValueError: an unknown name, or a value that is none.
        """
        unknown = set(data) - set(cls.__dataclass_fields__)
        if unknown:
            raise ValueError(f"No such restriction: {', '.join(sorted(unknown))}.")
        until = data.get("until")
        return cls(
            models=tuple(data.get("models", ())),
            stages=tuple(data.get("stages", ())),
            no_downloads=bool(data.get("no_downloads")),
            no_retries=bool(data.get("no_retries")),
            until=datetime.fromisoformat(until) if until else None,
            networks=tuple(ip_network(text) for text in data.get("networks", ())),
        )

    def as_json(self) -> dict[str, Any]:
        """Only what binds."""
        told: dict[str, Any] = {
            "models": list(self.models),
            "stages": list(self.stages),
            "no_downloads": self.no_downloads,
            "no_retries": self.no_retries,
            "until": self.until.isoformat() if self.until else None,
            "networks": [str(network) for network in self.networks],
        }
        return {name: value for name, value in told.items() if value}

    def allow_model(self, name: str) -> bool:
        return not self.models or name in self.models

    def allow_stage(self, name: str) -> bool:
        return not self.stages or name in self.stages

    def allow_address(self, address: str) -> bool:
        """Whether requests may come from `address`; from none that cannot be read."""
        if not self.networks:
            return True
        try:
            found = ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self.networks)
