"""The bytes that were sent of working files: one upload each, a later one in the place of an earlier one."""

from chalicelib.store import Collection, Record


class WorkingFileContent(Record, frozen=True, kw_only=True):
    """What was sent of a working file; its id is the file's. Never answered.

    `upload_id` names the upload in the bucket, so that whoever reads the one before reads it to its end.
    """

    upload_id: str
    production_id: str = ""

    @property
    def place(self) -> str:
        """Return where the bytes lie in the bucket."""
        return f"{folder(self.id)}{self.upload_id}"


working_file_contents = Collection(WorkingFileContent, within="production_id")


def folder(working_file_id: str) -> str:
    """Return the prefix of the names of a working file's bytes in the bucket."""
    return f"working-files/{working_file_id}/"
