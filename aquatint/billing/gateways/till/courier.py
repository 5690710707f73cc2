"""Carrying the till's webhooks to our own inbox: signed bytes through the same door as everybody's, without a wire."""

from collections.abc import Callable

from aquatint.billing.gateways.till import actions
from aquatint.billing.gateways.till.client import Till
from aquatint.billing.gateways.till.models import Notice
from aquatint.billing.gateways.till.signature import HEADER, sign
from aquatint.kit import clock

Receive = Callable[[dict[str, str], bytes], bool]


def run(till: Till, receive: Receive) -> int:
    """Charge what is due, then send what is due; return how many webhooks were sent."""
    actions.renew_due()
    return send_due(till, receive)


def send_due(till: Till, receive: Receive, *, most: int = 200) -> int:
    """Send the webhooks that are due; return how many."""
    waiting = Notice.objects.filter(delivered=None, given_up=None, due__lte=clock.now())
    notices = list(waiting.order_by("due", "created")[:most])
    for notice in notices:
        body = notice.body.encode()
        arrived = receive({HEADER: sign(body, secret=till.secret)}, body)
        actions.notice_sent(notice=notice, arrived=arrived)
    return len(notices)
