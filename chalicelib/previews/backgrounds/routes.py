"""Operations of preview backgrounds, and of which of them productions and templates offer."""

from typing import Any, NoReturn

import msgspec

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule, NoSuchMethod, NotFound, NotStored, StillUsed
from chalicelib.previews.backgrounds import rules
from chalicelib.previews.backgrounds.records import PreviewBackgroundFile, preview_background_files
from chalicelib.previews.pictures import kinds
from chalicelib.previews.pictures.rules import Unreadable, small
from chalicelib.previews.serving import Served, serve
from chalicelib.projects.projects import views
from chalicelib.projects.projects.records import Project, projects
from chalicelib.projects.templates import rules as templates
from chalicelib.projects.templates.records import ProjectTemplate, project_templates
from chalicelib.store import files, gather
from chalicelib.store.ids import well_formed
from chalicelib.store.records import NonEmpty
from chalicelib.web.answers import list_of, part_of
from chalicelib.web.body import Sent
from chalicelib.web.filters import cut
from chalicelib.web.http import Answer, Request
from chalicelib.web.refusals import answer_to
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, table

routes = Routes(__name__)
ENDING, RADIANCE = "hdr", "image/vnd.radiance"
Shown = dict[str, Any]


def _others(background_id: str) -> list[PreviewBackgroundFile]:
    return [one for one in preview_background_files.all() if one.id != background_id]


def _kept(changes: Changes, new: PreviewBackgroundFile, *, named: bool, default: bool) -> PreviewBackgroundFile:
    others = _others(new.id) if named or default else []
    if named:
        rules.check_name(new.name, others)
    if default:
        rules.only_default(changes, others)
    return new


def _added(changes: Changes, _by: Actor, new: PreviewBackgroundFile) -> PreviewBackgroundFile:
    return _kept(changes, new, named=True, default=new.is_default)


def _changed(
    changes: Changes, _by: Actor, old: PreviewBackgroundFile, new: PreviewBackgroundFile
) -> PreviewBackgroundFile:
    return _kept(changes, new, named=new.name != old.name, default=new.is_default and not old.is_default)


def _removed(changes: Changes, _by: Actor, background: PreviewBackgroundFile, _force: bool) -> None:
    productions, templates = gather(projects.all, project_templates.all)
    offered = [one.preview_background_files for one in productions] + [
        one.preview_background_files for one in templates
    ]
    if any(background.id in ids for ids in offered):
        raise StillUsed("productions or templates offer this background")
    changes.discard(_place(background.id, ENDING), _place(background.id, "png"))


def _place(background_id: str, ending: str) -> str:
    return f"pictures/backgrounds/{background_id}.{ending}"


table(
    routes, "/data/preview-background-files", preview_background_files, read=access.signed_in, write=access.admin,
    hooks=Hooks(added=_added, changed=_changed, removed=_removed),
)  # fmt: skip


@routes.post(
    "/pictures/preview-background-files/{preview_background_file_id}", allow=access.admin, shows=PreviewBackgroundFile
)
def send(preview_background_file: PreviewBackgroundFile, sent: Sent, changes: Changes) -> Shown | Answer:
    """Give a background its picture, as often as one likes; one that can't be read takes the background along."""
    if "file" not in sent.files:
        raise BreaksRule("file: is required, as a file of a form")
    file, background = sent.files["file"], preview_background_file
    name = kinds.name_of(file.name)
    try:
        if name.ending != ENDING:
            raise Unreadable(f"must be a .{ENDING}")
        files.put(_place(background.id, "png"), small(rules.read_radiance(file.stream), (300, 200)), kinds.PNG)
    except Unreadable as error:
        _removed_unread(changes, background)
        return answer_to(BreaksRule(f"file: {error}"))
    file.stream.seek(0)
    files.put_stream(_place(background.id, ENDING), file.stream, file.size, RADIANCE)
    facts = {"original_name": name.stem, "extension": ENDING, "file_size": file.size}
    changes.tell("preview-background-file:add-file", preview_background_file_id=background.id, extension=ENDING)
    return cut(changes.save(msgspec.structs.replace(background, **facts)), relations=False, shown=None)


def _removed_unread(changes: Changes, background: PreviewBackgroundFile) -> None:
    changes.discard(_place(background.id, ENDING), _place(background.id, "png"))
    changes.remove(background)
    changes.tell("preview-background-file:delete", preview_background_file_id=background.id)


def _served(background: PreviewBackgroundFile, ending: str, kind: str) -> Served:
    version = f"{background.id}-{background.updated_at:%Y%m%d%H%M%S}-{ending}"
    return Served(_place(background.id, ending), kind, version, background.updated_at)


@routes.get("/pictures/preview-background-files/{preview_background_file_id}.{extension}", allow=access.signed_in)
def picture(preview_background_file: PreviewBackgroundFile, extension: str, request: Request) -> Answer:
    """A background's picture, with all its brightness."""
    if extension.lower() != ENDING or preview_background_file.extension is None:
        raise NotFound(f"there is no .{extension} of this background")
    return serve(request, _served(preview_background_file, ENDING, RADIANCE))


@routes.get("/pictures/thumbnails/preview-background-files/{preview_background_file_id}.png", allow=access.signed_in)
def thumbnail(preview_background_file: PreviewBackgroundFile, request: Request) -> Answer:
    """A background in 300 x 200 pixels."""
    if preview_background_file.extension is None:
        raise NotFound("this background has no picture yet")
    return serve(request, _served(preview_background_file, "png", kinds.PNG))


@routes.post("/pictures/thumbnails/preview-background-files/{background_id}.png", allow=access.anyone)
def misplaced(background_id: str) -> NoReturn:
    """Refuse a picture that is sent where the small one is shown: that is made of it."""
    raise NoSuchMethod(f"send the picture to /pictures/preview-background-files/{background_id}")


class Choice(msgspec.Struct):
    """A background that is offered."""

    preview_background_file_id: NonEmpty


OF_PROJECT = "/data/projects/{project_id}/settings/preview-background-files"
OF_TEMPLATE = "/data/project-templates/{template_id}/preview-background-files"


@routes.get(OF_PROJECT, allow=access.team, shows=list[PreviewBackgroundFile])
def of_project(project: Project) -> list[Shown]:
    """The backgrounds that a production offers."""
    found = preview_background_files.many(project.preview_background_files).values()
    return [cut(one, relations=False, shown=None) for one in found]


@routes.post(OF_PROJECT, allow=access.manager, shows=Project)
def offer(project: Project, body: Choice, changes: Changes) -> Shown:
    """Offer a background in a production."""
    if not well_formed(body.preview_background_file_id) or not preview_background_files.find(
        body.preview_background_file_id
    ):
        raise BreaksRule("preview_background_file_id: names nothing that exists")
    return views.plain(_project_kept(changes, project, rules.using(project, body.preview_background_file_id)))


@routes.delete(f"{OF_PROJECT}/{{background_id}}", allow=access.manager)
def withdraw(project: Project, background_id: str, changes: Changes) -> None:
    """Offer a background no more; one that isn't offered is no matter."""
    _project_kept(changes, project, rules.without(project, background_id))


def _project_kept(changes: Changes, before: Project, after: Project) -> Project:
    if after == before:
        return before
    changes.tell("project:update", after.id)
    return changes.save(after)


def _brief(background: PreviewBackgroundFile) -> Shown:
    return {"id": background.id, "name": background.name, "is_default": background.is_default}


BRIEF = part_of(PreviewBackgroundFile, ("id", "name", "is_default"), "BackgroundInShort")


@routes.get(OF_TEMPLATE, allow=access.global_manager, shows=list_of(BRIEF))
def of_template(template: ProjectTemplate) -> list[Shown]:
    """The backgrounds that a template offers."""
    return [_brief(one) for one in preview_background_files.many(template.preview_background_files).values()]


@routes.post(OF_TEMPLATE, allow=access.admin, shows=BRIEF)
def offer_in_template(template: ProjectTemplate, body: Choice, changes: Changes) -> Shown:
    """Offer a background in a template."""
    found = preview_background_files.find(body.preview_background_file_id)
    if found is None:
        raise NotStored("preview_background_file_id: names nothing that exists")
    _template_kept(changes, template, rules.using(template, found.id))
    return _brief(found)


@routes.delete(f"{OF_TEMPLATE}/{{background_id}}", allow=access.admin)
def withdraw_from_template(template: ProjectTemplate, background_id: str, changes: Changes) -> None:
    """Offer a background in a template no more."""
    _template_kept(changes, template, rules.without(template, background_id))


class Default(msgspec.Struct):
    """The background that a template begins with, or none."""

    default_preview_background_file_id: str | None


@routes.put(
    "/data/project-templates/{template_id}/default-preview-background-file", allow=access.admin, shows=ProjectTemplate
)
def choose_default(template: ProjectTemplate, body: Default, changes: Changes) -> Shown:
    """Choose the background that a template begins with, among those that it offers."""
    chosen = body.default_preview_background_file_id
    if chosen is not None and chosen not in template.preview_background_files:
        raise NotStored("default_preview_background_file_id: must be one of the template's backgrounds")
    after = msgspec.structs.replace(template, default_preview_background_file_id=chosen)
    return cut(_template_kept(changes, template, after), relations=False, shown=None)


def _template_kept(changes: Changes, before: ProjectTemplate, after: ProjectTemplate) -> ProjectTemplate:
    if after == before:
        return before
    templates.tell(changes, after)
    return changes.save(after)
