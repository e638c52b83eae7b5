"""Who is who across pages: profiles, how they come about, and how people put them right.

Everything takes the archive's connection; what writes does so within the caller's transaction.
"""

from __future__ import annotations

from sayso.archive.profiles.changes import (
    Change,
    ChangeError,
    UnknownProfileError,
    merge,
    split,
    undo,
)
from sayso.archive.profiles.find import (
    Decision,
    Explanation,
    Profile,
    RoleTold,
    explain,
    find_profiles,
    profile,
    roles_of,
)
from sayso.archive.profiles.link import link_entities, unlink_page

__all__ = [
    "Change",
    "ChangeError",
    "Decision",
    "Explanation",
    "Profile",
    "RoleTold",
    "UnknownProfileError",
    "explain",
    "find_profiles",
    "link_entities",
    "merge",
    "profile",
    "roles_of",
    "split",
    "undo",
    "unlink_page",
]
