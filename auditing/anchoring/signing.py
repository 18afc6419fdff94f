"""Ed25519: anchors are signed with a key of their own, and anybody can check them without it."""

import base64
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings


class SigningKeyMissing(Exception):  # noqa: N818  read as an outcome
    """There is no key to sign anchors with: AUDIT_SIGNING_KEY_FILE names no Ed25519 key."""

    def __str__(self) -> str:
        return str(self.__doc__)


def signing_key() -> Ed25519PrivateKey:
    """The key that the settings name; where one person tries the program, made at first use.

    Raises:
        SigningKeyMissing: it is not there, or no Ed25519 key in PEM.
    """
    path = Path(settings.AUDIT_SIGNING_KEY_FILE)
    if not path.exists() and settings.CONFIG.local:
        _make(path)
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise SigningKeyMissing from error
    if not isinstance(key, Ed25519PrivateKey):
        raise SigningKeyMissing
    return key


def _make(path: Path) -> None:
    key = Ed25519PrivateKey.generate()
    text = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(text)


def sign(text: str) -> str:
    """In base64."""
    return base64.b64encode(signing_key().sign(text.encode())).decode()


def public_key_text() -> str:
    """The present public key, 32 bytes in base64: what an auditor keeps."""
    return as_text(signing_key().public_key())


def as_text(key: Ed25519PublicKey) -> str:
    return base64.b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def read_public_key(given: str) -> str:
    """As base64, from that or from a PEM file.

    Raises:
        ValueError: it is neither.
    """
    if Path(given).is_file():
        key = load_pem_public_key(Path(given).read_bytes())
        if not isinstance(key, Ed25519PublicKey):
            raise ValueError("no Ed25519 key")
        return as_text(key)
    return as_text(Ed25519PublicKey.from_public_bytes(base64.b64decode(given, validate=True)))


def known_public_keys() -> list[str]:
    """The present one and former ones from AUDIT_OLD_PUBLIC_KEYS."""
    try:
        return [public_key_text(), *settings.AUDIT_OLD_PUBLIC_KEYS]
    except SigningKeyMissing:
        return list(settings.AUDIT_OLD_PUBLIC_KEYS)


def is_signed(text: str, signature: str, keys: list[str]) -> bool:
    """One of `keys` has signed `text`."""
    return any(_verifies(text, signature, key) for key in keys)


def _verifies(text: str, signature: str, key: str) -> bool:
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key))
        public.verify(base64.b64decode(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
