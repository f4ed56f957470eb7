"""Changes that existing sites need once, named in patches.txt."""
