"""The parts that screens are made of."""

from ui.widgets.basics import Button, Heading, Icon, IconText, KeyCap, Panel, Tag, Text, name_widget, rule
from ui.widgets.cards import DateLine, DatesPanel, Hint, HintCard, Tile, clear
from ui.widgets.choices import Choice, exact, fitting
from ui.widgets.datebox import DateBox
from ui.widgets.dates import day_words, read_date, weekday
from ui.widgets.drafts import DraftSaver
from ui.widgets.fields import Narrative, TextField
from ui.widgets.grid import ErrorLine, FormGrid
from ui.widgets.picker import Picker

__all__ = [
    "Button",
    "Choice",
    "DateBox",
    "DateLine",
    "DatesPanel",
    "DraftSaver",
    "ErrorLine",
    "FormGrid",
    "Heading",
    "Hint",
    "HintCard",
    "Icon",
    "IconText",
    "KeyCap",
    "Narrative",
    "Panel",
    "Picker",
    "Tag",
    "Text",
    "TextField",
    "Tile",
    "clear",
    "day_words",
    "exact",
    "fitting",
    "name_widget",
    "read_date",
    "rule",
    "weekday",
]
