"""Whether the chain of records is whole, worked out apart from the code that writes it."""

import hashlib
import json
from collections.abc import Iterator

from django.db import connection

from aquatint.kit.findings import Finding

_ZEROS = "00" * 32
_RECORDS = """
SELECT number, verb, subject, actor, facts, encode(previous, 'hex'), encode(digest, 'hex'),
       to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')
  FROM audit_record WHERE number > %s ORDER BY number LIMIT 1000
"""
_Row = tuple[int, str, str, str, str, str, str, str]
_HEAD = "SELECT number, encode(digest, 'hex') FROM audit_head"


def findings() -> Iterator[Finding]:
    """Yield a finding for each record that is missing, changed or out of the chain, and for a chain that was cut."""
    with connection.cursor() as cursor:
        cursor.execute(_HEAD)
        head_number, head_digest = cursor.fetchone() or (0, _ZEROS)
    number, digest = 0, _ZEROS
    while rows := _page(number):
        for row in rows:
            yield from _judge(row, number, digest)
            number, digest = row[0], row[6]
    if number < head_number:
        yield _finding("cut_off", f"Records {number + 1} to {head_number}, the newest, are missing.")
    elif number == head_number and digest != head_digest:
        yield _finding("head_differs", f"The end of the chain does not match its last record, {number}.")


def _page(after: int) -> list[_Row]:
    with connection.cursor() as cursor:
        cursor.execute(_RECORDS, [after])
        rows: list[_Row] = cursor.fetchall()
    return rows


def _judge(row: _Row, last: int, last_digest: str) -> Iterator[Finding]:
    number, verb, subject, actor, facts, previous, digest, at = row
    if number != last + 1:
        yield _finding("missing", f"Records {last + 1} to {number - 1} are missing before record {number}.")
    elif previous != last_digest:
        yield _finding("broken_link", f"Record {number} does not follow from record {last}.")
    known = {"actor": actor, "at": at, "facts": json.loads(facts), "number": number, "subject": subject, "verb": verb}
    text = json.dumps(known, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if hashlib.sha256(bytes.fromhex(previous) + text.encode()).hexdigest() != digest:
        yield _finding("changed", f"Record {number} ({verb} {subject}) is not what was written.")


def _finding(code: str, sentence: str) -> Finding:
    return Finding("audit", f"audit.{code}", sentence)
