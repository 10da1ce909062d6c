"""onrecord: a citable record of who said what."""
