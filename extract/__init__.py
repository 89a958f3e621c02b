"""From a file to records: read → tidy → split → outline → annotate → records."""
