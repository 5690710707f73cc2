"""The checker bites: each bug, planted by SQL behind the verbs' back, is found, and only what was planted."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from aquatint.accounts.models import Person
from aquatint.generations import invariants
from aquatint.generations.models import Generation, State
from aquatint.kit import clock
from tests.generations.stories import ENDED, claim, settle, start, unsettled

Plant = Callable[..., None]


def codes() -> set[str]:
    return {finding.code for finding in invariants.findings()}


def test_a_house_with_every_kind_of_generation_is_whole(ada: Person) -> None:
    start(ada, key="order-1")
    claim(start(ada))
    unsettled(ada)
    for end in ENDED.values():
        end(ada)
    assert codes() == set()


_UNCHECKED = "ALTER TABLE generations_generation DROP CONSTRAINT"
_OLD = "(SELECT id FROM media_image ORDER BY id LIMIT 1)"
_NEW = "(SELECT id FROM media_image ORDER BY id DESC LIMIT 1)"
_OF_BEN = (
    f"UPDATE media_image SET owner_id = (SELECT id FROM accounts_person WHERE email LIKE 'ben@%') WHERE id = {_OLD}"  # noqa: S608
)
_PROOF = (
    "INSERT INTO generations_editproof (image_id, source_id, raw_id, status, sure, exact, outside_max_error, choices,"
    f" report) SELECT {_NEW}, {_OLD}, {_OLD}, 'global', true, true, 0, '[]', '{{}}'"
)
_PLAN = (
    'INSERT INTO generations_plan (id, created, person_id, prompt, brief, shots, "cast", palette, texts, settings,'
    " planner, generation_id) SELECT gen_random_uuid(), now(), person_id, '', '', '[]', '[]', '', '[]', '{}', '',"
    " id FROM generations_generation LIMIT 1"
)


def _version(image: str, parent: str) -> str:
    return (
        "INSERT INTO generations_version (image_id, parent_id, how, facts, created)"
        f" SELECT {image}, {parent}, 'edit', '{{}}', now()"
    )


_DONE, _PARTIAL, _RETURNED, _RUNNING = State.DONE, State.PARTIAL, State.RETURNED, State.RUNNING

PLANTED: list[tuple[str, str | None, list[str]]] = [
    ("I4.hold_with_generation", None, ["DELETE FROM generations_shot", "DELETE FROM generations_generation"]),
    (
        "I4.hold_of_owner",
        _DONE,
        ["UPDATE generations_generation SET person_id = (SELECT id FROM accounts_person WHERE email LIKE 'ben@%')"],
    ),
    ("I4.hold_resolved_at_the_end", _DONE, ["UPDATE ledger_hold SET captured = NULL, resolved = NULL, outcome = ''"]),
    ("I4.hold_resolved_at_the_end", None, ["UPDATE ledger_hold SET captured = 0, resolved = now(), outcome = 'x'"]),
    ("I4.hold_is_the_quote", None, ["UPDATE ledger_hold SET credits = credits + 1"]),
    ("I4.late", None, ["UPDATE generations_generation SET created = created - interval '1 hour'"]),
    (
        "I5.state",
        None,
        [f"{_UNCHECKED} generation_finished_when_ended", "UPDATE generations_generation SET state = 'lost'"],
    ),
    (
        "I5.finished",
        _DONE,
        [f"{_UNCHECKED} generation_finished_when_ended", "UPDATE generations_generation SET finished = NULL"],
    ),
    ("I5.state_matches_shots", _DONE, ["UPDATE generations_generation SET state = 'partial'"]),
    ("I5.state_matches_shots", _PARTIAL, ["UPDATE generations_generation SET state = 'done'"]),
    ("I5.state_matches_shots", _PARTIAL, ["UPDATE generations_generation SET state = 'returned'"]),
    ("I5.state_matches_shots", _RETURNED, ["UPDATE generations_generation SET state = 'done'"]),
    ("I5.state_matches_shots", _RETURNED, ["UPDATE generations_generation SET state = 'partial'"]),
    ("I5.reason", _RETURNED, ["UPDATE generations_generation SET reason = ''"]),
    ("I5.reason", _PARTIAL, ["UPDATE generations_generation SET reason_code = ''"]),
    ("I5.shots", None, ["DELETE FROM generations_shot"]),
    ("I5.shots_at_the_end", _RETURNED, ["UPDATE generations_shot SET state = 'wanted'"]),
    ("I5.shots_before_the_end", _RUNNING, ["UPDATE generations_shot SET state = 'returned'"]),
    ("I6.charge", _PARTIAL, ["UPDATE generations_generation SET charged = charged + 1"]),
    ("I6.charge", _DONE, ["UPDATE ledger_hold SET captured = captured - 1"]),
    ("I6.charge", _RETURNED, ["UPDATE generations_generation SET charged = 6", "UPDATE ledger_hold SET captured = 6"]),
    (
        "I6.quote",
        _DONE,
        [f"{_UNCHECKED} generation_charge_within_quote", "UPDATE generations_generation SET charged = charged + 1"],
    ),
    (
        "I7.delivered_with_image",
        _DONE,
        [
            "ALTER TABLE generations_shot DROP CONSTRAINT shot_delivered_with_image",
            "UPDATE generations_shot SET image_id = NULL",
        ],
    ),
    ("I7.delivered_with_image", _DONE, ["DELETE FROM media_image"]),
    (
        "I7.image_of_owner",
        _DONE,
        ["UPDATE media_image SET owner_id = (SELECT id FROM accounts_person WHERE email LIKE 'ben@%')"],
    ),
    ("I7.image_as_asked", _DONE, ["UPDATE media_image SET width = 512"]),
    (
        "I10.key_once",
        None,
        [
            "DROP INDEX generation_key_once",
            "UPDATE generations_generation SET idempotency_key = 'order-1', idempotency_digest = sha256('x')",
        ],
    ),
    (
        "I10.key_with_digest",
        None,
        ["UPDATE generations_generation SET idempotency_key = id::text"],
    ),
    ("I11.call_without_claim", _RUNNING, ["UPDATE generations_generation SET fence = 0"]),
    ("I11.call_open_at_the_end", _DONE, ["UPDATE generations_attempt SET state = 'sent'"]),
    ("I11.call_open_at_the_end", _RETURNED, ["UPDATE generations_attempt SET finished = NULL"]),
    ("I17.running_without_lease", _RUNNING, ["UPDATE generations_generation SET lease_until = NULL"]),
    ("I17.running_without_lease", _RUNNING, ["UPDATE generations_generation SET worker = ''"]),
    (
        "I17.left_behind",
        _RUNNING,
        ["UPDATE generations_generation SET lease_until = lease_until - interval '10 minutes'"],
    ),
    (
        "P1.locked_without_proof",
        _DONE,
        ['UPDATE generations_generation SET sent = sent || \'{"delivers": "1024x1024"}\''],
    ),
    ("P1.exact", _DONE, [_PROOF]),
    ("P1.sidecar_of_owner", _DONE, [_PROOF]),
    ("P2.version_of_owner", _DONE, [_version(_NEW, _OLD), _OF_BEN]),
    ("P2.version_after_parent", _DONE, [_version(_OLD, _NEW)]),
    (
        "P3.required_text",
        _DONE,
        ['UPDATE generations_generation SET sent = sent || \'{"texts": ["Oil"], "texts_required": true}\''],
    ),
    ("P4.set_as_planned", _DONE, ["UPDATE generations_generation SET sent = sent || '{\"shots\": [{}, {}]}'"]),
    ("P4.plan_of_person", _DONE, [_PLAN]),
]


def bring(person: Person, state: str | None) -> Generation:
    if state is None:
        return start(person)
    if state == State.RUNNING:
        return claim(start(person)).generation
    return ENDED[state](person)


@pytest.mark.parametrize(("code", "state", "statements"), PLANTED)
def test_a_planted_bug_is_found(
    ada: Person, ben: Person, plant: Plant, code: str, state: str | None, statements: list[str]
) -> None:
    bring(ada, state)
    bring(ada, state)
    assert codes() == set()
    plant(*statements)
    assert code in codes()


def test_every_rule_has_its_planted_bug() -> None:
    assert {code for code, _, _ in PLANTED} == {rule.code for rule in invariants.RULES}


def test_a_finding_names_the_rows_and_figures(ada: Person, plant: Plant) -> None:
    generation = settle(claim(start(ada, n=3)), came=2)
    plant("UPDATE generations_generation SET charged = 18")
    [finding] = invariants.findings()
    assert (finding.area, finding.code) == ("generations", "I6.charge")
    assert finding.sentence == f"Generation {generation.id} charged 18 credits and captured 12 for 2 pictures at 6."


def test_many_findings_of_one_rule_are_cut_short_and_told_so(ada: Person, plant: Plant) -> None:
    for _ in range(3):
        settle(claim(start(ada, model="sandbox")))
    plant(
        "INSERT INTO generations_attempt (id, created, generation_id, number, provider, model, shots, state,"
        " request_id, ticket, usage, error_code, error_detail, answers)"
        " SELECT gen_random_uuid(), now(), generation.id, number, 'x', 'x', '[]', 'sent', '', '', '{}', '', '', '{}'"
        " FROM generations_generation AS generation, generate_series(10, 60) AS number"
    )
    found = list(invariants.findings())
    assert len(found) == 101
    assert found[-1].sentence.startswith("There are more")


def test_a_lease_that_ran_out_just_now_is_no_finding(ada: Person) -> None:
    claim(start(ada))
    with clock.shifted(timedelta(minutes=4)):
        assert codes() == set()
    with clock.shifted(timedelta(minutes=6)):
        assert codes() == {"I17.left_behind"}


def test_the_checker_shares_nothing_with_the_verbs() -> None:
    shared = [name for name in vars(invariants) if name in {"actions", "models", "Generation", "State", "Hold"}]
    assert shared == []
