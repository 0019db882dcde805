"""The reading editions of one interview: HTML, text and captions, made by stylesheets that can reach nothing else.

An edition depends on the TEI, the stylesheets and their parameters alone; the same input gives the same bytes.
"""

from preserve.render.addresses import media_base
from preserve.render.editions import Edition, remarks, save
from preserve.render.looks import Look, staged
from preserve.render.renderer import Renderer
from preserve.render.views import VIEWS, Parameters, View

__all__ = ["VIEWS", "Edition", "Look", "Parameters", "Renderer", "View", "media_base", "remarks", "save", "staged"]
