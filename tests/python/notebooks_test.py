"""The notebooks of configs/ run."""

import subprocess
import sys
import unittest

from support import SOURCES, Folder


class Notebooks(Folder):
    def test_they_run(self):
        notebooks = sorted((SOURCES / "configs" / "notebooks").glob("*.ipynb"))
        self.assertGreater(len(notebooks), 0)
        try:
            import ipykernel  # noqa: F401
            import nbconvert  # noqa: F401
            import pandas  # noqa: F401
        except ImportError as error:
            self.skipTest(f"{error.name} is not installed")
        for notebook in notebooks:
            options = ["--to", "html", "--execute", "--ExecutePreprocessor.kernel_name=python3"]
            outcome = subprocess.run(
                [sys.executable, "-m", "nbconvert", *options, "--output-dir", self.folder, notebook],
                capture_output=True,
                text=True,
                timeout=500,
            )
            self.assertEqual(outcome.returncode, 0, outcome.stderr)
            page = (self.folder / (notebook.stem + ".html")).read_text()
            self.assertIn("keeps people listening", page)


if __name__ == "__main__":
    unittest.main()
