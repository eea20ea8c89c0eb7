"""The user guide inside the program: its window, the key that opens it, and which page belongs to which place."""
