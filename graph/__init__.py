"""From records to a graph and back out: identity, store, loading, cookbook, export."""
