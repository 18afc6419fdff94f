"""Everything that is kept about one person: finding it, handing it over, erasing it."""
