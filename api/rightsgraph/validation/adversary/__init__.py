# SPDX-License-Identifier: Apache-2.0
"""Public triples in, leaks out: reads a release as somebody would who wants to find, name or place the people in it.

It takes no class at its word and knows many vocabularies, and it needs no shape to have passed.
"""

from rightsgraph.validation.adversary.attacks import ATTACKS, MOST_LEAKS, Attack, attack
from rightsgraph.validation.adversary.leaks import Edge, Leak
from rightsgraph.validation.adversary.telling import tell_leaks
from rightsgraph.validation.adversary.world import HOPS, World

__all__ = ["ATTACKS", "HOPS", "MOST_LEAKS", "Attack", "Edge", "Leak", "World", "attack", "tell_leaks"]
