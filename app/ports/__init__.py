"""What the services ask of the world, as small protocols."""
