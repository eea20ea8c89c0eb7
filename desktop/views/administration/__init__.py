"""The rooms of administrator and auditor: accounts, organisations, audit. No dossier is ever shown here."""
