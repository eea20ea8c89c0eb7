"""The commands of `talentdesk`: arguments, sign-in, and what is printed. The work itself is done by services."""
