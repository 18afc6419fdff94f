"""What a person is told and offered before asking for a picture."""
