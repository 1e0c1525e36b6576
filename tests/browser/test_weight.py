# SPDX-License-Identifier: Apache-2.0
"""What pages weigh on a thin line: bytes as they cross the wire, headers included."""

from dataclasses import dataclass, field

import pytest
from tests.browser.conftest import Visit

KB = 1000
START, BEFORE_PAINT, OTHERS = 60 * KB, 35 * KB, 120 * KB


@dataclass
class Weight:
    """Bytes by what was loaded; what a browser waits for before it paints is the page itself and its style sheets."""

    kinds: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)

    def total(self, *kinds: str) -> float:
        return sum(size for request, size in self.sizes.items() if not kinds or self.kinds.get(request) in kinds)


def weigh(visit: Visit, path: str) -> Weight:
    weight = Weight()
    with visit("es") as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.responseReceived", lambda told: weight.kinds.update({told["requestId"]: told["type"]}))
        session.on(
            "Network.loadingFinished", lambda told: weight.sizes.update({told["requestId"]: told["encodedDataLength"]})
        )
        page.goto(path)
        page.wait_for_load_state("networkidle")
    return weight


def test_the_start_page_is_light(visit: Visit) -> None:
    weight = weigh(visit, "/")
    assert 1 * KB < weight.total("Document", "Stylesheet") <= BEFORE_PAINT
    assert weight.total() <= START


@pytest.mark.parametrize(
    "path",
    ["/id/intervention/peru-consortium", "/search?q=police", "/map", "/timeline", "/ns", "/dumps/", "/queries/"],
)
def test_no_page_but_the_editor_is_heavy(visit: Visit, path: str) -> None:
    assert 1 * KB < weigh(visit, path).total() <= OTHERS
