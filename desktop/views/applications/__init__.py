"""The page of the applications table: navigation, filters, table, actions."""
