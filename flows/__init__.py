"""Orchestration: the ingest flow, quarantine, reports and the command line."""
