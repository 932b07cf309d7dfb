"""For every test: hypothesis has no clock, since machines are shared and a test of speed belongs in bench/."""

from hypothesis import settings

settings.register_profile("spasmed", deadline=None)
settings.load_profile("spasmed")
