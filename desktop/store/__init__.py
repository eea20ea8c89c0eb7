"""Where records live: engine, tables, queries that return frozen rows, units of work, attachment bytes, migrations."""
