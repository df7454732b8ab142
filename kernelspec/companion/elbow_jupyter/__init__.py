"""Elbow's language for the Python tools around Jupyter."""
