"""Prints public pages with less work: gives the nodes of their templates quicker classes once a template is read.

Named by the settings as the engine of templates. Each quicker class prints what Django's own prints and leaves to it
whatever is not as plain as it expects, so that a node changes its class and nothing else; a test compares both.
"""

from collections.abc import Iterator
from html import escape
from typing import Any

from django.conf import settings
from django.template import NodeList, base, smartif
from django.template.backends.django import DjangoTemplates
from django.template.context import Context
from django.template.defaulttags import CommentNode, LoadNode
from django.template.loader_tags import BlockNode, IncludeNode
from django.template.loaders import cached
from django.templatetags.i18n import BlockTranslateNode
from django.templatetags.static import StaticNode
from django.utils.safestring import SafeString

PUBLIC = ("base.html", "components/", "kinds/", "pages/")
"""How the names of templates begin that print the public side; those of the admin stay as they are."""


class Path(base.Variable):
    """A variable of a template, such as `item.record.title`."""

    __slots__ = ()

    def resolve(self, context: Any) -> Any:
        """Follow the path over dictionaries and attributes; Django asks every object first whether it is a list."""
        first, *rest = self.lookups or ()
        try:
            found = context[first]
            for name in rest:
                if callable(found):
                    return super().resolve(context)
                if isinstance(found, dict):
                    found = found[name]
                elif hasattr(type(found), "__getitem__"):
                    return super().resolve(context)
                else:
                    found = getattr(found, name)
        except (KeyError, AttributeError):
            return super().resolve(context)
        return super().resolve(context) if callable(found) else found


class Value(base.VariableNode):
    """A value in a template; most are words that need nothing but escaping."""

    def render(self, context: Context) -> str:
        """Print the value."""
        found = self.filter_expression.resolve(context)
        if context.autoescape:
            if type(found) is str:
                return escape(found)
            if type(found) is SafeString:
                return found
        return base.render_value_in_context(found, context)


class Passage(BlockTranslateNode):
    """A sentence with values in it, whose source is put together once instead of at each printing."""

    def render_token_list(self, tokens: list[base.Token]) -> tuple[str, list[str]]:
        """Return the source and the names of the values, in a list of their own since the base adds to it."""
        known: dict[int, tuple[str, list[str]]] = self.__dict__.setdefault("sources", {})
        if id(tokens) not in known:
            known[id(tokens)] = super().render_token_list(tokens)
        source, names = known[id(tokens)]
        return source, [*names]


class Named:
    """The name of an included template, found once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: base.Template | None = None

    def resolve(self, context: Any) -> base.Template:
        """Return the template."""
        if self.found is None:
            self.found = context.template.engine.get_template(self.name)
        return self.found


class Static(StaticNode):
    """The address of one of our files, made once."""

    def url(self, context: Context) -> str:
        """Return the address."""
        if settings.DEBUG or self.path.is_var or self.path.filters:
            return super().url(context)
        address: str | None = self.__dict__.get("address")
        if address is None:
            address = self.__dict__["address"] = super().url(context)
        return address


class Nodes(NodeList):
    """Nodes that are printed one after the other; of the tags that print nothing none is left."""

    def render(self, context: Context) -> SafeString:
        """Print the nodes; what names the place of an error is asked only while developing, as Django does."""
        if context.template is None or context.template.engine.debug:
            return super().render(context)
        return SafeString("".join([node.render(context) for node in self]))

    def get_nodes_by_type(self, nodetype: type[base.Node]) -> list[base.Node]:
        """Return the nodes of a type at any depth; blocks are looked for whenever a page extends a template."""
        if nodetype is not BlockNode:
            return super().get_nodes_by_type(nodetype)
        blocks: list[base.Node] | None = self.__dict__.get("blocks")
        if blocks is None:
            blocks = self.__dict__["blocks"] = super().get_nodes_by_type(nodetype)
        return blocks


QUICKER: dict[type[Any], type[Any]] = {
    base.Variable: Path,
    base.VariableNode: Value,
    NodeList: Nodes,
    BlockTranslateNode: Passage,
    StaticNode: Static,
}


SILENT = (CommentNode, LoadNode)


def quicken(template: base.Template) -> None:
    """Give what a template is made of its quicker classes."""
    for thing in _inside(template.nodelist, set()):
        if isinstance(thing, IncludeNode) and _is_name(thing.template):
            vars(thing)["template"] = Named(thing.template.var)
        elif type(thing) in QUICKER and getattr(thing, "lookups", ()) is not None:
            thing.__class__ = QUICKER[type(thing)]
        if isinstance(thing, Nodes):
            thing[:] = [node for node in thing if not isinstance(node, SILENT)]


def _is_name(given: Any) -> bool:
    plain = isinstance(given, base.FilterExpression) and not given.is_var and not given.filters
    return plain and isinstance(given.var, str) and not given.var.startswith(".")


def _inside(thing: Any, seen: set[int]) -> Iterator[Any]:
    """Go through nodes, conditions, expressions and variables at any depth, each once."""
    if id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, list | tuple):
        if isinstance(thing, NodeList):
            yield thing
        within: Any = list(thing)
    elif isinstance(thing, dict):
        within = thing.values()
    elif isinstance(thing, base.FilterExpression):
        within = (thing.var, thing.filters)
    elif isinstance(thing, base.Node | smartif.TokenBase):
        yield thing
        within = list(vars(thing).values())
    else:
        if isinstance(thing, base.Variable):
            yield thing
        return
    for part in within:
        yield from _inside(part, seen)


class Loader(cached.Loader):
    """Django's loader, which keeps what it has read."""

    def get_template(self, template_name: str, skip: Any = None) -> base.Template:
        """Return a template, with quicker nodes where it is one of the public side."""
        template = super().get_template(template_name, skip)
        if type(template.nodelist) is NodeList and template_name.startswith(PUBLIC):
            quicken(template)
        return template


class Templates(DjangoTemplates):
    """Django's engine of templates with the loader above in the place of its own."""

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        _name, loaders = self.engine.loaders[0]
        self.engine.loaders = [("library.rendering.Loader", loaders)]
