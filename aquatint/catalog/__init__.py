"""Models on offer, capabilities, prices."""
