"""The command line: the only place where reading, understanding, feeds and announcing meet."""
