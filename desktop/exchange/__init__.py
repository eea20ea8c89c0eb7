"""What enters or leaves as a file: dossiers, tables of organisations, notices. No store, no rules of the process."""
