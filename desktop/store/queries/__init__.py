"""Reading, by subject: each function takes an open connection and returns frozen rows (`desktop.store.rows`)."""
