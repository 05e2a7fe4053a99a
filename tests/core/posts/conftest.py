"""A second, thorough way to run the generated tests: ``--hypothesis-profile=thorough``."""

from __future__ import annotations

import hypothesis

hypothesis.settings.register_profile("thorough", deadline=None, max_examples=3_000)
