"""Files on disk: reading them whole, writing them safely."""
