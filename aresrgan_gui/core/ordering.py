"""Moving some of many things within their order."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def placed(order: Sequence[str], chosen: Collection[str], row: int) -> list[str]:
    """`order` with the `chosen` together, as they followed each other, before what stood at `row`.

    `row` runs from 0, the top, to the length of `order`, the end.
    """
    block = frozenset(chosen)
    above = [name for name in order[:row] if name not in block]
    below = [name for name in order[row:] if name not in block]
    return [*above, *(name for name in order if name in block), *below]
