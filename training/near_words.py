"""Makes the table by which claims know near words: `python -m training.near_words`.

The vectors of all-MiniLM-L6-v2 for the whole words of its own vocabulary, each read by itself, with
what they have in common taken away and as many of their main directions as are kept. No text is
looked at, so the table knows nothing of any corpus.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer

from sayso.stories.claims.near import TABLE
from sayso.stories.words import FIRST_WORD
from training.network import minilm_folder

WORDS = 16_000
"""The most frequent; the vocabulary is in that order. Those after them are names above all."""
DIRECTIONS = 48
"""With 384 pairs of near words are told from others no better than with these."""
SHORTEST = 3


def main() -> None:
    lines = (minilm_folder() / "vocab.txt").read_text(encoding="utf-8").split("\n")
    whole = [w for w in lines[FIRST_WORD:] if w.isascii() and w.isalpha() and len(w) >= SHORTEST]
    words = whole[:WORDS]
    model = SentenceTransformer(str(minilm_folder()), device="cpu")
    vectors = np.asarray(model.encode(words, batch_size=256, show_progress_bar=False))
    vectors -= vectors.mean(axis=0)
    _, _, directions = np.linalg.svd(vectors, full_matrices=False)
    kept = vectors @ directions[:DIRECTIONS].T
    kept /= np.linalg.norm(kept, axis=1, keepdims=True)
    path = Path(str(TABLE))
    rounded = np.clip(np.rint(kept * 127), -127, 127).astype(np.int8)
    np.savez_compressed(path, words=np.array(" ".join(words)), vectors=rounded)
    print(f"{path}: {len(words)} words, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
