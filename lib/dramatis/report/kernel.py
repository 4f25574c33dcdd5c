"""The kernel in which a report's notebook runs: this very Python, started without what a report never needs.

``python -P -m dramatis.report.kernel -f FILE`` starts an ordinary ipykernel. :class:`OwnKernelManager` runs that command,
whatever kernels are registered on the machine.
"""

import sys
from types import ModuleType
from typing import Any, ClassVar

__all__ = ["main", "own_kernel_manager", "without_unused_parsers"]


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

        @property
        def kernel_spec(self) -> KernelSpec:
            return KernelSpec(argv=argv, display_name="Dramatis", language="python")

        def client(self, **options: Any) -> Any:
            self.clients.append(super().client(**options))
            return self.clients[-1]

    sockets = {} if sys.platform == "win32" else {"transport": "ipc"}
    return OwnKernelManager(kernel_name="python3", connection_file=f"{folder}/k.json", **sockets)


def main() -> None:
    """Run the kernel until it is shut down."""
    without_unused_parsers()
    _without_command_line_of_spacy()
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance()


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
