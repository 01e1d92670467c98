"""`python -m infra.deploy.administrator`: makes what a new studio begins with, in the stack that the environment names.

EMAIL says who the administrator is, PASSWORD their first password. What is there already stays as it is.
"""

import os

from chalicelib.founding import found

if __name__ == "__main__":
    found(os.environ["EMAIL"], os.environ["PASSWORD"])
