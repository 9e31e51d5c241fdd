"""What is typed: a module for each verb, with its options and the typed request that it becomes."""
