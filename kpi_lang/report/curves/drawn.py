"""A curve as an SVG picture: black on white, with its break points written beside them."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import ceil
from xml.sax.saxutils import escape

from attrs import frozen

from kpi_lang.report.curves.shape import Shape
from kpi_lang.report.curves.ticks import ticks
from kpi_lang.source.figures import decimal_text

WIDTH, HEIGHT = 560, 330
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 24, 66, 58
_MOST_WRITTEN = 6
"""Break points beyond this number are not written one by one."""
_FONT = "Helvetica, Arial, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif"


@frozen
class Labels:
    """What stands around a drawing, in both languages, and how a figure on the axis is written."""

    english: str
    chinese: str
    figure_english: str
    figure_chinese: str
    written: Callable[[Fraction], str]


@frozen
class _Frame:
    """Places of figures on the picture; the axis of scores begins at 0."""

    low: Fraction
    high: Fraction
    top: Fraction
    whole: bool

    def x(self, figure: Fraction) -> str:
        return _pixels(_LEFT + (figure - self.low) / (self.high - self.low) * (WIDTH - _LEFT - _RIGHT))

    def y(self, score: Fraction) -> str:
        return _pixels(HEIGHT - _BOTTOM - score / self.top * (HEIGHT - _TOP - _BOTTOM))


def drawing(shape: Shape, labels: Labels) -> str:
    """The text of the SVG file."""
    best = max(max(piece.first, piece.last) for piece in shape.pieces)
    frame = _Frame(shape.low, shape.high, Fraction(ceil(max(best, Fraction(1)) / 20) * 20), shape.whole)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"',
        f' font-family="{_FONT}" font-size="12" role="img">',
        f"<title>{escape(labels.english)} {escape(labels.chinese)}</title>",
        '<rect width="100%" height="100%" fill="white"/>',
        _text(_LEFT, 22, labels.english, size=14, bold=True),
        _text(_LEFT, 42, labels.chinese, size=14),
        *_axes(frame, labels),
        *(_dots(shape, frame) if shape.whole else _lines(shape, frame)),
        *_marks(shape, frame, labels),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _axes(frame: _Frame, labels: Labels) -> Iterator[str]:
    left, right, foot = frame.x(frame.low), frame.x(frame.high), frame.y(Fraction(0))
    for number in range(5):
        score = frame.top * number / 4
        yield f'<path d="M{left} {frame.y(score)}H{right}" stroke="#d8d8d8"/>'
        yield _text(_LEFT - 8, _down(frame.y(score), 4), _plain(score), anchor="end")
    for figure in ticks(frame.low, frame.high):
        if frame.whole and figure.denominator != 1:
            continue
        yield f'<path d="M{frame.x(figure)} {foot}v5" stroke="black"/>'
        yield _text(frame.x(figure), _down(foot, 19), labels.written(figure), anchor="middle")
    yield f'<path d="M{left} {frame.y(frame.top)}V{foot}H{right}" fill="none" stroke="black"/>'
    middle = _pixels(Fraction(_LEFT + WIDTH - _RIGHT, 2))
    yield _text(middle, HEIGHT - 14, f"{labels.figure_english} {labels.figure_chinese}", anchor="middle")
    yield _text(_LEFT - 8, _TOP - 8, "points 得分", anchor="end", size=11)


def _lines(shape: Shape, frame: _Frame) -> Iterator[str]:
    path: list[str] = []
    for number, piece in enumerate(shape.pieces):
        before = shape.pieces[number - 1] if number else None
        if before is None or before.last != piece.first:
            # A jump is no value of the curve, so that the line is broken there.
            path.append(f"M{frame.x(piece.start)} {frame.y(piece.first)}")
        path.append(f"L{frame.x(piece.end)} {frame.y(piece.last)}")
    yield f'<path d="{"".join(path)}" fill="none" stroke="#0b5394" stroke-width="2.5"/>'


def _dots(shape: Shape, frame: _Frame) -> Iterator[str]:
    ends = {shape.low: shape.pieces[0].first}
    for piece in shape.pieces:
        for number in range(int(piece.end - piece.start) + 1):
            ends[piece.start + number] = piece.first + piece.slope * number
    for figure, score in ends.items():
        yield f'<circle cx="{frame.x(figure)}" cy="{frame.y(score)}" r="4" fill="#0b5394"/>'


def _marks(shape: Shape, frame: _Frame, labels: Labels) -> Iterator[str]:
    rises = shape.pieces[0].first < shape.pieces[-1].last
    breaks = () if shape.has_jumps else shape.breaks
    for figure, score in breaks[:_MOST_WRITTEN]:
        x, y = frame.x(figure), frame.y(score)
        yield f'<path d="M{x} {y}V{frame.y(Fraction(0))}" stroke="#0b5394" stroke-dasharray="3 3"/>'
        yield f'<circle cx="{x}" cy="{y}" r="4" fill="white" stroke="#0b5394" stroke-width="2"/>'
        text = f"{labels.written(figure)}: {_plain(score)}"
        # Above the line: to the left of it where it rises, to the right where it falls.
        is_left = rises and figure - shape.low > (shape.high - shape.low) / 6
        away = -9 if is_left else 9
        yield _text(_down(x, away), _down(y, -9), text, anchor="end" if is_left else "start", bold=True)


def _text(
    x: int | str, y: int | str, text: str, *, anchor: str = "start", size: int = 12, bold: bool = False
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="{size}"{weight}>{escape(text)}</text>'


def _down(place: str, pixels: int) -> str:
    return _pixels(Fraction(place) + pixels)


def _pixels(place: Fraction) -> str:
    """A place to a tenth of a pixel."""
    tenths = round(place * 10)
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"


def _plain(score: Fraction) -> str:
    return str(score) if score.denominator == 1 else decimal_text(score, 2).rstrip("0")
