"""The outer shell: web, command line, mail and the worker."""
