"""A template that reaches out, or that would never end, is stopped within moments and told."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from rma_sheets.errors import TemplateError

from .conftest import OwnTemplates
from .test_templates import told

ESCAPES = {
    "globals": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "subclasses": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "item": "{{ customer['__class__'] }}",
    "filter-attr": "{{ customer|attr('__class__') }}",
    "map-attr": "{{ [customer.name]|map(attribute='__class__')|list|length }}{{ customer.__class__ }}",
    "map-item": "{{ items|map(attribute='__class__')|first }}",
    "sort-attr": "{{ items|sort(attribute='__class__')|length }}",
    "bound-method": "{{ customer.get.__self__ }}",
    "format": "{{ '{0.__class__}'.format(customer) }}",
    "append": "{{ items.append(1) }}",
    "pop": "{{ customer.pop('name') }}",
    "method": "{{ customer.name.upper() }}",
    "safe": "{{ customer.name|safe }}",
    "autoescape": "{% autoescape false %}{{ customer.name }}{% endautoescape %}",
    "import": "{% import '_items.txt.j2' as x %}",
    "macro": "{% macro m() %}{% endmacro %}",
    "block-set": "{% set x %}text{% endset %}",
    "super": "{% block a %}{{ super() }}{% endblock %}",
    "self": "{% block a %}{{ self.a() }}{% endblock %}",
    "print-dict": "{{ customer }}",
    "print-list": "{{ items }}",
    "loop-internals": "{% for i in items %}{{ loop.__init__ }}{% endfor %}",
}


@pytest.mark.parametrize("name", ESCAPES)
def test_a_template_cannot_reach_out(own: OwnTemplates, name: str) -> None:
    assert told(own(received_txt=ESCAPES[name])).reference in (
        "mail.template-refused", "mail.template-part", "mail.template-broken", "mail.field-missing")


RUNAWAYS = {
    "text-times": "{{ 'a' * 10**9 }}",
    "power": "{{ 9 ** 999999999 }}",
    "format": "{{ '%1000000000d' % 1 }}",
    "nested-loops": "{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}{% endfor %}"
                    "{% endfor %}{% endfor %}",
    "long-text-loop": "{% for a in range(1000) %}{% for b in range(99) %}" + "x" * 1000 + "{% endfor %}{% endfor %}",
    "range": "{{ range(10**9)|list|length }}",
    "doubling": "{% set a = 'aaaaaaaaaaaaaaaa' %}" + "{% set a = a ~ a %}" * 60 + "{{ a }}",
    "doubling-plus": "{% set a = 'aaaaaaaaaaaaaaaa' %}" + "{% set a = a + a %}" * 60 + "{{ a }}",
    "doubling-join": "{% set a = 'aaaaaaaaaaaaaaaa' %}" + "{% set a = [a, a]|join %}" * 60 + "{{ a }}",
    "nested-lists": "{% set a = [1] %}" + "{% set a = [a, a] %}" * 60 + "{{ a == a }}",
    "nested-tuples": "{% set a = (1,) %}" + "{% set a = (a, a) %}" * 60 + "{{ a|length }}",
    "centre": "{{ 'a'|center(1000000000) }}",
    "just": "{{ 'a'.ljust(1000000000) }}",
    "round": "{{ 2|round(1000000000, 'ceil') }}",
    "namespace": "{% set ns = namespace(a='a') %}{% for i in range(900) %}{% set ns.a = ns.a ~ ns.a %}{% endfor %}",
    "recursive-loop": "{% for i in [1] recursive %}{{ loop([1, 1]) }}{% endfor %}",
    "includes-itself": '{% include "received.txt.j2" %}',
    "includes-itself-twice": '{% include "received.txt.j2" %}{% include "received.txt.j2" %}',
    "extends-itself": '{% extends "received.txt.j2" %}',
    "deep": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "long": "x" * 70_000,
    "calls": "{% for i in range(1000) %}{% for j in range(50) %}{% if customer.items() %}{% endif %}{% endfor %}"
             "{% endfor %}",
}


@pytest.mark.parametrize("name", RUNAWAYS)
def test_a_template_that_would_never_end_is_stopped(own: OwnTemplates, name: str) -> None:
    started = time.monotonic()
    tracemalloc.start()
    error = told(own(received_txt=RUNAWAYS[name]))
    memory = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(error, TemplateError)
    assert time.monotonic() - started < 20   # a stuck one would take hours; a busy machine needs room
    assert memory < 50_000_000


def test_the_next_mail_is_made_after_one_was_stopped(own: OwnTemplates) -> None:
    templates = own(received_txt=RUNAWAYS["nested-loops"])
    assert told(templates).reference == "mail.template-endless"
    assert templates.render("_greeting", "fr", {"notice": "x", "customer": {"name": "Ada"}}).subject == "Bonjour Ada,"


def test_arithmetic_on_quantities_works(own: OwnTemplates) -> None:
    source = "{{ items[0].qty * 2 + 1 }} {{ 7 // 2 }} {{ 7 % 4 }} {{ 2 ** 3 }} {{ 'a' ~ 1 ~ 'b' }} {{ 'a' + 'b' }}"
    assert own(requested_txt=source, requested_html=source).render(
        "requested", "en", {"items": [{"qty": 2}]}).subject == "5 3 3 8 a1b ab"
