"""The table of Django's database cache, which holds the counts of the rate limits for all processes.

Unlogged: it is fast, and a crash of the server may forget how often somebody tried. Columns as in Django's
`createcachetable`.
"""

from django.db import migrations

FORWARD = """
CREATE UNLOGGED TABLE IF NOT EXISTS shared_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX IF NOT EXISTS shared_cache_expires ON shared_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, "DROP TABLE shared_cache;")]
