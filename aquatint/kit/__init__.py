"""Tools without a domain: errors, ids, time, the outbound client, threads, events."""
