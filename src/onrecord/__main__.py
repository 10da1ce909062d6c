"""`python -m onrecord` is `onrecord`."""

from .cli import main

main(prog_name="onrecord")
