"""Linear-chain conditional random field (Lafferty, McCallum & Pereira 2001) over padded batches."""

from __future__ import annotations

import torch
from torch import Tensor, nn

FORBIDDEN = -1e4


class CRF(nn.Module):
    """Scores label sequences by emissions, transitions and the labels they may open with."""

    barred: Tensor
    barred_opening: Tensor

    def __init__(self, allowed: Tensor, opening: Tensor) -> None:
        """`allowed[a, b]`: label b may follow a; `opening[a]`: a may stand first (booleans)."""
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(allowed.shape))
        self.register_buffer("barred", torch.where(allowed, 0.0, FORBIDDEN))
        self.register_buffer("barred_opening", torch.where(opening, 0.0, FORBIDDEN))

    def scores(self) -> Tensor:
        """Transition scores `[labels, labels]`, forbidden ones far below all others."""
        return self.transitions + self.barred

    def forward(self, emissions: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        """Negative log-likelihood of each sequence: `[rows]`.

        `emissions` is `[rows, length, labels]`, `labels` and `mask` (true within the sequence,
        which opens at 0) are `[rows, length]`.
        """
        transitions = self.scores()
        alpha = emissions[:, 0] + self.barred_opening
        for step in range(1, emissions.shape[1]):
            onward = torch.logsumexp(alpha[:, :, None] + transitions, 1) + emissions[:, step]
            alpha = torch.where(mask[:, step, None], onward, alpha)
        partition = torch.logsumexp(alpha, 1)

        weights = mask.to(emissions.dtype)
        emitted = emissions.gather(2, labels[..., None]).squeeze(2)
        moved = transitions[labels[:, :-1], labels[:, 1:]]
        path = (emitted * weights).sum(1) + (moved * weights[:, 1:]).sum(1)
        return partition - path - self.barred_opening[labels[:, 0]]
