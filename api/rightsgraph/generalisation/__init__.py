# SPDX-License-Identifier: Apache-2.0
"""Content in, the content that may be published out: values made coarser as policies in the data say."""

from rightsgraph.generalisation.exposure import Exposure, exposures
from rightsgraph.generalisation.grains import Grain
from rightsgraph.generalisation.places import Places
from rightsgraph.generalisation.policies import POLICY_TERMS, Policy, read_policies
from rightsgraph.generalisation.publishing import Generalised, Unmet, generalise

__all__ = [
    "POLICY_TERMS",
    "Exposure",
    "Generalised",
    "Grain",
    "Places",
    "Policy",
    "Unmet",
    "exposures",
    "generalise",
    "read_policies",
]
