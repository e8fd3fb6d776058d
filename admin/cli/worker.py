"""`worker`: the background work alone, without the web."""

import argparse
import logging
import os

from admin.cli.rahmen import open_database
from admin.cli.sicherung.spurlos import sweep
from admin.config import load_config, provide_keys
from admin.worker import end_with_parent, run_worker


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--begleitet` is for `serve`: end with standard input."""
    parser.add_argument("--begleitet", action="store_true", help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Work until SIGTERM or SIGINT; first, what killed backups left beside the database goes."""
    config = provide_keys(load_config(os.environ))
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    if args.begleitet:
        end_with_parent()
    with open_database(config):
        sweep(config.var_dir)
    run_worker(config)
    return 0
