"""The command `township`: one file per group of commands; `main` puts them together."""
