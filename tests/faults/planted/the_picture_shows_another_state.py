"""The numbers are right, but the picture stays at the first position of the slider. No error."""

from dataclasses import replace

from spasmed.widgets import Frame, Frames

of_the_state = Frames.frame.fget


def first_picture(self: Frames) -> Frame:
    return replace(of_the_state(self), picture=self._frames[0].picture)


Frames.frame = property(first_picture)
