"""Rebuilds the shipped model: `python -m training ../corpora --out src/sayso/models`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    corpora: Annotated[Path, typer.Argument(help="Folder that holds polnear/train.jsonl.gz.")],
    out: Annotated[Path, typer.Option(help="Folder for the model.")] = Path("runs/model"),
    checkpoint: Annotated[
        Path, typer.Option(help="Kept after every epoch; an interrupted fit carries on from it.")
    ] = Path("runs/checkpoint.pt"),
    seed: Annotated[int, typer.Option(help="Of everything that is drawn.")] = 13,
    threads: Annotated[int, typer.Option(help="For PyTorch; 0 leaves it to decide.")] = 0,
) -> None:
    """Fit, export, quantise, calibrate and describe the model."""
    import torch

    from training.build import build
    from training.fit import Recipe
    from training.fit_events import EventRecipe

    if threads:
        torch.set_num_threads(threads)
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    build(
        corpora,
        out,
        recipe=Recipe(seed=seed),
        event_recipe=EventRecipe(seed=seed),
        checkpoint=checkpoint,
    )


if __name__ == "__main__":
    app()
