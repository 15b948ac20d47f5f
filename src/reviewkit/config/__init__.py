"""reviewkit's own settings: one schema, defaults that need no file, errors that name the line."""

from reviewkit.config.loading import SETTINGS_FILE, load_settings, setting_place
from reviewkit.config.schema import (
    AnnounceSettings,
    BlueskySettings,
    FeedPaths,
    FeedSettings,
    FeedSubject,
    Markup,
    MastodonSettings,
    MoreFeeds,
    ReviewSettings,
    Settings,
    SiteSettings,
    json_schema,
)

__all__ = [
    "SETTINGS_FILE",
    "AnnounceSettings",
    "BlueskySettings",
    "FeedPaths",
    "FeedSettings",
    "FeedSubject",
    "Markup",
    "MastodonSettings",
    "MoreFeeds",
    "ReviewSettings",
    "Settings",
    "SiteSettings",
    "json_schema",
    "load_settings",
    "setting_place",
]
