"""A page of HTML that stands alone: nothing of it comes from outside, and every text in it is text."""

import htpy as h

_NOTHING_FROM_OUTSIDE = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
@page { size: A4 }
body { font: 10.5pt/1.35 Arial, Helvetica, sans-serif; color: #111; background: #fff;
  overflow-wrap: anywhere }
h1 { font-size: 1.5em; margin: 0 0 .2em } h2 { font-size: 1.15em; margin: 1.1em 0 .3em }
p, ul { margin: .3em 0 } li { margin: .2em 0 }
table { border-collapse: collapse; width: 100% }
@media screen { body { padding: 1.5em 1em } }
th, td { text-align: left; vertical-align: top; border-bottom: 1px solid #888; padding: .25em .6em .25em 0 }
"""


def page(title: str, style: str, body: h.Element) -> str:
    """The page: `style` is what it needs besides what all pages share, `body` its body."""
    return str(
        h.html(lang="en-GB")[
            h.head[
                h.meta(charset="utf-8"),
                h.meta(http_equiv="Content-Security-Policy", content=_NOTHING_FROM_OUTSIDE),
                h.meta(name="viewport", content="width=device-width"),
                h.title[title],
                h.style[_STYLE + style],
            ],
            body,
        ]
    )
