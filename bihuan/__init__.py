"""Bihuan (闭环) keeps the loop of a democratic life meeting closed."""

VERSION = "0.0.1"
