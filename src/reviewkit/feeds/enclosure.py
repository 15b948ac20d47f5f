"""The hero image as an enclosure: address, length and type, in the words RSS and Atom share."""

from reviewkit.model import Image

__all__ = ["enclosure"]


def enclosure(image: Image | None) -> dict[str, str]:
    """Give `url`, `length` in bytes and `type` of an enclosure; empty when there can be none.

    RSS 2.0 wants all three. A picture on another host has no known length, for which the RSS Best
    Practices Profile says 0; one without a known type is left to the other elements.
    """
    if image is None or image.type is None:
        return {}
    return {"url": image.url, "length": str(image.bytes or 0), "type": image.type}
