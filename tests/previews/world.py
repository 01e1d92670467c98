"""A production with a shot, a task and a comment: what a preview is published in."""

import io
import random
from typing import Any

from PIL import Image

from chalicelib.store import files
from tests.harness import Client, Reply
from tests.studio import Studio


def picture_of(width: int = 64, height: int = 48, kind: str = "PNG") -> bytes:
    """Return a picture of noise, which does not compress to nothing."""
    file = io.BytesIO()
    noise = random.Random(7).randbytes(width * height * 3)
    Image.frombytes("RGB", (width, height), noise).save(file, kind)
    return file.getvalue()


def name_of(preview: dict[str, Any], ending: str) -> str:
    """Return the one name of a preview's files in the bucket that ends so."""
    [name] = [name for name in files.below(f"previews/{preview['id']}/") if name.endswith(f"/{ending}")]
    return name


class World:
    """A task of a shot, with a comment."""

    def __init__(self, studio: Studio) -> None:
        self.studio, self.admin = studio, studio.admin
        self.project = studio.project()
        self.status = studio.status()
        self.type = studio.task_type(self.project)
        self.shot = studio.shot(self.project)
        self.task = studio.task(self.project, self.shot, self.type)
        self.comment = studio.comment(self.task, self.status)

    def get(self, path: str, **headers: str) -> Reply:
        """Read something as the administrator."""
        return self.admin.get(path, **headers)

    def announce(self, by: Client | None = None, comment: Any = None) -> dict[str, Any]:
        """Announce a file of the comment."""
        comment_id = (comment or self.comment)["id"]
        made = (by or self.admin).post(f"/actions/tasks/{self.task['id']}/comments/{comment_id}/add-preview")
        assert made.status == 201, made
        return self.get(f"/data/preview-files/{made.body['id']}").body

    def send(self, preview: dict[str, Any], name: str, content: bytes) -> Reply:
        """Send the file of a preview."""
        return self.admin.upload(f"/pictures/preview-files/{preview['id']}", name, content)

    def picture(self, width: int = 64, height: int = 48) -> dict[str, Any]:
        """Publish a picture with a comment of its own."""
        preview = self.announce(comment=self.studio.comment(self.task, self.status))
        sent = self.send(preview, "frame.png", picture_of(width, height))
        assert sent.status == 201, sent
        return sent.body
