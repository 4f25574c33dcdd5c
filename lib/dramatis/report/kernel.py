"""The kernel in which a report's notebook runs: this very Python, started without what a report never needs.

``python -P -m dramatis.report.kernel -f FILE`` starts an ordinary ipykernel. :class:`OwnKernelManager` runs that command,
whatever kernels are registered on the machine.
"""

import os
import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Any, ClassVar

__all__ = ["launch", "main", "own_kernel_manager", "use_provisioner", "without_unused_parsers", "without_what_no_report_needs"]

_PROVISIONER: list[type] = []
"""What starts the kernels of this process, where it is told by :func:`use_provisioner`; else the program is started."""


def without_unused_parsers() -> None:
    """Keep ``jsonschema`` from building the parsers of ``rfc3987_syntax``, which takes about a second at its import.

    They check the formats of international URLs, which no schema of Jupyter names. To ``jsonschema`` the optional
    package now looks absent; it then checks no such format.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def own_kernel_manager(folder: str) -> Any:
    """A manager, not yet started, of a kernel that runs this Python; `folder` (private) holds its sockets.

    Its ``clients`` are those that were made; who starts the kernel stops their channels at the end.

    The kernel talks over Unix sockets where the system has them, since TCP ports are open to every user of a shared machine.
    """
    without_unused_parsers()
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager

    argv = [sys.executable, "-P", "-m", "dramatis.report.kernel", "-f", "{connection_file}", "--HistoryManager.enabled=False"]

    class OwnKernelManager(AsyncKernelManager):
        clients: ClassVar[list[Any]] = []

        async def _async_pre_start_kernel(self, **options: Any) -> Any:
            if _PROVISIONER and self.provisioner is None:
                self.provisioner = _PROVISIONER[-1](kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self)
            return await super()._async_pre_start_kernel(**options)

        @property
        def kernel_spec(self) -> KernelSpec:
            return KernelSpec(argv=argv, display_name="Dramatis", language="python")

        def client(self, **options: Any) -> Any:
            self.clients.append(super().client(**options))
            return self.clients[-1]

    sockets = {} if sys.platform == "win32" else {"transport": "ipc"}
    return OwnKernelManager(kernel_name="python3", connection_file=f"{folder}/k.json", **sockets)


def use_provisioner(provisioner: type) -> None:
    """Have later kernels of this process made by a kernel provisioner of Jupyter's, such as one that forks them."""
    _PROVISIONER.append(provisioner)


def main() -> None:
    """Run the kernel until it is shut down."""
    without_what_no_report_needs()
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance()


def launch(arguments: list[str], environment: Mapping[str, str], folder: str | None) -> None:
    """Run the kernel in this process, which was forked for it, as if it had been started with these."""
    os.environ.update(environment)
    if folder:
        os.chdir(folder)
    sys.argv = ["dramatis.report.kernel", *arguments]
    main()


def without_what_no_report_needs() -> None:
    """Keep out what takes long to import and is never used here."""
    without_unused_parsers()
    _without_command_line_of_spacy()
    sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]  # the debugger of JupyterLab; ipykernel does without it


def _without_command_line_of_spacy() -> None:
    """Keep ``import spacy`` from loading its command line, with HTTP clients and project tools, for the one function ``spacy.info``.

    That is a third of the time of the import. In this kernel ``spacy.cli`` is empty.
    """
    command_line = ModuleType("spacy.cli.info")
    command_line.info = lambda *_, **__: {}  # type: ignore[attr-defined]
    sys.modules.setdefault("spacy.cli", ModuleType("spacy.cli"))
    sys.modules.setdefault("spacy.cli.info", command_line)


if __name__ == "__main__":
    main()
