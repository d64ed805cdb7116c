"""What is stored about one person: told to that person, and erased where the law lets it go."""
