"""What billing refuses, and why."""

from aquatint.kit.errors import Conflict, InvalidRequest, NotAllowed, NotFound, Unavailable


class GatewayUnavailable(Unavailable):
    """The gateway is away, or did not give a whole answer: it may have acted (`sent`), so look before trying again."""

    code = "gateway_unavailable"

    def __init__(self, sentence: str = "", *, sent: bool = True) -> None:
        super().__init__(
            sentence or "The payment service does not answer at the moment. Nothing was charged by us. Try again soon.",
            retry_after=30,
        )
        self.sent = sent


class GatewayRefused(Conflict):
    """The gateway said no. The sentence is ours; `detail` is the gateway's, for the operator."""

    code = "gateway_refused"

    def __init__(self, sentence: str, *, detail: str = "") -> None:
        super().__init__(sentence)
        self.detail = detail


class GatewayUnknown(NotFound):
    """There is no such gateway here."""

    code = "gateway_unknown"


class NotOnSale(NotFound):
    """The plan or pack is not sold now, not in this currency, or not through this gateway."""

    code = "not_on_sale"


class ConsentMissing(InvalidRequest):
    """The law asks for consent to immediate delivery before the purchase."""

    code = "consent_missing"


class AlreadySubscribed(Conflict):
    """There is a running subscription; its plan can be changed."""

    code = "already_subscribed"


class NotTheirs(NotFound):
    """No such order, payment or subscription, or it belongs to somebody else."""

    code = "not_found"


class NotPossible(Conflict):
    """The subscription, order or payment is not in a state in which this can be done."""

    code = "not_possible"


class NotRefundable(Conflict):
    """The published rule does not give this payment back."""

    code = "not_refundable"


class CodeInvalid(InvalidRequest):
    """The promotion or referral code cannot be used, and the sentence says why."""

    code = "code_invalid"


class TillClosed(NotAllowed):
    """The test gateway does not work in production mode."""

    code = "till_closed"
