"""A process with all imports done and the pipeline loaded, from which the kernels of reports are forked.

A kernel that is started costs two to three seconds, nearly all of it imports; one that is forked costs some hundredths of one. Its
notebook runs through the same kernel program, the same papermill and the same nbconvert, so the pages are the same bytes.

References
----------
.. [1] Jupyter, *Kernel provisioning*, https://jupyter-client.readthedocs.io/en/stable/provisioning.html
.. [2] Python, *gc.freeze*, https://docs.python.org/3/library/gc.html#gc.freeze: what is there before a fork stays shared.
"""

import gc
import os
import sys
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from dramatis.errors import DramatisError
from dramatis.kernels.forking import Forked
from dramatis.report import kernel
from dramatis.report.parameters import ARTICLE_NOTEBOOK
from dramatis.resources import resource

__all__ = ["forked_kernels", "prepare"]

_LIBRARIES = (
    *(f"dramatis.{name}" for name in ("analysis", "figures", "prose", "readers")),
    *(f"dramatis.report.{name}" for name in ("cast", "parts", "reading", "render", "said", "takeaway", "topic_list", "workbook")),
    *("filelock", "ipykernel.debugger", "ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell"),
    *("IPython.core.completerlib", "IPython.core.debugger", "IPython.core.logger", "IPython.core.oinspect", "IPython.display"),
    *("IPython.extensions.storemagic", "tornado.platform.asyncio", "zmq.utils.garbage"),
    *("matplotlib.pyplot", "matplotlib.backends.backend_svg", "matplotlib_inline.backend_inline"),
    *("nbclient", "nbconvert.exporters.html", "nbformat", "onnxruntime", "pandas", "papermill"),
)
"""What a report imports on its way; a name that is missing is left to the report."""
_REHEARSED = "Ana Roe of Rome met Ben Poe on Monday. “We shall build a new bridge,” said Roe. Poe said that the bridge was his."


@cache
def prepare(pipeline: str) -> None:
    """Import all that reports need, load the pipeline and rehearse a page, once.

    A pipeline that cannot be loaded is left for the report to tell.
    """
    kernel.without_what_no_report_needs()
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")  # matplotlib asks for it once, at its import
    if "numpy" not in sys.modules:
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
            os.environ.setdefault(name, "1")  # threads do not live through a fork
    for name in _LIBRARIES:
        try:
            import_module(name)
        except ImportError:
            continue
    with suppress(DramatisError):
        _rehearse(pipeline)
    gc.collect()
    gc.freeze()


def forked_kernels() -> None:
    """From now on the kernels of this process's reports are forked from it, not started; to be called in a child of a prepared process."""
    from jupyter_client.provisioning.local_provisioner import LocalProvisioner

    class ForkProvisioner(LocalProvisioner):
        """Forks the kernel where others start a program."""

        async def launch_kernel(self, cmd: list[str], **options: Any) -> dict[str, Any]:
            arguments = cmd[cmd.index("-f") :]
            log = Path(arguments[1]).with_suffix(".log")
            self.process = Forked(lambda: kernel.launch(arguments, options.get("env", {}), options.get("cwd")), log, group=False)
            self.pid = self.process.pid
            return self.connection_info

    kernel.use_provisioner(ForkProvisioner)


def _rehearse(pipeline: str) -> None:
    """Run the cells of the article notebook here and export them: fonts, templates and schemas are read at their first use."""
    import nbformat

    from dramatis.report.execution import html_page

    notebook = nbformat.read(resource(ARTICLE_NOTEBOOK), as_version=4)
    with NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as article:
        article.write(_REHEARSED)
        article.flush()
        names: dict[str, Any] = {}
        for cell in (cell for cell in notebook.cells if cell.cell_type == "code"):
            exec(cell.source, names)  # noqa: S102  the notebook that ships
            if "parameters" in cell.metadata.get("tags", []):
                names |= {"article": article.name, "pipeline": pipeline}
            cell.outputs = [nbformat.v4.new_output("display_data", data={"text/html": "<p>&amp;</p>"})]
    nbformat.validate(notebook)
    html_page(notebook)
