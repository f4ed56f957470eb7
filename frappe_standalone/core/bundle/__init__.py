"""The offline bundle: everything the program needs on a PC without network, in one folder with checksums."""
