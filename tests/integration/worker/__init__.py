"""The worker: real processes, killed and stopped."""
