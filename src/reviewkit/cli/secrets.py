"""Where tokens and passwords come from: the environment, then the system's keyring."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Final, Literal

from reviewkit.announce.kind import Kind
from reviewkit.announce.secret import Secret
from reviewkit.errors import OutputError, Problem

__all__ = ["Held", "Kept", "Keyring", "secret_of"]

SERVICE: Final = "reviewkit"
"""The name under which the system's keyring shows our secrets."""

_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Held:
    """A secret, and where it was found."""

    secret: Secret
    source: Literal["environment", "keyring"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What the keyring has of an account: the secret, and what taking it away needs."""

    secret: Secret
    app: Secret | None


def secret_of(kind: Kind, account: str, environ: Mapping[str, str] = os.environ) -> Held | Problem:
    """Give the secret of an account of the settings, or say why there is none.

    The environment variable goes first; white space around it is taken off, for many ways of
    setting it leave a line break, and one that is blank is as good as none, for so CI systems pass
    a secret that does not exist. The keyring is not touched where the variable is set.
    """
    name, what = kind.variable, kind.sign_in.what
    written = environ.get(name)
    given = (written or "").strip()
    if given and not given.isprintable():
        return Problem(
            severity="error",
            what=f"{name} holds a line break or another control character inside",
            where=None,
            fix=f"set it to the {what} alone",
        )
    if given:
        return Held(Secret(given), "environment")
    unset = f"{name} is not set" if written is None else f"{name} is empty"
    fix = f"run reviewkit auth {kind.name}, or set {name} to the {what}"
    try:
        kept = Keyring().read(kind, account)
    except OutputError as error:
        missing = f"{unset}, and {error.problem.what}"
    else:
        if kept:
            return Held(kept.secret, "keyring")
        missing = f"{unset}, and the keyring has none"
    return Problem(
        severity="error",
        what=f"there is no {what} for {kind.name} {account}: {missing}",
        where=None,
        fix=fix,
    )


def has_variable(kind: Kind, environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether the environment variable of a network is set, and goes before the keyring."""
    return bool(environ.get(kind.variable, "").strip())


class Keyring:
    """The system's keyring, through the library of that name, which is imported only here.

    Every failure of a backend, whatever it raises, becomes an OutputError. Its text is the
    backend's own without the secret, and the backend's exception is not chained to it, because
    that may quote the secret.
    """

    def read(self, kind: Kind, account: str) -> Kept | None:
        """Give what is kept of an account; None where nothing is."""
        name = _name(kind, account)
        secret = self._get(kind, name)
        if not secret:
            return None
        return Kept(Secret(secret), _as_secret(self._get(kind, f"{name} app")))

    def write(self, kind: Kind, account: str, kept: Kept) -> None:
        """Keep a secret, and read it again: there are backends that keep nothing and say nothing.

        Raises OutputError.
        """
        name = _name(kind, account)
        entries = {name: kept.secret}
        if kept.app:
            entries[f"{name} app"] = kept.app
        for entry, secret in entries.items():
            self._put(kind, entry, secret)
            if self._get(kind, entry) != secret.reveal():
                raise _failed(kind, "cannot be used", "it does not give back what it was given")
        if not kept.app:
            self._drop(kind, f"{name} app")

    def delete(self, kind: Kind, account: str) -> None:
        """Forget an account. Raises OutputError."""
        name = _name(kind, account)
        self._drop(kind, f"{name} app")
        self._drop(kind, name)

    def _get(self, kind: Kind, name: str) -> str | None:
        found = _tried(kind, "cannot be read", lambda ring: ring.get_password(SERVICE, name))
        return found if isinstance(found, str) else None

    def _put(self, kind: Kind, name: str, secret: Secret) -> None:
        def put(ring: ModuleType) -> None:
            ring.set_password(SERVICE, name, secret.reveal())

        _tried(kind, "cannot be written", put, hidden=secret.hidden)

    def _drop(self, kind: Kind, name: str) -> None:
        if self._get(kind, name) is not None:
            _tried(kind, "cannot be written", lambda ring: ring.delete_password(SERVICE, name))


def _tried(
    kind: Kind,
    what: str,
    work: Callable[[ModuleType], Any],
    hidden: Callable[[str], str] = str,
) -> Any:  # noqa: ANN401 -- backends may give anything
    try:
        # Imported here, because it looks for backends, and fails where one is named that is none.
        import keyring  # noqa: PLC0415

        return work(keyring)
    except Exception as error:  # noqa: BLE001 -- backends raise whatever their system does
        why = " ".join(hidden(str(error)).split())[:_LONGEST] or type(error).__name__
        absent = type(error).__name__ == "NoKeyringError"
    # Outside of the handler, so that the backend's exception is not chained.
    raise _failed(kind, what, "there is none on this computer" if absent else why)


def _failed(kind: Kind, what: str, why: str) -> OutputError:
    return OutputError(
        f"the system's keyring {what}: {why.removesuffix('.')}",
        fix=f"unlock or install one, or set {kind.variable} instead",
    )


def _name(kind: Kind, account: str) -> str:
    """Give the user name of an entry; capitals and a slash at the end make no other account."""
    return f"{kind.name} {account.strip().removeprefix('@').rstrip('/').lower()}"


def _as_secret(text: str | None) -> Secret | None:
    return Secret(text) if text else None
