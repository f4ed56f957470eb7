"""Refusals of backup and restore; each names the mend."""


class BackupError(RuntimeError):
	"""Base of every refusal."""


class NotASite(BackupError):
	"""The folder holds no site."""


class TargetExists(BackupError):
	"""Something stands where the backup or the restored site should go."""


class NotABackup(BackupError):
	"""The file is no backup of this program."""


class DamagedBackup(BackupError):
	"""A checksum or the database's own check failed."""


class NewerThanProgram(BackupError):
	"""The backup was made by a newer version of the platform or of an app."""


class NoRoom(BackupError):
	"""The disk is too full for the backup."""
