"""The model: a BERT-like body, word labels and two learned links.

Written out (rather than taken from a library) because plain matrix products and
softmax are the fastest attention on a CPU, and because the export wants a graph
without surprises. Loads the published weights of MiniLM and MPNet.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

DISTANCES = 32  # buckets of signed distance in words


@dataclass
class Config:
    """The shape of a model, carried by every checkpoint."""

    layers: int = 6
    width: int = 384
    inner: int = 1536
    heads: int = 12
    vocabulary: int = 30522
    positions: int = 512
    types: int = 2
    relative: bool = False  # MPNet's relative positions, shared by all layers
    offset: int = 0  # of the first position (MPNet keeps two for padding)
    epsilon: float = 1e-12
    dropout: float = 0.1
    link: int = 128


MINILM = Config()
MPNET = Config(12, 768, 3072, 12, 30527, 514, 0, True, 2, 1e-5)
TINY = Config(2, 64, 128, 4, 1000, 128, 0, dropout=0.0)


class Drop(nn.Module):
    """Dropout from random bytes: on a CPU many times faster than torch's own."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.below = round(share * 256)
        self.random = np.random.Generator(np.random.SFC64(torch.initial_seed() % 2**32))

    def forward(self, x: Tensor) -> Tensor:
        """Set about ``share`` of the values to nothing while training."""
        if not self.training or not self.below:
            return x
        drawn = torch.frombuffer(bytearray(self.random.bytes(x.numel())), dtype=torch.uint8).view(x.shape)
        return x * (drawn >= self.below).to(x.dtype).mul_(256 / (256 - self.below))


class Layer(nn.Module):
    """One transformer layer, normalised after each half as BERT is."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.heads = config.heads
        self.qkv = nn.Linear(config.width, 3 * config.width)
        self.out = nn.Linear(config.width, config.width)
        self.norm1 = nn.LayerNorm(config.width, config.epsilon)
        self.up = nn.Linear(config.width, config.inner)
        self.down = nn.Linear(config.inner, config.width)
        self.norm2 = nn.LayerNorm(config.width, config.epsilon)
        self.drop = Drop(config.dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Attend (``bias`` is added to the scores) and transform."""
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) * (1 / math.sqrt(width // self.heads)) + bias
        mixed = (self.drop(scores.softmax(-1).to(v.dtype)) @ v).transpose(1, 2).reshape(batch, length, width)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Body(nn.Module):
    """The encoder: pieces in, one vector a piece out."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.words = nn.Embedding(config.vocabulary, config.width)
        self.places = nn.Embedding(config.positions, config.width)
        self.kind = nn.Parameter(torch.zeros(config.width)) if config.types else None
        self.norm = nn.LayerNorm(config.width, config.epsilon)
        self.relative = nn.Embedding(32, config.heads) if config.relative else None
        self.layers = nn.ModuleList(Layer(config) for _ in range(config.layers))
        self.drop = Drop(config.dropout)

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """Encode ``pieces`` [batch, length] where ``mask`` is true."""
        place = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.words(pieces) + self.places(place + self.config.offset)
        if self.kind is not None:
            x = x + self.kind
        x = self.drop(self.norm(x))
        bias = (~mask)[:, None, None, :] * -10000.0
        if self.relative is not None:
            bias = bias + self.relative(_buckets(place)).permute(2, 0, 1)[None]
        bias = bias.to(torch.bfloat16) if torch.is_autocast_enabled("cpu") else bias
        for layer in self.layers:
            x = layer(x, bias)
        return x


def _buckets(place: Tensor) -> Tensor:
    """MPNet's 32 buckets of relative position (T5's, both directions, up to 128)."""
    n = place[:, None] - place[None, :]
    side = (n < 0).long() * 16
    n = n.abs()
    large = 8 + (torch.log(n.float().clamp(min=1) / 8) / math.log(128 / 8) * 8).long()
    return side + torch.where(n < 8, n, large.clamp(max=15))


def distances(count: int) -> Tensor:
    """Buckets of the signed distance between words, finer near by."""
    place = torch.arange(count)
    n = place[None, :] - place[:, None]
    bucket = (torch.log2(n.abs().float() + 1) * 2).long().clamp(max=DISTANCES // 2 - 1)
    return torch.where(n < 0, DISTANCES // 2 + bucket, bucket).clamp(max=DISTANCES - 1)


class Tagger(nn.Module):
    """Body, labels for each word, and links: cue to source, content to cue."""

    def __init__(self, config: Config, labels: int = 7) -> None:
        super().__init__()
        self.config = config
        self.body = Body(config)
        self.drop = Drop(config.dropout)
        self.labels = nn.Linear(config.width, labels)
        self.query = nn.Linear(config.width, 2 * config.link)
        self.key = nn.Linear(config.width, 2 * config.link)
        self.near = nn.Parameter(torch.zeros(2, DISTANCES))
        self.none = nn.Parameter(torch.zeros(2, config.link))

    def forward(self, pieces: Tensor, mask: Tensor, first: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Label scores [batch, words, labels], queries and keys [batch, words, 2 * link]."""
        hidden = self.body(pieces, mask)
        index = first[:, :, None].expand(-1, -1, hidden.shape[-1])
        words = self.drop(hidden.gather(1, index))
        return self.labels(words), self.query(words), self.key(words)

    def products(self, query: Tensor, key: Tensor) -> Tensor:
        """Scores [batch, 2, words, words + 1] of each word for each other, distances aside; the last is 'none'."""
        batch, count, _ = query.shape
        q = query.float().view(batch, count, 2, -1).transpose(1, 2) / math.sqrt(self.config.link)
        k = key.float().view(batch, count, 2, -1).transpose(1, 2)
        none = torch.einsum("bkwd,kd->bkw", q, self.none)
        return torch.cat([q @ k.transpose(-1, -2), none[..., None]], -1)

    def links(self, query: Tensor, key: Tensor) -> Tensor:
        """Scores [batch, 2, words, words + 1] of each word for each other as its target; the last is 'none'."""
        found = self.products(query, key)
        return found + functional.pad(self.near[:, distances(query.shape[1])], (0, 1))


def load_body(body: Body, path: Path) -> None:
    """Fill a body with published weights; layers beyond the body's are spread or dropped."""
    found = {k.removeprefix("bert.").removeprefix("mpnet."): v.float() for k, v in load_file(path).items()}
    depth = 1 + max(int(k.split(".")[2]) for k in found if k.startswith("encoder.layer."))
    kept = [round(i * (depth - 1) / max(1, len(body.layers) - 1)) for i in range(len(body.layers))]
    state = {
        "words.weight": found["embeddings.word_embeddings.weight"],
        "places.weight": found["embeddings.position_embeddings.weight"],
        "norm.weight": found["embeddings.LayerNorm.weight"],
        "norm.bias": found["embeddings.LayerNorm.bias"],
    }
    if body.kind is not None:
        state["kind"] = found["embeddings.token_type_embeddings.weight"][0]
    if body.relative is not None:
        state["relative.weight"] = found["encoder.relative_attention_bias.weight"]
    for mine, theirs in enumerate(kept):
        for name, weights in _layer(found, f"encoder.layer.{theirs}.").items():
            state[f"layers.{mine}.{name}"] = weights
    body.load_state_dict(state)


def _layer(found: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    mpnet = prefix + "attention.attn.q.weight" in found
    names = (
        ["attention.attn." + c for c in "qkv"] if mpnet else [f"attention.self.{n}" for n in ("query", "key", "value")]
    )
    out, norm = (
        ("attention.attn.o", "attention.LayerNorm")
        if mpnet
        else ("attention.output.dense", "attention.output.LayerNorm")
    )
    state = {}
    for part in ("weight", "bias"):
        state[f"qkv.{part}"] = torch.cat([found[f"{prefix}{n}.{part}"] for n in names])
        for mine, theirs in (
            ("out", out),
            ("norm1", norm),
            ("up", "intermediate.dense"),
            ("down", "output.dense"),
            ("norm2", "output.LayerNorm"),
        ):
            state[f"{mine}.{part}"] = found[f"{prefix}{theirs}.{part}"]
    return state
