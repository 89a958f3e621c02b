"""The errors a user can cause; each carries one clear line."""


class ZhengtuError(Exception):
    """Base class: `str(error)` is one line that a user can act on."""


class Unreadable(ZhengtuError):
    """This document cannot become records; it goes to quarantine with this reason. `code` is a short stable word."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class UsageError(ZhengtuError):
    """The call itself was wrong (missing path, bad parameter): exit code 2."""


class StoreError(ZhengtuError):
    """The graph store cannot be reached, refused the login, or refused the query."""
