"""Speed, measured: the same work over REST on two systems. `python -m benchmarks.all --help`; docs/performance.md."""
