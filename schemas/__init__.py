"""What things are: the records, the graph schema and the tables of the trade. Nothing in here does anything."""
