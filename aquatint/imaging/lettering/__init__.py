"""Letters: which font writes which script, and exact text shaped and fitted."""
