"""RQ on Redis: carries the names of jobs to worker processes, where `redis_queue` in site_config.json says so.

What a job is and how it ended stands in the site's file alone (`ledger`), so Redis may be emptied or lost without
losing one. Names travel as JSON: nobody who can write to Redis gets an object of his unpickled here. Queues are named
after the site's folder, so that several sites may share one Redis.
"""

from __future__ import annotations

import hashlib
import logging
import signal
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

logger = logging.getLogger("frappe_standalone.jobs")

RUN = "frappe_standalone.core.jobs.redis_queue.run"
CONNECT = 2.0  # seconds a request may wait for a Redis that does not answer; the job itself is safe by then
GRACE = 30  # seconds after a job's own timeout until RQ ends its process: for what Python alone cannot stop
FAILED_FOR = 3600  # seconds RQ remembers that a worker died with a job
ALIVE = ("queued", "started", "deferred", "scheduled")
RECONNECT = 5.0  # seconds a worker waits at most between two attempts to reach Redis again
TAKEN_BY_NOW = 10  # seconds within which an RQ worker that lives has claimed its job


class RedisLibraryMissing(RuntimeError):
	"""`redis_queue` is set and the libraries for it are not installed."""


class RedisUnreachable(RuntimeError):
	"""Redis does not answer, or refuses us."""


def libraries() -> Any:
	"""The module `rq`.

	Raises:
		RedisLibraryMissing
	"""
	try:
		import redis  # noqa: F401
		import rq
	except ImportError as error:
		raise RedisLibraryMissing(
			"site_config.json sets redis_queue, but the libraries rq and redis are not installed. Install them with "
			"`pip install township_gov[redis]`, or remove redis_queue: jobs then run in the server itself."
		) from error
	return rq


def connect(conf: Any, blocking: bool = False) -> Any:
	"""A connection to the site's Redis; connections of one address are shared.

	Args:
		conf: the site's configuration: `redis_queue`, and `rq_username` and `rq_password` where Redis asks for them.
		blocking: for a worker, which waits for jobs as long as it takes.
	"""
	libraries()
	return _connection(conf.redis_queue, conf.rq_username, conf.rq_password, None if blocking else CONNECT)


@lru_cache(maxsize=8)
def _connection(url: str, username: str | None, password: str | None, timeout: float | None) -> Any:
	import redis

	own = {key: value for key, value in (("username", username), ("password", password)) if value}
	return redis.Redis.from_url(url, socket_connect_timeout=CONNECT, socket_timeout=timeout, **own)


def why_unreachable(conf: Any, error: Exception) -> RedisUnreachable:
	"""The error in words that say what to do; a password in the address is not shown."""
	address = str(conf.redis_queue).rsplit("@", 1)[-1].removeprefix("redis://")
	return RedisUnreachable(
		f"Redis at {address} does not answer ({error}). Start it, or correct redis_queue in site_config.json. No job is "
		"lost: they wait in the site's file and are sent when Redis is back."
	)


def prefix(site_dir: str | Path) -> str:
	"""What the names of this site's queues and jobs in Redis begin with."""
	path = Path(site_dir).absolute()
	return f"{path.name}-{hashlib.sha256(str(path).encode()).hexdigest()[:8]}"


def queue(site_dir: str | Path, name: str, connection: Any) -> Any:
	"""One of the site's queues in Redis."""
	from rq.serializers import JSONSerializer

	return libraries().Queue(f"{prefix(site_dir)}:{name}", connection=connection, serializer=JSONSerializer)


def send(site_dir: str | Path, job: dict[str, Any], connection: Any) -> None:
	"""Put the name of a job into its queue in Redis; a name that is there already does no harm."""
	queue(site_dir, job["queue"], connection).enqueue_call(
		RUN,
		args=(str(Path(site_dir).absolute()), job["name"]),
		timeout=int(job["timeout"]) + GRACE,
		result_ttl=0,
		failure_ttl=FAILED_FOR,
		job_id=f"{prefix(site_dir)}:{job['name']}",
		description=job.get("job_name"),
		at_front=bool(job.get("at_front")),
	)


def missing(site_dir: str | Path, jobs: list[Any], connection: Any) -> list[Any]:
	"""Those of the waiting jobs that no worker will get from Redis."""
	from rq.job import Job
	from rq.serializers import JSONSerializer

	ids = [f"{prefix(site_dir)}:{job['name']}" for job in jobs]
	found = Job.fetch_many(ids, connection=connection, serializer=JSONSerializer)
	return [job for job, known in zip(jobs, found, strict=True) if known is None or is_stuck(known)]


def is_stuck(known: Any) -> bool:
	"""True if RQ is done with a job that still waits here, or gave it to a worker that died before claiming it."""
	from rq.utils import utcnow

	status = known.get_status(refresh=False)
	if status == "started":
		return bool(known.started_at) and (utcnow() - known.started_at).total_seconds() > TAKEN_BY_NOW
	return status not in ALIVE


def run(site_dir: str, name: str) -> None:
	"""What an RQ worker calls: claim the row and run it; a name that came twice finds nothing to claim."""
	from frappe_standalone.core.jobs import execution

	execution.run(site_dir, name)


def work(site_dir: str | Path, conf: Any, names: list[str], burst: bool = False) -> None:
	"""Be an RQ worker for these queues until told to stop; the platform must be active in this process.

	RQ's worker gives up when Redis goes away at a bad moment; then another one begins as soon as Redis answers.

	Raises:
		RedisUnreachable: if Redis does not answer at the start.
	"""
	connection = connect(conf, blocking=True)
	ping(conf, connection)
	while not work_once([queue(site_dir, name, connection) for name in names], connection, burst):
		logger.warning("The RQ worker lost Redis; another one begins when Redis answers")
		wait_for(conf, connection)


def work_once(queues: list[Any], connection: Any, burst: bool) -> bool:
	"""Be one RQ worker; True if it ended because it should."""
	from rq.serializers import JSONSerializer

	try:
		worker = libraries().Worker(queues, connection=connection, serializer=JSONSerializer)
		worker.max_connection_wait_time = RECONNECT
		worker.work(burst=burst, logging_level="WARNING")
	except outages():
		return False
	return burst or worker._shutdown_requested_date is not None


def wait_for(conf: Any, connection: Any) -> None:
	"""Wait until Redis answers; a signal ends the process, which has nothing to finish now."""
	signal.signal(signal.SIGTERM, signal.SIG_DFL)
	signal.signal(signal.SIGINT, signal.default_int_handler)
	while True:
		time.sleep(CONNECT)
		try:
			ping(conf, connection)
		except RedisUnreachable:
			continue
		return


def outages() -> tuple[type[Exception], ...]:
	"""The errors by which Redis shows that it cannot be used now."""
	import redis

	return (OSError, redis.exceptions.RedisError, RedisUnreachable)


def ping(conf: Any, connection: Any) -> None:
	"""Ask whether Redis is there.

	Raises:
		RedisUnreachable
	"""
	import redis

	try:
		connection.ping()
	except redis.exceptions.RedisError as error:
		raise why_unreachable(conf, error) from error
