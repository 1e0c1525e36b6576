# SPDX-License-Identifier: Apache-2.0
"""What machine this is, as far as a figure depends on it."""

import os
import platform
import re
from pathlib import Path


def read_facts() -> dict[str, str]:
    """Processor, cores, memory, system and Python."""
    processor = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": processor[1] if processor else platform.machine(),
        "cores": str(os.cpu_count()),
        "memory": f"{memory:.0f} GiB",
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "python": platform.python_version(),
    }
