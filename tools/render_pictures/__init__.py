"""Draws the pictures of the exercises and of the trunk muscles from one posed 3D body."""
