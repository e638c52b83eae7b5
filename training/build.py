"""From corpora to a model folder, in one go.

1. fit the network on PolNeAR's training articles, but for those held out, and on GUM;
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
from training.evaluate import f1, linker_of, score_by_engine, scorer_of
from training.examples import encode, encode_text, examples
from training.export import CALIBRATION_WINDOWS, export_decoder, export_graph
from training.fit import Recipe, fit, log
from training.network import minilm_folder
from training.words import read_corenlp, read_gum


def build(corpora: Path, out: Path, *, recipe: Recipe, checkpoint: Path) -> None:
    """Writes a model folder. Raises `FileNotFoundError` if the corpora are not there."""
    tokenizer = load_tokenizer(minilm_folder())
    fitted, held = hold_out(read_polnear(corpora, "train"))
    words = read_corenlp(corpora, "train")
    texts = read_gum(corpora, "train")
    encoded = [encode(article, tokenizer, words.get(article.id)) for article in fitted]
    held_encoded = [encode(article, tokenizer) for article in held]
    network = fit(
        encoded + [encode_text(text, tokenizer) for text in texts],
        held_encoded,
        recipe=recipe,
        checkpoint=checkpoint,
    )

    # From anywhere in the articles: beginnings alone are no fair sample of what is read.
    draw = random.Random(recipe.seed)
    sample = draw.sample(encoded, min(len(encoded), CALIBRATION_WINDOWS))
    windows = [
        draw.choice(list(examples(article, size=recipe.sizes[0], context=recipe.context)))
        for article in sample
    ]
    export_graph(network, windows, out)

    scored = score_by_engine(Engine(out), held_encoded)
    scorer = choose_bias(calibrate(scorer_of(network), scored), scored)
    scorer = calibrate(scorer, scored)
    export_decoder(scorer, linker_of(network), out)
    figures = {
        "recipe": asdict(recipe),
        "articles": {"fitted": len(fitted), "held_out": len(held)},
        "texts_with_coreference": len(texts),
        "cue_bias": scorer.cue_bias,
        "held_out_f1": {role: round(s.f1, 4) for role, s in f1(scorer, scored).items()},
        "held_out_calibration_error": round(confidence_error(scorer, scored), 4),
    }
    (out / "training.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    write_card(out, corpora, recipe=recipe, amounts=Amounts(len(fitted), len(held), len(texts)))
    log(f"{out}: {figures}")
