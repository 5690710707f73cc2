"""Programs that measure. They start their own servers on loopback, print figures and ratios, and assert nothing."""
