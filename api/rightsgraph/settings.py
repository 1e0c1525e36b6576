# SPDX-License-Identifier: Apache-2.0
"""What an operator may set, read once at the edge into a frozen value."""

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from rightsgraph.errors import BadSetting


class Settings(BaseSettings):
    """Each field can be set in the environment as RIGHTSGRAPH_<NAME>; command options win over it."""

    model_config = SettingsConfigDict(env_prefix="RIGHTSGRAPH_", frozen=True)

    host: str = Field("127.0.0.1", description="Address to serve at.")
    port: int = Field(8000, ge=0, le=65535, description="Port to serve at; 0 takes a free one.")
    max_query_length: int = Field(200_000, ge=1, description="Longest query accepted, in characters.")
    max_query_depth: int = Field(200, ge=1, le=1000, description="Deepest nesting of braces and parentheses.")
    max_query_operators: int = Field(1000, ge=1, le=3000, description="Most operators in one query.")


def read_settings(**options: object) -> Settings:
    """The settings, an option of None left to the environment; raises BadSetting at the first that cannot be."""
    given = {name: value for name, value in options.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]  # checked here and now
    except ValidationError as error:
        wrong = error.errors()[0]
        name = f"{Settings.model_config['env_prefix']}{wrong['loc'][0]}".upper()
        raise BadSetting(name, f"{wrong['msg']}, not {wrong['input']!r}") from error
