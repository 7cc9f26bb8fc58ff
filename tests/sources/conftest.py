"""The server that stands in for the services, once for all tests of this folder; each begins with nothing."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import parts
from tests.conftest import needs
from tests.sources import lookup_server


@pytest.fixture(scope="session")
def _services_running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[lookup_server.Server]:
    needs(parts.Part("OpenSSL", "" if shutil.which("openssl") else "no openssl: install it"))
    folder: Path = tmp_path_factory.mktemp("services")
    with lookup_server.serving(folder) as server:
        yield server


@pytest.fixture
def services(_services_running: lookup_server.Server) -> lookup_server.Server:
    """The stand-in, knowing no work yet."""
    server = _services_running
    server.replies.clear()
    server.asked.clear()
    server.posted.clear()
    server.slept.clear()
    return server
