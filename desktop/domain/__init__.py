"""The rules of the process, in pure Python: no Qt, SQL, files, clock or environment; time and ids are arguments."""
