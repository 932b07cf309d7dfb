"""How JupyterLab serves the course: quiet, to this computer only, asking nothing of the network.

start.py names this folder in JUPYTER_CONFIG_PATH, so a person's other JupyterLab is not touched.
"""

import os

# The models solve small systems, and there the threads of a linear algebra library cost more than they save.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

c = get_config()  # noqa: F821 - put here by Jupyter

c.LabApp.extension_manager = "readonly"  # the other one asks a package index
c.LabApp.news_url = None
c.ServerApp.answer_yes = True  # the first Ctrl-C is enough
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.terminals_enabled = False
c.LabApp.log_level = "ERROR"  # the address to open stands above this level
