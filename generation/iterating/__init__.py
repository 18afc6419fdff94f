"""Going on from a picture: refining, variations, colours, comparisons, versions."""
