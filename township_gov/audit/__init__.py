"""The audit trail: who did what, when, to which record; written in the transaction of what it tells."""
