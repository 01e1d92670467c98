"""Builds the package and deploys the stack: on AWS (`make deploy STAGE=…`) or on an emulator (`make deploy-local`)."""
