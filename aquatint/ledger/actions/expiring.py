"""Booking the end of lots."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from aquatint.kit import clock
from aquatint.ledger import posting
from aquatint.ledger.models import Lot

_EXPIRE = """
    WITH ended AS (
        SELECT id, available FROM ledger_lot
        WHERE wallet_id = %(wallet)s AND closed IS NULL AND expires <= %(now)s
    ), moved AS (
        UPDATE ledger_lot SET available = 0, lapsed = lapsed + ended.available, closed = %(now)s
        FROM ended WHERE ledger_lot.id = ended.id
    ), entry AS (
        INSERT INTO ledger_entry (created, wallet_id, lot_id, origin, destination, credits)
        SELECT %(now)s, %(wallet)s, id, 'available', 'expired', available FROM ended WHERE available > 0 ORDER BY id
    )
    SELECT count(*) FROM ended
"""


def expire(*, now: datetime | None = None) -> int:
    """Book the end of every lot that has ended by `now`, a transaction for each wallet; return how many lots ended.

    Nothing depends on its being on time: holds and balances ignore ended lots by themselves. Credits on hold stay held,
    and expire when their hold is resolved and they are not charged.
    """
    now = now or clock.now()
    due = Lot.objects.filter(closed__isnull=True, expires__lte=now).order_by("wallet_id")
    wallets = list(due.values_list("wallet_id", flat=True).distinct())
    return sum(_expire_in(wallet, now) for wallet in wallets)


@transaction.atomic(savepoint=False)
def _expire_in(wallet: UUID, now: datetime) -> int:
    posting.lock_wallet(wallet, now)
    with connection.cursor() as cursor:
        cursor.execute(_EXPIRE, {"wallet": wallet, "now": now})
        row = cursor.fetchone()
    return int(row[0])
