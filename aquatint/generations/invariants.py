"""What must always be true of generations, told by SQL of its own over rows, holds and attempts.

Nothing here is shared with the verbs, not even the names of the states. Each query lists the rows that break one rule,
with ids and figures. I4, I5, I6, I7, I10 and I11 are the invariants of that name in the fault plan.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction

from aquatint.generations import proof_invariants
from aquatint.kit import clock
from aquatint.kit.findings import Finding


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code, the sentence about one row that breaks it, and the query that finds such rows."""

    code: str
    sentence: str
    query: str


# Put before each query: every generation with what its hold and its shots say.
_WHOLE: Final = """
    WITH whole AS (
        SELECT generation.*,
            generation.state IN ('done', 'partial', 'returned', 'refused', 'cancelled') AS ended,
            hold.wallet_id, hold.credits AS held, hold.captured, hold.resolved,
            coalesce(shot.delivered, 0) AS delivered, coalesce(shot.returned, 0) AS returned,
            coalesce(shot.wanted, 0) AS wanted
        FROM generations_generation AS generation
        LEFT JOIN ledger_hold AS hold ON hold.id = generation.hold_id
        LEFT JOIN (
            SELECT generation_id,
                count(*) FILTER (WHERE state = 'delivered') AS delivered,
                count(*) FILTER (WHERE state = 'returned') AS returned,
                count(*) FILTER (WHERE state = 'wanted') AS wanted
            FROM generations_shot GROUP BY generation_id
        ) AS shot ON shot.generation_id = generation.id
    )
"""

RULES: Final = (
    Rule(
        "I4.hold_with_generation",
        "Hold {} of {} credits is open, and the generation it is for ({}) does not exist.",
        """
        SELECT hold.id, hold.credits, hold.key FROM ledger_hold AS hold
        LEFT JOIN generations_generation AS generation ON generation.hold_id = hold.id
        WHERE hold.resolved IS NULL AND hold.key LIKE 'generation:%%' AND generation.id IS NULL
        """,
    ),
    Rule(
        "I4.hold_of_owner",
        "Generation {} of person {} holds credits of wallet {}.",
        """
        SELECT id, person_id, wallet_id FROM whole
        WHERE person_id IS DISTINCT FROM wallet_id AND NOT EXISTS (
            SELECT 1 FROM accounts_adoption AS adoption
            WHERE adoption.guest_id = wallet_id AND adoption.person_id = whole.person_id)
        """,
    ),
    Rule(
        "I4.hold_resolved_at_the_end",
        "Generation {} is {}; its hold was resolved at {}.",
        """
        SELECT id, state, coalesce(resolved::text, 'no time') FROM whole
        WHERE ended <> (resolved IS NOT NULL)
        """,
    ),
    Rule(
        "I4.hold_is_the_quote",
        "Generation {} holds {} credits; its quote is {} × {}.",
        "SELECT id, held, shots_wanted, per_shot FROM whole WHERE held IS DISTINCT FROM shots_wanted * per_shot",
    ),
    Rule(
        "I4.late",
        "Generation {} is {} since {}, longer than the deadline allows; its hold is still open.",
        """
        SELECT id, state, created FROM whole WHERE NOT ended AND created < %(late)s
        """,
    ),
    Rule(
        "I5.state",
        "Generation {} is in the unknown state {!r}.",
        """
        SELECT id, state FROM generations_generation WHERE state NOT IN
            ('queued', 'running', 'unsettled', 'done', 'partial', 'returned', 'refused', 'cancelled')
        """,
    ),
    Rule(
        "I5.finished",
        "Generation {} is {} and finished at {}.",
        "SELECT id, state, coalesce(finished::text, 'no time') FROM whole WHERE ended <> (finished IS NOT NULL)",
    ),
    Rule(
        "I5.state_matches_shots",
        "Generation {} is {} with {} of {} shots delivered.",
        """
        SELECT id, state, delivered, shots_wanted FROM whole
        WHERE state <> CASE
            WHEN NOT ended THEN state
            WHEN delivered = shots_wanted THEN 'done'
            WHEN delivered > 0 THEN 'partial'
            WHEN state IN ('returned', 'refused', 'cancelled') THEN state
            ELSE 'returned' END
        """,
    ),
    Rule(
        "I5.reason",
        "Generation {} is {} and gives no reason.",
        """
        SELECT id, state FROM whole
        WHERE state IN ('partial', 'returned', 'refused', 'cancelled') AND (reason = '' OR reason_code = '')
        """,
    ),
    Rule(
        "I5.shots",
        "Generation {} wants {} shots and has {} delivered, {} returned, {} wanted.",
        """
        SELECT id, shots_wanted, delivered, returned, wanted FROM whole
        WHERE delivered + returned + wanted <> shots_wanted
        """,
    ),
    Rule(
        "I5.shots_at_the_end",
        "Generation {} is {} and {} of its shots are neither delivered nor returned.",
        "SELECT id, state, wanted FROM whole WHERE ended AND wanted > 0",
    ),
    Rule(
        "I5.shots_before_the_end",
        "Generation {} is {}, and yet {} shots are delivered and {} returned.",
        "SELECT id, state, delivered, returned FROM whole WHERE NOT ended AND delivered + returned > 0",
    ),
    Rule(
        "I6.charge",
        "Generation {} charged {} credits and captured {} for {} pictures at {}.",
        """
        SELECT id, charged, coalesce(captured, 0), delivered, per_shot FROM whole
        WHERE charged <> delivered * per_shot OR coalesce(captured, 0) <> charged
        """,
    ),
    Rule(
        "I6.quote",
        "Generation {} charged {} credits of a quote of {}.",
        "SELECT id, charged, per_shot * shots_wanted FROM whole WHERE charged > per_shot * shots_wanted",
    ),
    Rule(
        "I7.delivered_with_image",
        "Shot {} of generation {} is {}; its image is {}.",
        """
        SELECT shot.index, shot.generation_id, shot.state, coalesce(image.id::text, 'missing')
        FROM generations_shot AS shot LEFT JOIN media_image AS image ON image.id = shot.image_id
        WHERE (shot.state = 'delivered') <> (image.id IS NOT NULL)
        """,
    ),
    Rule(
        "I7.image_of_owner",
        "Image {} of generation {} belongs to {}, the generation to {}.",
        """
        SELECT image.id, generation.id, image.owner_id, generation.person_id
        FROM generations_shot AS shot
        JOIN generations_generation AS generation ON generation.id = shot.generation_id
        JOIN media_image AS image ON image.id = shot.image_id
        WHERE image.owner_id <> generation.person_id
        """,
    ),
    Rule(
        "I7.image_as_asked",
        "Image {} of generation {} is {}x{}; {} was asked.",
        """
        SELECT image.id, generation.id, image.width, image.height,
            coalesce(generation.sent ->> 'delivers', generation.sent ->> 'size')
        FROM generations_shot AS shot
        JOIN generations_generation AS generation ON generation.id = shot.generation_id
        JOIN media_image AS image ON image.id = shot.image_id
        WHERE image.media_type <> 'image/svg+xml' AND image.width || 'x' || image.height
            <> coalesce(generation.sent ->> 'delivers', generation.sent ->> 'size')
        """,
    ),
    Rule(
        "I10.key_once",
        "Person {} has {} generations under the key {!r}.",
        """
        SELECT person_id, count(*), idempotency_key FROM generations_generation
        WHERE idempotency_key IS NOT NULL GROUP BY person_id, idempotency_key HAVING count(*) > 1
        """,
    ),
    Rule(
        "I10.key_with_digest",
        "Generation {} has the key {!r} and no fingerprint of its request.",
        """
        SELECT id, idempotency_key FROM generations_generation
        WHERE idempotency_key IS NOT NULL AND (idempotency_digest IS NULL OR octet_length(idempotency_digest) <> 32)
        """,
    ),
    Rule(
        "I11.call_without_claim",
        "Generation {} was never claimed and has {} calls to a provider.",
        """
        SELECT generation.id, count(*) FROM generations_generation AS generation
        JOIN generations_attempt AS attempt ON attempt.generation_id = generation.id
        WHERE generation.fence = 0 GROUP BY generation.id
        """,
    ),
    Rule(
        "I11.call_open_at_the_end",
        "Attempt {} of generation {}, which is {}, is still said to be on its way.",
        """
        SELECT attempt.number, whole.id, whole.state FROM whole
        JOIN generations_attempt AS attempt ON attempt.generation_id = whole.id
        WHERE whole.ended AND (attempt.state = 'sent' OR attempt.finished IS NULL)
        """,
    ),
    Rule(
        "I17.running_without_lease",
        "Generation {} is running on {!r} without a lease, so no sweep will find it.",
        "SELECT id, worker FROM whole WHERE state = 'running' AND (lease_until IS NULL OR worker = '')",
    ),
    Rule(
        "I17.left_behind",
        "Generation {} is {}; its lease ran out at {} and nobody has looked after it.",
        "SELECT id, state, lease_until FROM whole WHERE NOT ended AND lease_until < %(dead)s",
    ),
    *(Rule(*rule) for rule in proof_invariants.RULES),
)
_MOST_PER_RULE: Final = 100
_MARGIN: Final = timedelta(minutes=5)
"""What a sweep may take: `I4` allows the oldest open hold the deadline and five minutes."""


def findings() -> Iterator[Finding]:
    """Yield what does not hold, at most a hundred rows for each rule. Each rule sees one moment of a busy house."""
    moment = clock.now()
    moments = {"late": moment - timedelta(seconds=settings.GENERATION_SECONDS) - _MARGIN, "dead": moment - _MARGIN}
    for rule in RULES:
        rows = _broken(rule, moments)
        for row in rows[:_MOST_PER_RULE]:
            yield Finding("generations", rule.code, rule.sentence.format(*row))
        if len(rows) > _MOST_PER_RULE:
            yield Finding("generations", rule.code, f"There are more; the first {_MOST_PER_RULE} are shown.")


def _broken(rule: Rule, moments: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")  # a long history takes longer than a page may
        cursor.execute(f"{_WHOLE} {rule.query} LIMIT {_MOST_PER_RULE + 1}", moments)
        return list(cursor.fetchall())
