"""Files of references brought in: read, matched against the sources that are here, and taken in once."""
