"""A dozen small articles of our own, on three matters, with reprints, an undated one, and one in a third language."""

WIRE = (
    "Marla (Teluk Wire) - The environment agency of Marla said on Tuesday, 5 March 2024 that the Kanto company had "
    "dumped "
    "mercury into the Sela river for two years. “We have the samples and we have the pictures,” agency head Rina "
    "Sol said. "
    "Kanto denied the allegation. “Our company has never dumped mercury into any river,” its spokesman Dodi Pratt "
    "said. "
    "Fishermen in the delta have complained of dead fish since January, and the agency closed the river for three "
    "months."
)

MINIS = (
    {"source": "wire", "publisher": "Teluk Wire", "published": "2024-03-05", "language": "en", "text": WIRE},
    {
        "source": "reprint-later",
        "publisher": "Marla Post",
        "published": "2024-03-06",
        "language": "en",
        "text": WIRE + " The Marla Post could not reach the ministry on Wednesday.",
    },
    {
        "source": "reprint-undated",
        "publisher": "Delta Today",
        "language": "en",
        "text": WIRE.replace(
            " Fishermen in the delta have complained of dead fish since January,", " Fishermen complain,"
        ),
    },
    {
        "source": "second-accuser",
        "publisher": "Marla Post",
        "published": "2024-03-20",
        "language": "en",
        "text": "The United Nations said on Monday that the Kanto company dumped mercury into the Sela river. Kanto "
        "again "
        "denied dumping mercury into the river. “This is false,” Dodi Pratt said.",
    },
    {
        "source": "merkuri",
        "publisher": "Warta Sela",
        "published": "2024-03-07",
        "language": "id",
        "text": "Badan lingkungan Marla menuduh perusahaan Kanto membuang merkuri ke Sungai Sela. Juru bicara "
        "Kanto, Dodi "
        "Pratt, membantah tuduhan tersebut. “Kami tidak pernah membuang merkuri ke sungai,” kata Pratt pada Kamis.",
    },
    {
        "source": "shells",
        "publisher": "Harbour Post",
        "published": "2022-09-07",
        "language": "en",
        "text": "The United States said on Tuesday that Russia bought millions of artillery shells and rockets from "
        "North "
        "Korea. Russia denied the allegation. “This is another fake,” the Russian ambassador Vasily Nebenzya said.",
    },
    {
        "source": "peluru",
        "publisher": "Warta Sela",
        "published": "2022-09-22",
        "language": "id",
        "text": "Korea Utara membantah tuduhan Amerika Serikat bahwa negara itu menjual peluru artileri dan roket "
        "kepada "
        "Rusia. “Kami tidak pernah mengekspor senjata ke Rusia,” kata kementerian pertahanan pada Kamis.",
    },
    {
        "source": "shells-again",
        "publisher": "Delta Today",
        "published": "2022-11-03",
        "language": "en",
        "text": "South Korea accused North Korea on Thursday of selling artillery shells to Russia. The Kremlin "
        "declined to "
        "comment. North Korea denied that it sells artillery shells to Russia.",
    },
    {
        "source": "strike",
        "publisher": "Marla Post",
        "published": "2023-05-02",
        "language": "en",
        "text": "Hamas said on Tuesday that Israel had bombed the Sabra hospital. Israel denied bombing the hospital. "
        "“We did not strike the hospital,” the army said. The Palestinian Authority said Israel struck the hospital.",
    },
    {
        "source": "serangan",
        "publisher": "Warta Sela",
        "published": "2023-05-04",
        "language": "id",
        "text": "Israel mengakui pada Kamis bahwa tentaranya mengebom rumah sakit Sabra. Hamas menyebut pengakuan itu "
        "terlambat.",
    },
    {
        "source": "undated",
        "publisher": "Delta Today",
        "language": "en",
        "text": "The company Kanto said that it never dumped mercury into the river, and called the report of the "
        "environment agency untrue, its spokesman told Delta Today, Friday (8/3/2024).",
    },
    {
        "source": "match",
        "publisher": "Marla Post",
        "published": "2024-04-01",
        "language": "en",
        "text": "Marla beat Delta 2-1 on Monday. “We played well,” coach Ben Ruiz said. The next match is on Saturday.",
    },
    {
        "source": "anderswo",
        "publisher": "Der Bote",
        "published": "2024-04-02",
        "language": "de",
        "text": "Der Minister erklärte am Dienstag, dass die Vorwürfe gegen die Firma nicht zutreffen.",
    },
)
