"""Reports through the whole way: command line, worker, notebook, published folder."""
