"""What pages have in common: copies, stories, lines, occasions, and where they differ. Pure: no store, no clock."""
