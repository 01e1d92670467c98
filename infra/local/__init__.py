"""Inari on one machine: `make run`. None of this is deployed."""
