"""The look: colours, fonts, sizes, style sheet and the switch between light and dark."""
