"""The pure function answers with all rows but the right ones, as `!=` for `==` does. No error."""

from functools import wraps

import pandas as pd

from spasmed.widgets import Facets

made = Facets.__init__


@wraps(made)
def make(self: Facets, **kwargs: object) -> None:
    answer = kwargs.pop("answer")

    def wrong(**chosen: object) -> pd.DataFrame:
        all_rows, right = answer(), answer(**chosen)
        return all_rows[~all_rows["id"].isin(right["id"])] if chosen else all_rows

    made(self, answer=wrong, **kwargs)


Facets.__init__ = make
