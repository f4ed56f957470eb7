"""A site as a service of the office's PC: started with the machine, backed up each night (`units`, `systemd`, `nightly`)."""
