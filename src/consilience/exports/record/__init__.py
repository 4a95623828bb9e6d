"""The public JSON record: its types (`shape`), how a Picture becomes one (`flatten`), and its invariants (`invariants`)."""
