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
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from dramatis.errors import DramatisError
from dramatis.kernels.forking import Forked
from dramatis.report import kernel

__all__ = ["forked_kernels", "prepare"]

_LIBRARIES = (
    *(f"dramatis.{name}" for name in ("analysis", "figures", "prose", "readers")),
    *(f"dramatis.report.{name}" for name in ("cast", "parts", "reading", "render", "said", "takeaway", "topic_list", "workbook")),
    *("ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell", "IPython.display", "nbclient", "nbformat"),
    *("matplotlib.pyplot", "matplotlib.backends.backend_svg", "matplotlib_inline.backend_inline"),
    *("nbconvert.exporters.html", "onnxruntime", "pandas", "papermill"),
)
"""What a report imports on its way; a name that is missing is left to the report."""


@cache
def prepare(pipeline: str) -> None:
    """Import all that reports need and load the pipeline, once; a pipeline that cannot be loaded is left for the report to tell."""
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
    _load(pipeline)
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


def _load(pipeline: str) -> None:
    from dramatis.article import make_article
    from dramatis.pipeline import load_pipeline

    try:
        nlp = load_pipeline(pipeline)
        import_module("dramatis.analysis").analyze(make_article("Ana Roe met Ben Poe on Monday."), nlp)
    except DramatisError:
        return
