"""The notebook on papermill: kernel over ipc, progress per cell, no file in between."""

import ast
import os
from collections.abc import Callable, Sequence
from typing import Any

import nbformat
import papermill
from jupyter_client.manager import AsyncKernelManager
from papermill.engines import NBClientEngine, papermill_engines

from notebooks.run.grenzen import die_with_parent

MOTOR = "krm"
Melden = Callable[[int, int], None]
Warten = Callable[[], None]


class IpcKernel(AsyncKernelManager):
    """A kernel behind a socket file instead of open TCP ports; it dies with this process."""

    transport = "ipc"

    async def _async_launch_kernel(self, kernel_cmd: list[str], **mehr: Any) -> None:
        # jupyter_client gives the kernel a session of its own, out of reach of our group's signal.
        await super()._async_launch_kernel(kernel_cmd, preexec_fn=die_with_parent, **mehr)

    _launch_kernel = _async_launch_kernel


class Motor(NBClientEngine):
    """papermill's own engine, which also says which cell it has come to.

    Before the first cell that needs the snapshot it waits for it.
    """

    warten: Warten = staticmethod(lambda: None)
    melden: Melden = staticmethod(lambda n, von: None)

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **mehr: Any) -> Any:
        beginne, zahl = nb_man.cell_start, len(nb_man.nb.cells)
        erste = first_with_data([zelle.source for zelle in nb_man.nb.cells])

        def cell_start(cell: Any, cell_index: int, **rest: Any) -> None:
            if cell_index == erste:
                cls.warten()
            cls.melden(cell_index + 1, zahl)
            beginne(cell, cell_index, **rest)

        nb_man.cell_start = cell_start
        return super().execute_managed_notebook(nb_man, kernel_name, **mehr)


papermill_engines.register(MOTOR, Motor)


def first_with_data(zellen: Sequence[str]) -> int:
    """The first cell that does more than import and name constants; at the latest the last."""
    found = (nr for nr, zelle in enumerate(zellen) if not _only_names(zelle))
    return next(found, len(zellen) - 1)


def _only_names(zelle: str) -> bool:
    try:
        anweisungen = ast.parse(zelle).body
    except SyntaxError:
        return False
    return all(
        isinstance(a, (ast.Import, ast.ImportFrom))
        or (isinstance(a, (ast.Assign, ast.AnnAssign)) and isinstance(a.value, ast.Constant))
        for a in anweisungen
    )


def run_notebook(pfad: str, parameter: dict[str, Any], warten: Warten, melden: Melden) -> Any:
    """Execute the notebook with these parameters; gives it with its outputs.

    `warten` comes back when what the notebook reads is there; until then it gets ready.
    Raises papermill's and nbclient's errors; the caller must not trust the notebook's metadata,
    which call a killed kernel „completed“.
    """
    Motor.warten, Motor.melden = staticmethod(warten), staticmethod(melden)
    notebook = nbformat.read(pfad, as_version=4)
    notebook.cells = [zelle for zelle in notebook.cells if zelle.cell_type == "code"]
    return papermill.execute_notebook(
        notebook,
        None,
        parameters=parameter,
        engine_name=MOTOR,
        kernel_name="python3",
        language="python",
        kernel_manager_class=IpcKernel,
        # Nothing of it is needed any more, and to end politely would take it a second.
        shutdown_kernel="immediate",
        progress_bar=False,
        request_save_on_cell_execute=False,
        cwd=os.getcwd(),
    )
