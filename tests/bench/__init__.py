"""The bench: what the site costs beside a bare Django view, measured side by side in one run."""
