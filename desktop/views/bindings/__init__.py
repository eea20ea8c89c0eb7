"""The binding of applicants to their units: the desk's page, and what the applicant sees."""
