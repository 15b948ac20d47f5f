"""What the commands of `reviewkit announce` do."""
