"""kill -9 under load: does the platform keep what it acknowledged?

	python -m tests.loss --kills 200        the whole run; prints its counts, exit code 1 for any loss

Clients file cases, approve tasks and ask for jobs over REST. Each writes what it is about to ask, and what was
acknowledged, to a journal that is on the disk (fsync) before it goes on. Meanwhile workers, their parent and the
whole server are killed. In the end the journals are compared with the database (`check.py`).

A killed process takes nothing of the system's page cache with it, so this proves the program's order of steps, not
the disk's. That a commit reaches the disk is `PRAGMA synchronous=FULL`, which tests/platform/test_durability.py
asserts for every connection that acknowledges writes.
"""
