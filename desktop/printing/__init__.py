"""The printed forms of an application: laid out here on pages of plain values, drawn by QtGui wherever wanted."""
