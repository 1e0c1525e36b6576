# SPDX-License-Identifier: Apache-2.0
"""What an operator may set, read once at the edge into a frozen value."""

from ipaddress import ip_network
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from rightsgraph.errors import BadSetting

Engine = Literal["auto", "sparq", "oxigraph"]


class Settings(BaseSettings):
    """Each field can be set in the environment as RIGHTSGRAPH_<NAME>; command options win over it."""

    model_config = SettingsConfigDict(env_prefix="RIGHTSGRAPH_", frozen=True)

    host: str = Field("127.0.0.1", description="Address to serve at.")
    port: int = Field(8000, ge=0, le=65535, description="Port to serve at; 0 takes a free one.")
    max_query_length: int = Field(200_000, ge=1, description="Longest query accepted, in characters.")
    max_query_depth: int = Field(200, ge=1, le=1000, description="Deepest nesting of braces and parentheses.")
    max_query_operators: int = Field(1000, ge=1, le=3000, description="Most operators in one query.")
    allowed_services: str = Field("", description="IRIs of endpoints that SERVICE may ask, separated by spaces.")
    engine: Engine = Field("auto", description="What answers queries: auto, sparq or oxigraph.")
    query_timeout: float = Field(20, gt=0, le=3600, description="Seconds that a query may take.")
    query_memory: int = Field(400, ge=50, description="Megabytes that a query may take.")
    answer_size: int = Field(256, ge=1, description="Megabytes that an answer may have.")
    workers: int = Field(0, ge=0, le=256, description="Queries that run at once; 0 takes one a core, at least 2.")
    slow_workers: int = Field(0, ge=0, le=256, description="Long queries that run beside them; 0 takes as many.")
    max_waiting: int = Field(16, ge=0, description="Long queries that wait for their turn; others are sent away.")
    cache_size: int = Field(64, ge=1, description="Megabytes of answers that are kept in memory.")
    spool_size: int = Field(2048, ge=1, description="Megabytes of large answers that lie on disk until they are sent.")
    log_requests: bool = Field(False, description="Whether each request is logged: kind, status, time, size.")
    log_queries: bool = Field(
        False, description="Whether those lines repeat paths and queries, and errors their words."
    )
    log_addresses: bool = Field(False, description="Whether those lines name the client's address.")
    metrics: Literal["off", "local", "all"] = Field(
        "local", description="Who may read /metrics: nobody, whoever asks from this machine, or everybody."
    )
    rate_limit: int = Field(0, ge=0, le=60_000, description="Requests a minute from one client; 0 sets no limit.")
    rate_burst: int = Field(60, ge=1, le=100_000, description="Requests that a client may send at once before that.")
    trusted_proxies: str = Field(
        "", description="Addresses and CIDR networks of proxies whose word on the client's address is taken."
    )

    contact: str = Field(
        "", description="Whom to ask for a correction or withdrawal: an https: or mailto: address, shown to everybody."
    )

    @field_validator("contact")
    @classmethod
    def _is_reachable(cls, text: str) -> str:
        parts = urlsplit(text)
        page = parts.scheme == "https" and bool(parts.hostname)
        mail = parts.scheme == "mailto" and "@" in parts.path.strip("@")
        if text and (not (page or mail) or any(letter.isspace() or not letter.isprintable() for letter in text)):
            raise ValueError("an https: address or a mailto: address is expected")
        return text

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, text: str) -> str:
        for part in filter(None, map(str.strip, text.split(","))):
            ip_network(part)
        return text


def read_settings(**options: object) -> Settings:
    """The settings, an option of None left to the environment; raises BadSetting at the first that cannot be."""
    given = {name: value for name, value in options.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]  # checked here and now
    except ValidationError as error:
        wrong = error.errors()[0]
        name = f"{Settings.model_config['env_prefix']}{wrong['loc'][0]}".upper()
        raise BadSetting(name, f"{wrong['msg']}, not {wrong['input']!r}") from error
