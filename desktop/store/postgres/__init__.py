"""The shared database: reaching it, its roles, its schema, and what its errors mean."""
