"""What the tests of the library share.

Property tests try the same examples every time, however busy the machine is.
"""

import pytest
from hypothesis import settings

import gdlib as gd

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture
def english():
    """Words are English, whatever the machine speaks."""
    gd.set_language("en")
    yield
    gd.set_language(None)
