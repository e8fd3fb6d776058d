"""What the worker does: each job does one due thing and says whether there was one."""
