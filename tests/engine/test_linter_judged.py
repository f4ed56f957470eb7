"""The linter against the truth that exploration finds; `python -m tests.engine.mutations` judges it by more flows."""

from tests.engine import mutations


def test_the_linter_sees_what_is_broken_and_little_else():
	count, found, false, odd = mutations.measure(6)
	assert count >= 50 and found >= 0.95 * count, odd
	assert false <= 0.05 * (6 * len(mutations.OPERATORS) * 3 - count), odd
