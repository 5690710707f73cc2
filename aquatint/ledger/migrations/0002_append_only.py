"""What the database itself refuses: changing the past."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: %', TG_OP, TG_TABLE_NAME, TG_ARGV[0]
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

ENTRIES = """
CREATE TRIGGER ledger_entry_is_final BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse('entries are final; write a correction');
CREATE TRIGGER ledger_entry_stays BEFORE TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse('entries are final; write a correction');
"""

# The condition of the trigger is evaluated without calling the function, so an ordinary settlement pays nothing for it.
HOLDS = """
CREATE TRIGGER ledger_hold_resolves_once BEFORE UPDATE ON ledger_hold
    FOR EACH ROW WHEN (
        OLD.resolved IS NOT NULL OR (OLD.id, OLD.wallet_id, OLD.credits, OLD.key, OLD.reason, OLD.created)
            IS DISTINCT FROM (NEW.id, NEW.wallet_id, NEW.credits, NEW.key, NEW.reason, NEW.created)
    ) EXECUTE FUNCTION ledger_refuse('a hold is resolved once and otherwise final');
CREATE TRIGGER ledger_hold_stays BEFORE DELETE ON ledger_hold
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse('a hold is resolved once and otherwise final');
"""

LOTS = """
CREATE TRIGGER ledger_lot_keeps_its_terms BEFORE UPDATE ON ledger_lot
    FOR EACH ROW WHEN (
        (OLD.id, OLD.wallet_id, OLD.source, OLD.key, OLD.granted, OLD.created, OLD.starts, OLD.expires)
            IS DISTINCT FROM (NEW.id, NEW.wallet_id, NEW.source, NEW.key, NEW.granted, NEW.created, NEW.starts, NEW.expires)
        OR (OLD.closed IS NOT NULL AND OLD.closed IS DISTINCT FROM NEW.closed)
        OR OLD.consumed > NEW.consumed OR OLD.lapsed > NEW.lapsed
        OR OLD.removed > NEW.removed OR OLD.clawed_back > NEW.clawed_back
    ) EXECUTE FUNCTION ledger_refuse('a lot keeps its terms, and what was spent stays spent');
CREATE TRIGGER ledger_lot_stays BEFORE DELETE ON ledger_lot
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse('a lot keeps its terms, and what was spent stays spent');
"""

CORRECTIONS = """
CREATE TRIGGER ledger_correction_is_final BEFORE UPDATE OR DELETE ON ledger_correction
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse('a correction is final; write another one');
"""

# Room in each page lets PostgreSQL rewrite a row in place, without touching the indexes.
ROOM = """
ALTER TABLE ledger_lot SET (fillfactor = 60);
ALTER TABLE ledger_hold SET (fillfactor = 60);
"""

BACK = """
ALTER TABLE ledger_lot RESET (fillfactor);
ALTER TABLE ledger_hold RESET (fillfactor);
DROP TRIGGER ledger_correction_is_final ON ledger_correction;
DROP TRIGGER ledger_lot_stays ON ledger_lot;
DROP TRIGGER ledger_lot_keeps_its_terms ON ledger_lot;
DROP TRIGGER ledger_hold_stays ON ledger_hold;
DROP TRIGGER ledger_hold_resolves_once ON ledger_hold;
DROP TRIGGER ledger_entry_stays ON ledger_entry;
DROP TRIGGER ledger_entry_is_final ON ledger_entry;
DROP FUNCTION ledger_refuse();
"""


class Migration(migrations.Migration):
    """Triggers that keep entries, corrections, and the terms of lots and holds as they were written."""

    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE + ENTRIES + HOLDS + LOTS + CORRECTIONS + ROOM, BACK)]
