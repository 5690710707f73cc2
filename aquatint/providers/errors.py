"""What can go wrong at a provider. Each member answers three questions.

ProviderError              may we retry?  may it have cost us?  do we know what happened?
├── BadRequest             no             no                    yes   the provider refuses these parameters
├── Refused                no             no                    yes   its policy refuses the words or the picture
├── NoAccess               no             no                    yes   key wrong, model gone: the operator must act
├── BudgetSpent            no             no                    yes   the operator's account there is empty
├── RateLimited            yes            no                    yes   wait `retry_after` seconds
├── Unreachable            yes            no                    yes   no connection: nothing was sent
├── Broken                 yes            yes                   yes   it answered with an error of its own (5xx)
├── BadAnswer              yes            yes                   yes   it says success but the answer is unusable
└── Unknown                no             yes                   no    sent, and then silence: it may have painted
"""

from typing import ClassVar


class ProviderError(Exception):
    """Something went wrong at a provider. `code` is ours and public; `detail` is for the operator, redacted."""

    code: ClassVar[str] = "provider_error"
    can_retry: ClassVar[bool] = False
    may_cost: ClassVar[bool] = False
    outcome_known: ClassVar[bool] = True
    tries: ClassVar[int] = 3
    """How many calls may be made in all, where trying again makes sense."""
    sentence: ClassVar[str] = "The provider could not paint this."

    def __init__(
        self,
        detail: str,
        *,
        code: str | None = None,
        sentence: str | None = None,
        field: str | None = None,
        request_id: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.request_id = request_id
        self.retry_after = retry_after
        self.field = field
        if code is not None:
            self.code = code  # type: ignore[misc]  # a member may carry a finer code than its class
        if sentence is not None:
            self.sentence = sentence  # type: ignore[misc]


class BadRequest(ProviderError):
    """The provider refuses these parameters."""

    code = "provider_rejected_parameters"
    sentence = "The provider does not accept this combination of settings."


class Refused(ProviderError):
    """The provider's policy refuses the words or the picture."""

    code = "provider_refused"
    sentence = "The provider's safety system refused this request."


class NoAccess(ProviderError):
    """The key is wrong or the model is gone: only the operator can mend it."""

    code = "provider_no_access"
    sentence = "This model is not available here at the moment. Only the operator of this service can mend that."


class BudgetSpent(ProviderError):
    """The operator's account at the provider is empty."""

    code = "provider_budget_spent"
    sentence = "This model is not available here at the moment. Only the operator of this service can mend that."


class RateLimited(ProviderError):
    """The provider asks us to slow down."""

    code = "provider_rate_limited"
    can_retry = True
    sentence = "The provider was too busy to take this."


class Unreachable(ProviderError):
    """No connection could be made, so nothing was sent."""

    code = "provider_unreachable"
    can_retry = True
    sentence = "The provider could not be reached."


class Broken(ProviderError):
    """The provider answered with an error of its own."""

    code = "provider_failed"
    can_retry = True
    may_cost = True
    sentence = "The provider failed while painting."


class BadAnswer(ProviderError):
    """The provider says success, but what it sent is unusable."""

    code = "provider_bad_answer"
    can_retry = True
    may_cost = True
    sentence = "The provider sent something that is not the picture that was asked for."


class Unknown(ProviderError):
    """The request was sent and then there was silence: the provider may have painted and charged us."""

    code = "provider_timeout"
    may_cost = True
    outcome_known = False
    sentence = "The provider stopped answering while painting."
