"""A production with a file tree, and work in it: what files are made for."""

from typing import Any

from tests.harness import Client, Reply
from tests.studio import Studio, Values

TREE: Values = {
    "working": {
        "mountpoint": "/mnt",
        "root": "prods",
        "folder_path": {
            "shot": "<Project>/<Sequence>/<Shot>/<TaskType>/<Software>",
            "asset": "<Project>/<AssetType>/<Asset>",
            "style": "lowercase",
        },
        "file_name": {"shot": "<Shot>_<Name>_v<Version>", "asset": "<Asset>_<Name>_v<Version>", "style": "lowercase"},
    },
    "output": {
        "mountpoint": "/mnt",
        "root": "out",
        "folder_path": {
            "shot": "<Project>/<Shot>/<OutputType>/v<Version>",
            "asset": "<Project>/<Asset>/<OutputType>",
            "instance": "<Project>/<TemporalEntity>/<Asset>/<Instance>",
        },
        "file_name": {
            "shot": "<Shot>_<Name>_v<Version>",
            "asset": "<Asset>_<Name>_v<Version>",
            "instance": "<Asset>_<Instance.number>_v<Version>",
        },
    },
}


class World:
    """A production "Sintel" with the shot "Shot 010" of "Seq12" and the asset "Tea Pot", a task on each."""

    def __init__(self, studio: Studio) -> None:
        self.studio, self.admin = studio, studio.admin
        self.project = studio.project(name="Sintel")
        self.plant(TREE)
        self.department = studio.department()
        self.layout = studio.task_type(self.project, name="Layout", department_id=self.department["id"])
        self.modeling = studio.task_type(self.project, for_entity="Asset", name="Modeling")
        self.sequence = studio.sequence(self.project, name="Seq12")
        self.shot = studio.shot(self.project, self.sequence, name="Shot 010")
        self.props = studio.asset_type(name="Props")
        self.asset = studio.asset(self.project, self.props, name="Tea Pot")
        self.task = studio.task(self.project, self.shot, self.layout)
        self.asset_task = studio.task(self.project, self.asset, self.modeling)
        self.software = studio.make("/data/softwares", name="Maya", short_name="maya", file_extension=".ma")
        self.cache = studio.make("/data/output-types", name="Cache", short_name="abc")
        self.elsewhere = studio.project()

    def plant(self, tree: Any, project: Values | None = None) -> None:
        """Give the production a file tree."""
        planted = self.admin.put(f"/data/projects/{(project or self.project)['id']}", {"file_tree": tree})
        assert planted.status == 200, planted

    def as_(self, who: str) -> Client:
        """Return somebody new on the production's team."""
        return self.studio.as_(who, self.project)

    def get(self, path: str, **headers: str) -> Any:
        """Read something as the administrator."""
        return self.admin.get(path, **headers).body

    def work_in(self, task: Values | None = None, by: Client | None = None, **values: Any) -> Reply:
        """Make a revision of a working file."""
        body = {"name": "main", "software_id": self.software["id"], **values}
        return (by or self.admin).post(f"/data/tasks/{(task or self.task)['id']}/working-files/new", body)

    def output(self, place: str | None = None, by: Client | None = None, **values: Any) -> Reply:
        """Make a revision of an output, of the shot if no place is given."""
        body = {"output_type_id": self.cache["id"], "task_type_id": self.layout["id"], **values}
        return (by or self.admin).post(f"{place or '/data/entities/' + self.shot['id']}/output-files/new", body)

    def instance(self) -> tuple[Values, str]:
        """Return an instance of the asset in a scene, and the path of what is made of it there."""
        made = {"name": "Kitchen", "sequence_id": self.sequence["id"]}
        scene = self.studio.make(f"/data/projects/{self.project['id']}/scenes", **made)
        instance = self.studio.make(f"/data/scenes/{scene['id']}/asset-instances", asset_id=self.asset["id"])
        return instance, f"/data/asset-instances/{instance['id']}/entities/{scene['id']}"
