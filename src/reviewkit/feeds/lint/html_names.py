"""What the validation service takes for HTML, and of that for harmless, in the text of a feed.

Readers clean what they show; the service warns of everything it knows no reader to keep. A name
missing here is a warning there.
"""

from typing import Final

from reviewkit.feeds.lint.words import words

__all__ = ["CSS_PROPERTIES", "HARMLESS_ATTRIBUTES"]

HARMLESS_ATTRIBUTES: Final = words(  # of every element
    "accesskey autocapitalize autofocus class contenteditable dir draggable enterkeyhint hidden id "
    "inputmode is itemid itemprop itemref itemscope itemtype lang nonce spellcheck style tabindex "
    "title translate xml:lang xmlns "
    # of links, pictures and sound
    "allow allowfullscreen allowpaymentrequest alt as autoplay charset cite coords crossorigin "
    "datetime decoding default delay download end height href hreflang ismap kind loading longdesc "
    "loop loopcount loopend loopstart lowsrc media muted nohref ping playsinline poster preload "
    "referrerpolicy rel rev shape sizes src srclang srcset start target type usemap volume width "
    # of lists and tables
    "abbr axis cellpadding cellspacing ch char charoff choff colspan compact headers nowrap open "
    "reversed rowspan rules scope span summary valign value "
    # of forms
    "accept accept-charset action autocomplete checked cols dirname disabled enctype for form "
    "formenctype frame high keytype label list low max maxlength method min minlength multiple "
    "name optimum pattern placeholder prompt radiogroup readonly repeat-max repeat-min replace "
    "required rows selected size step template unselectable variable wrap "
    # of old pages
    "align background balance bgcolor bgproperties border bordercolor bordercolordark "
    "bordercolorlight bottompadding challenge clear color data datafld datapagesize datasrc dynsrc "
    "face galleryimg gutter hidefocus hspace icon leftspacing noshade point-size pqg rightspacing "
    "suppress toppadding urn vrml vspace"
)
"""Beside them, every attribute whose name begins with data-."""

_BOX: Final = ("top", "right", "bottom", "left")

CSS_PROPERTIES: Final = words(
    "azimuth background background-color border border-collapse border-color border-spacing "
    "border-style border-width clear color cursor direction display elevation float font "
    "font-family font-size font-style font-variant font-weight height letter-spacing line-height "
    "list-style-type margin overflow padding pause pause-after pause-before pitch pitch-range "
    "richness speak speak-header speak-numeral speak-punctuation speech-rate stress text-align "
    "text-decoration text-indent unicode-bidi vertical-align voice-family volume white-space "
    "width"
) | {
    f"{name}{side}"
    for name, ends in {
        "border": ("", "-color", "-style", "-width"),
        "margin": ("",),
        "padding": ("",),
    }.items()
    for side in (f"-{edge}{end}" for edge in _BOX for end in ends)
}
