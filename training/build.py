"""From corpora to a model folder, in one go.

1. fit the network on PolNeAR's training articles, but for those held out;
2. export it as a graph and quantise that to int8;
3. choose the cue bias and calibrate the confidence on the held-out articles, through that graph;
4. write the decoder's weights, the tokenizer and the model card.
"""

from __future__ import annotations

import json
import random
from dataclasses import asdict
from pathlib import Path

from sayso.reader.engine import Engine
from sayso.reader.tokens import load_tokenizer
from training.calibrate import calibrate, choose_bias, confidence_error
from training.card import Amounts, write_card
from training.corpus import hold_out, read_polnear
from training.evaluate import f1, score_by_engine, scorer_of
from training.examples import encode, examples
from training.export import CALIBRATION_WINDOWS, export_decoder, export_graph
from training.fit import Recipe, fit, log
from training.network import minilm_folder


def build(corpora: Path, out: Path, *, recipe: Recipe, checkpoint: Path) -> None:
    """Writes a model folder. Raises `FileNotFoundError` if the corpora are not there."""
    tokenizer = load_tokenizer(minilm_folder())
    fitted, held = hold_out(read_polnear(corpora, "train"))
    network = fit(fitted, held, tokenizer, recipe=recipe, checkpoint=checkpoint)

    sample = random.Random(recipe.seed).sample(fitted, min(len(fitted), CALIBRATION_WINDOWS))
    windows = [
        next(examples(encode(article, tokenizer), size=recipe.sizes[0], context=recipe.context))
        for article in sample
    ]
    export_graph(network, windows, out)

    scored = score_by_engine(Engine(out), [encode(article, tokenizer) for article in held])
    scorer = choose_bias(calibrate(scorer_of(network), scored), scored)
    scorer = calibrate(scorer, scored)
    export_decoder(scorer, out)
    figures = {
        "recipe": asdict(recipe),
        "articles": {"fitted": len(fitted), "held_out": len(held)},
        "cue_bias": scorer.cue_bias,
        "held_out_f1": {role: round(s.f1, 4) for role, s in f1(scorer, scored).items()},
        "held_out_calibration_error": round(confidence_error(scorer, scored), 4),
    }
    (out / "training.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    write_card(out, corpora, recipe=recipe, amounts=Amounts(len(fitted), len(held)))
    log(f"{out}: {figures}")
