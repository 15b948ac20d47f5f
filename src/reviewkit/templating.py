"""The one Jinja2 environment: the site's own templates first, then those of the package."""

import traceback
from pathlib import Path

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reviewkit.assets import SITE_TEMPLATES
from reviewkit.errors import TemplateError, Where

__all__ = ["make_environment", "render"]


def make_environment(site_root: Path | None) -> jinja2.Environment:
    """Make the environment in which every template runs.

    A template is looked for in `_reviewkit/templates` below `site_root`, then in the package.
    Templates run in Jinja2's sandbox and fail on names that do not exist. Only HTML templates
    escape; announcement texts are plain text.
    """
    loaders: list[jinja2.BaseLoader] = []
    if site_root is not None:
        loaders.append(jinja2.FileSystemLoader(site_root / SITE_TEMPLATES))
    loaders.append(jinja2.PackageLoader("reviewkit", "templates"))
    return ImmutableSandboxedEnvironment(
        loader=jinja2.ChoiceLoader(loaders),
        autoescape=jinja2.select_autoescape(enabled_extensions=("html", "html.j2")),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


def render(environment: jinja2.Environment, name: str, values: dict[str, object]) -> str:
    """Fill the template called `name` with `values`.

    Raises TemplateError naming the template's file and line when it is missing, has a syntax
    error, uses an unknown name, or fails while it runs.
    """
    try:
        return environment.get_template(name).render(values)
    except jinja2.TemplateNotFound as error:
        raise _missing(str(error.name or name), name) from error
    except jinja2.TemplateSyntaxError as error:
        raise TemplateError(
            f"the template has a syntax error: {error.message}",
            where=_shown(error.filename or name, error.lineno),
            fix="see docs/announcements.md for what a template may hold",
        ) from error
    except Exception as error:
        # A template is the user's program: whatever it raises is the template's fault.
        raise TemplateError(
            f"the template does not work: {error}",
            where=_failed_at(error, name),
            fix="see docs/announcements.md for the names a template may use",
        ) from error


def _missing(name: str, wanted_by: str) -> TemplateError:
    return TemplateError(
        f"the template {name} does not exist",
        where=Where(wanted_by),
        fix=f"put it below {SITE_TEMPLATES} in the site, or remove what includes it",
    )


def _failed_at(error: Exception, name: str) -> Where:
    """Give the last template line in the traceback; Jinja2 rewrites frames to template lines."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).suffix == Path(name).suffix
    ]
    return _shown(frames[-1].filename, frames[-1].lineno) if frames else Where(name)


def _shown(filename: str, line: int | None) -> Where:
    """Name a site's template relative to the site, any other by its whole path."""
    start = Path(filename).as_posix().find(f"/{SITE_TEMPLATES}/")
    return Where(filename[start + 1 :] if start >= 0 else filename, line)
