"""The rooms of an applicant."""
