"""What the graph says of each token's grammar: its tag, its name, what it depends on and how.

The labels are the Penn Treebank's tags (Marcus, Santorini & Marcinkiewicz 1993) and relations of
Universal Dependencies (de Marneffe et al. 2021), names right-headed (`compound`, not `flat`). A
word's later tokens depend on its first as `goeswith`, a root depends on itself.
"""

from __future__ import annotations

from typing import Final

TAG_LABELS: Final = (
    "NN NNS NNP NNPS PRP PRP$ DT PDT WDT WP WP$ WRB EX CD JJ JJR JJS RB RBR RBS RP IN TO CC MD "
    "VB VBD VBG VBN VBP VBZ POS UH FW SYM LS . , : ( ) `` '' HYPH $ #"
).split()

RELATION_LABELS: Final = (
    "root goeswith acl acl:relcl advcl advmod amod appos aux aux:pass case cc ccomp compound "
    "compound:prt conj cop csubj det discourse expl fixed iobj mark nmod nmod:poss nsubj "
    "nsubj:pass nummod obj obl obl:unmarked parataxis punct xcomp dep"
).split()

NAME_LABELS: Final = (
    "O",
    "B-person",
    "I-person",
    "B-organization",
    "I-organization",
    "B-place",
    "I-place",
    "B-other",
    "I-other",
)

ARC: Final = 64
"""Rank of the scores of who depends on whom."""
