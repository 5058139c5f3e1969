"""Servers that are started at the same time don't meet at one port."""

from __future__ import annotations

import socket

from flows.prefect_server import claim_port


def test_the_usual_port_goes_to_one_while_its_server_is_still_starting() -> None:
    usual, _ = claim_port()
    first, claim = claim_port(usual)
    assert first == usual
    assert claim is not None
    second, none = claim_port(usual)
    assert second != usual
    assert none is None
    claim.close()
    again, claim = claim_port(usual)
    assert again == usual
    assert claim is not None
    claim.close()


def test_a_port_that_somebody_listens_on_is_left_to_them() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        taken = int(listening.getsockname()[1])
        port, claim = claim_port(taken)
    assert port != taken
    assert claim is None
