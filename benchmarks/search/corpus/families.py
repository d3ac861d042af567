"""Names the sources of the corpus: which files of which Debian packages, and how their paths tell language and work.

Called by `packages`. A family is a set of translated texts of one origin; a benchmark can hold some of them back.
"""

import re
from dataclasses import dataclass

LANGS = {
    "en": "en", "en-US": "en", "en_US": "en", "C": "en", "": "en", None: "en",
    "fr": "fr", "fr-FR": "fr", "fr_FR.UTF-8": "fr",
    "es": "es", "es-ES": "es", "es_ES.UTF-8": "es",
}  # fmt: skip
"""A language as paths name it -> its tag."""


@dataclass(frozen=True, slots=True)
class Family:
    """A set of texts: which paths hold one, in which format, and in which packages."""

    pattern: re.Pattern[str]
    """Matches a path and names its language and what all versions of a text share."""
    form: str
    packages: tuple[str, ...]


def _family(pattern: str, form: str, packages: str) -> Family:
    return Family(re.compile(r"^(?:\./)?" + pattern), form, tuple(packages.split()))


FAMILIES = {
    "libreoffice": _family(
        r"usr/share/libreoffice/help/(?P<lang>en-US|fr|es)/text/(?P<key>.*)\.html$",
        "html",
        "libreoffice-help-en-us libreoffice-help-fr libreoffice-help-es",
    ),
    "gimp": _family(
        r"usr/share/gimp/2\.0/help/(?P<lang>en|fr|es)/(?P<key>[^/]*)\.html$",
        "html",
        "gimp-help-en gimp-help-fr gimp-help-es",
    ),
    "apache": _family(
        r"usr/share/doc/apache2-doc/manual/(?P<lang>en|fr|es)/(?P<key>.*)\.html$",
        "html",
        "apache2-doc",
    ),
    "handbook": _family(
        r"usr/share/doc/debian-handbook/html/(?P<lang>en-US|fr-FR|es-ES)/(?P<key>[^/]*)\.html$",
        "html",
        "debian-handbook",
    ),
    "harden": _family(
        r"usr/share/doc/harden-doc/html/(?P<lang>en-US|fr-FR|es-ES)/(?P<key>[^/]*)\.html$",
        "html",
        "harden-doc",
    ),
    "debref": _family(
        r"usr/share/debian-reference/(?P<key>[^/.]*)\.(?P<lang>en|fr|es)\.html$",
        "html",
        "debian-reference-common debian-reference-en debian-reference-fr debian-reference-es debian-reference",
    ),
    "maintguide": _family(
        r"usr/share/doc/maint-guide(?:-fr|-es)?/html/(?P<key>[^/.]*)\.(?P<lang>en|fr|es)\.html$",
        "html",
        "maint-guide maint-guide-fr maint-guide-es",
    ),
    "install": _family(
        r"usr/share/doc/installation-guide-amd64/(?P<lang>en|fr|es)/(?P<key>[^/]*)\.html$",
        "html",
        "installation-guide-amd64",
    ),
    "aptitude": _family(
        r"usr/share/doc/aptitude/html/(?P<lang>en|fr|es)/(?P<key>[^/]*)\.html$",
        "html",
        "aptitude-doc-en aptitude-doc-fr aptitude-doc-es",
    ),
    "help": _family(
        r"usr/share/help/(?P<lang>C|fr|es)/(?P<key>[^/]+/(?!legal|gpl|fdl)[^/]+)\.(?:page|docbook)$",
        "xml",
        """
        gnome-user-docs gnome-devel-docs evolution-common accerciser aisleriot anjuta-common atril-common
        baobab bijiben brasero-common burner-common caja-actions-common cheese-common dasher-data drawing
        easytag eog epiphany-browser-data evince-common file-roller five-or-more font-manager-common
        four-in-a-row frogr-data gbrainy geary gedit-common ghex glabels-data glom-doc gnome-applets-data
        gnome-boxes gnome-calculator gnome-chess gnome-clocks gnome-commander-data gnome-dictionary
        gnome-mahjongg gnome-mines gnome-music gnome-nibbles gnome-robots gnome-sudoku gnome-system-monitor
        gnome-system-tools gnome-taquin gnome-terminal-data gnote gthumb-data gtkmm-documentation
        gtranslator hitori iagno kupfer lightsoff mate-applets-common mate-calc-common
        mate-control-center-common mate-power-manager-common mate-system-monitor-common mate-user-guide
        mate-utils-common modem-manager-gui-help ocrfeeder orca parlatype pitivi polari quadrapassel
        rhythmbox-data seahorse shotwell-common simple-scan swell-foop totem-common vinagre xiphos-data
        zenity-common
        """,
    ),
    "kde": _family(
        r"usr/share/doc/HTML/(?P<lang>en|fr|es)/(?P<key>[^/]+/.+)\.docbook$",
        "xml",
        """
        kstars-data khelpcenter kio kio-extras-data konqueror kmail kmplot kphotoalbum kturtle
        partitionmanager plasma-desktop-data plasma-workspace-data tellico-doc umbrello-data rocs step
        marble-data kalzium-data kdenlive-data cantor kalgebra-common kbruch kget k3b-i18n kcalc kigo
        kile-doc kmix kgeotag ktouch-data okular skrooge-common kwin-data ktorrent-data akregator ark juk
        kgpg kcachegrind kolourpaint krdc krfb lokalize kleopatra kfind
        """,
    ),
    "tuxpaint": _family(
        r"usr/share/doc/tuxpaint-data/(?P<lang>en|fr_FR\.UTF-8|es_ES\.UTF-8)/(?P<key>.*)\.html$",
        "html",
        "tuxpaint-data",
    ),
    "genius": _family(
        r"usr/share/genius/help/(?P<lang>C|fr|es)/html/(?P<key>[^/]*)\.html$",
        "html",
        "genius-common",
    ),
    "eyes17": _family(
        r"usr/share/eyes17/helpFiles/(?P<lang>en|fr|es)/(?P<key>[^/]*)\.html$",
        "html",
        "eyes17",
    ),
    "solfege": _family(
        r"usr/share/doc/solfege/help/(?P<lang>C|fr|es)/(?P<key>[^/]*)\.html$",
        "html",
        "solfege-doc",
    ),
    "mplayer": _family(
        r"usr/share/doc/mplayer/HTML/(?P<lang>en|fr|es)/(?P<key>[^/]*)\.html$",
        "html",
        "mplayer-doc",
    ),
    "omegat": _family(
        r"usr/share/doc/omegat/html/(?P<lang>en|fr|es)/(?P<key>[^/]*)\.html$",
        "html",
        "omegat",
    ),
    "ubuntupkg": _family(
        r"usr/share/doc/ubuntu-packaging-guide-html(?:-(?P<lang>fr|es))?/(?P<key>ubuntu-packaging-guide/[^"
        r"_][^/]*|[^_/][^/]*)\.html$",
        "html",
        "ubuntu-packaging-guide-html ubuntu-packaging-guide-html-fr ubuntu-packaging-guide-html-es",
    ),
    "stellarium": _family(
        r"usr/share/stellarium/(?P<key>(?:skycultures|landscapes)/[^/]+)/description\.(?P<lang>en|fr|es)\."
        r"utf8$",
        "html",
        "stellarium-data",
    ),
    "simutrans": _family(
        r"usr/share/games/simutrans/text/(?P<lang>en|fr|es)/(?P<key>[^/]*)\.txt$",
        "html",
        "simutrans-data",
    ),
    "lilypond": _family(
        r"usr/share/doc/lilypond/html/Documentation/(?P<key>(?:learning|notation|usage|web|extending|chang"
        r"es|essay|contributor|internals)/[^/.]+)(?:\.(?P<lang>fr|es|en))?\.html$",
        "html",
        "lilypond-doc-html lilypond-doc-html-fr lilypond-doc-html-es",
    ),
    "man": _family(
        r"usr/share/man/(?:(?P<lang>fr|es)(?:\.UTF-8)?/)?(?P<key>man\w+/[^/]+)\.gz$",
        "man",
        """
        manpages manpages-dev manpages-fr manpages-fr-dev manpages-es manpages-es-dev coreutils devscripts
        util-linux debhelper dpkg-dev po4a passwd glibc-doc nfs-common e2fsprogs psutils kbd apt cups-client
        procps mtools dpkg gzip uuid-dev man-db cups-daemon live-build dosfstools cups debconf debconf-i18n
        reiserfsprogs net-tools login at wireless-tools xz-utils po-debconf debianutils psmisc bash hostname
        procmail bsdutils debconf-doc schroot acct bzip2 bsdextrautils debconf-utils diffutils grep
        vim-common sensible-utils adduser amule-utils dos2unix fakeroot mkvtoolnix poxml aptitude-common
        mount locales gettext tar initscripts apt-utils findutils nano systemd sysvinit-core
        """,
    ),
}
