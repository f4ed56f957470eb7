"""A demo township: 隆宫乡 with invented people and half a year of work in all four registers.

Everything goes through the same doctypes, rules and approval engine that a real township uses; only the clock is
set back (`township_gov.clock`). Loading it twice changes nothing.
"""
