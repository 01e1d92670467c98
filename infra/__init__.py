"""Where Inari runs: the template of what it keeps, the deployment, and the local server."""
