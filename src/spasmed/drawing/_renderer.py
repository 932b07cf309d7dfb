"""The renderer matplotlib draws on: its calls become the parts of a small SVG. Imported only when a figure is drawn."""

from __future__ import annotations

from typing import Any

from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D

from spasmed.drawing._paper import Path, Piece, Text, circle, document, joined, short
from spasmed.drawing._picture import INK


def svg(figure: Figure) -> str:
    """A figure as an SVG document on its own white paper. Clipping and hatching are not written."""
    renderer = Renderer(figure)
    figure.draw(renderer)
    return document(renderer.paths, renderer.texts, renderer.wide, renderer.high)


def _hex(color: Any) -> str:
    return "#" + "".join(f"{round(255 * share):02x}" for share in color[:3])


class Renderer(RendererBase):
    """Takes what matplotlib draws; what it took is in `paths` and `texts`: words lie over all shapes."""

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self.wide, self.high = (72 * float(inches) for inches in figure.get_size_inches())
        self.paths: list[Path] = []
        self.texts: list[Text] = []

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self.wide, self.high

    def points_to_pixels(self, points: Any) -> Any:
        return points  # a figure of ours has 72 dots an inch

    def draw_path(self, gc: Any, path: Any, transform: Any, rgbFace: Any = None) -> None:  # noqa: N803 - its name
        self._add(self._style(gc, rgbFace), self._shape(path, transform))

    def draw_markers(
        self,
        gc: Any,
        marker_path: Any,
        marker_trans: Any,
        path: Any,
        trans: Any,
        rgbFace: Any = None,  # noqa: N803 - its name
    ) -> None:
        around = marker_path.codes is not None and 4 in marker_path.codes
        radius = round(float(marker_trans.transform((1, 0))[0]), 1)
        for points, _ in path.iter_segments(trans, simplify=False):
            x, y = map(float, points[-2:])
            if around:
                shapes = [circle(x, self.high - y, radius)]
            else:
                shapes = self._shape(marker_path, marker_trans + Affine2D().translate(x, y))
            self._add(self._style(gc, rgbFace), shapes)

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float, ismath: Any = False, mtext: Any = None
    ) -> None:
        del ismath
        side = "left"
        if mtext is not None and not angle:
            # The place it hangs from, so that words keep their side in a font of another width.
            x = mtext.get_transform().transform(mtext.get_unitless_position())[0]
            side = mtext.get_horizontalalignment()
        anchor = {"left": "", "center": ";text-anchor:middle", "right": ";text-anchor:end"}[side]
        color = _hex(gc.get_rgb())
        style = f"font-size:{short(prop.get_size_in_points())}px{anchor}"
        style += "" if color == INK else f";fill:{color}"
        style += ";font-weight:700" if prop.get_weight() in ("bold", 700) else ""
        text = Text(style, s, [round(float(x), 1)], round(float(y), 1), angle)
        last = self.texts[-1] if self.texts else text
        single = len(s) == 1 and len(last.words) == len(last.places)
        if last is not text and single and (last.style, last.y, last.turned) == (style, text.y, 0):
            self.texts[-1] = last._replace(words=last.words + s, places=[*last.places, *text.places])
        else:
            self.texts.append(text)

    def _add(self, style: str, pieces: list[Piece]) -> None:
        if self.paths and self.paths[-1].style == style:
            self.paths[-1].pieces.extend(pieces)
        elif style and pieces:
            self.paths.append(Path(style, pieces))

    def _style(self, gc: Any, face: Any) -> str:
        told = []
        if face is not None and (len(face) < 4 or face[3] > 0):
            told.append(f"fill:{_hex(face)}")
        if gc.get_linewidth() > 0 and gc.get_rgb()[3] > 0:
            told.append(f"stroke:{_hex(gc.get_rgb())};stroke-width:{short(gc.get_linewidth())}")
            if gc.get_capstyle() == "round":
                told.append("stroke-linecap:round")
            if dashes := gc.get_dashes()[1]:
                told.append(f"stroke-dasharray:{' '.join(f'{float(d):.2f}'.rstrip('0').rstrip('.') for d in dashes)}")
        return ";".join(told)

    def _shape(self, path: Any, transform: Any) -> list[Piece]:
        """A path in relative steps between rounded places, so that rounding never adds up."""
        out: list[Piece] = []
        at = start = (0.0, 0.0)
        for points, code in path.iter_segments(transform, simplify=False):
            if code == path.CLOSEPOLY:
                at = start
                out[-1] = Piece(start, out[-1].steps + "z", at)
                continue
            flat = [round(float(v), 1) for v in points]
            places = [(x, round(self.high - y, 1)) for x, y in zip(flat[::2], flat[1::2], strict=True)]
            if code == path.MOVETO:
                start = places[0]
                out.append(Piece(start, "", start))
            else:
                steps = [round(b - a, 1) for place in places for a, b in zip(at, place, strict=True)]
                drawn = _step({path.LINETO: "l", path.CURVE3: "q", path.CURVE4: "c"}[code], steps)
                out[-1] = Piece(start, out[-1].steps + drawn, places[-1])
            at = places[-1]
        return [piece for piece in out if piece.steps]


def _step(letter: str, steps: list[float]) -> str:
    if letter == "l" and not steps[1]:
        return f"h{short(steps[0])}"
    if letter == "l" and not steps[0]:
        return f"v{short(steps[1])}"
    return letter + joined(*steps)
