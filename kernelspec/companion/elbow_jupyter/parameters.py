"""Lets papermill write a cell of parameters in Elbow's language.

Papermill takes translators from no entry point, but it imports the engines that packages name; this module is imported
as one of them, and registers the translator then. The engine itself is papermill's own.
"""

from papermill.engines import NBClientEngine as Engine
from papermill.translators import PythonTranslator, papermill_translators

__all__ = ["Engine"]

# Assignments of numbers, strings, True, False, None, lists and dicts are written as in Python.
papermill_translators.register("elbow", PythonTranslator)
