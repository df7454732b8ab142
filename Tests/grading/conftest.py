"""A course for each test."""

import shutil

import pytest
from course import Course


@pytest.fixture
def course(tmp_path):
    def make(notebook):
        return Course(tmp_path, notebook)

    yield make
    # What is executed is large.
    shutil.rmtree(tmp_path, ignore_errors=True)
