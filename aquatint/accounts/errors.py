"""What can go wrong with people and their keys, in words for them."""

from aquatint.kit.errors import Conflict, InvalidRequest, NotAllowed, NotSignedIn, TooManyRequests


class KeyMissing(NotSignedIn):
    """No key came with the request."""

    code = "missing_api_key"


class KeyUnknown(NotSignedIn):
    """The key has a wrong shape or checksum, or was never given out."""

    code = "invalid_api_key"


class KeyRevoked(NotSignedIn):
    """The key was given out and taken back."""

    code = "revoked_api_key"


class AccountInactive(NotSignedIn):
    """The account is switched off."""

    code = "account_inactive"


class ScopeMissing(NotAllowed):
    """The key may not do this."""

    code = "scope_missing"


class ScopeUnknown(InvalidRequest):
    """There is no such scope."""

    code = "unknown_scope"


class NameTooLong(InvalidRequest):
    """The name of a key does not fit."""

    code = "name_too_long"


class AddressTaken(Conflict):
    """Somebody has an account with this e-mail address."""

    code = "address_taken"


class AddressInvalid(InvalidRequest):
    """The text is not an e-mail address."""

    code = "invalid_address"


class TrialUsedUp(TooManyRequests):
    """One network address has begun as many trials today as this instance allows."""

    code = "trial_used_up"
