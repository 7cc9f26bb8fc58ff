"""An answer while it is written: the list, the form, and what stands beside the text."""
