"""Backup and restore of a site: one ZIP file with the database, the files, the configuration and a manifest."""
