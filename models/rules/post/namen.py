"""Names of people as mail programs write them, taken apart into name and first name."""

import re

# A name begins with the first of these words: „Erika von der Probe“ is a Frau von der Probe.
_ADEL = frozenset(
    "von vom zu zum zur van vande vander ter ten de del della di da dos du d' af al el bin ibn "
    "der den".split()
)
_VOR_DER = frozenset({"von", "van", "zu", "vom", "auf", "in", "de", "an"})
_TITEL = re.compile(
    r"(?:(?:prof|dr|dipl|ing|mag|med|jur|phil|rer|nat|pol|habil|h\.?\s?c|pd|priv|doz|lic)\.?-?)+",
    re.IGNORECASE,
)
_ANREDE = re.compile(r"^(?:frau|herrn?|fr\.|hr\.|familie|fam\.|eheleute|mr\.?|mrs\.?|ms\.?)\s+",
                     re.IGNORECASE)  # fmt: skip
_NACHGESTELLT = re.compile(
    r"(?:m\.?\s?a|b\.?\s?a|m\.?\s?sc|b\.?\s?sc|ll\.?\s?m|mba|ph\.?\s?d|mdb|mdl|mda|jr|sr|i{2,3})\.?"
    r"|dipl\b.*|(?:rechts|patent)?an[wv][äa]lt(?:in)?|fachanw[äa]lt(?:in)?.*|steuerberater(?:in)?"
    r"|betreuer(?:in)?|sozialarbeiter(?:in)?",
    re.IGNORECASE,
)
_STELLE = re.compile(
    r"\b(?:gmbh|g?mbh|ag|kg|ohg|gbr|ug|eg|se|partg|e\.\s?v|ev|mbb|jobcenter|agentur|amt|\w+amt"
    r"|stadt|landkreis|kreis|bezirk\w*|gericht|\w+gericht|ministerium|\w+ministerium|bundestag"
    r"|abgeordnetenhaus|\w*kanzlei|rechtsanw[äa]lte|anw[äa]lte|partner|b[üu]ro|\w+b[üu]ro|verein"
    r"|\w+verein|verband|\w+verband|stiftung|diakonie|caritas|awo|vdk|beratung\w*|\w+beratung"
    r"|praxis|klinik\w*|schule|team|service|\w+service|verwaltung|\w+verwaltung|bank|sparkasse"
    r"|\w*formular|website|webseite|webmaster|newsletter|redaktion|gruppe|poststelle|postfach"
    r"|sekretariat|zentrale|abteilung|referat|firma)\b|&",
    re.IGNORECASE,
)
_KLAMMER = re.compile(r"\s*[(\[{][^)\]}]*[)\]}]\s*")
_UEBER = re.compile(
    r"\s+(?:via|über|per|im auftrag von|on behalf of|i\.\s?a\.)\s.*$", re.IGNORECASE
)
_ZEICHEN = 120


def split_name(full: str) -> tuple[str, str]:
    """Name and first name; what cannot be told apart stands in the name, nothing is dropped.

    „Probst, Erika“, „Dr. Erika von der Probe“, „Probe, Erika von der“, „Müller & Co. GmbH“.
    An e-mail address is no name.
    """
    text = " ".join(full.replace("“", '"').replace("„", '"').split()).strip("\"'`´ ,;")
    if "@" in text:
        return "", ""
    if _STELLE.search(text):
        return text[:_ZEICHEN], ""
    plain = _UEBER.sub("", _KLAMMER.sub(" ", text)).strip() or text
    plain = _ANREDE.sub("", plain)
    name, vorname = _by_comma(plain) if "," in plain else _by_words(plain.split())
    return name[:_ZEICHEN], vorname[:_ZEICHEN]


def _by_comma(text: str) -> tuple[str, str]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    while len(parts) > 1 and _NACHGESTELLT.fullmatch(parts[-1]):
        parts.pop()
    if len(parts) == 1:
        return _by_words(parts[0].split())
    words = _ANREDE.sub("", parts[1]).split()
    # „Probe, Erika von der“: what belongs to the name is written behind the first name.
    cut = len(words)
    while cut and words[cut - 1].lower() in _ADEL:
        cut -= 1
    titles, name = _leading_titles(parts[0].split())
    return " ".join([*words[cut:], *name]), " ".join([*titles, *words[:cut]])


def _by_words(words: list[str]) -> tuple[str, str]:
    while len(words) > 1 and _NACHGESTELLT.fullmatch(words[-1]):
        words = words[:-1]
    titles, rest = _leading_titles(words)
    if len(rest) < 2:
        return " ".join(rest) or " ".join(titles), " ".join(titles) if rest else ""
    begins = (n for n in range(len(rest) - 1) if _begins_name(rest, n))
    start = next(begins, len(rest) - 1)
    return " ".join(rest[start:]), " ".join([*titles, *rest[:start]])


def _begins_name(words: list[str], n: int) -> bool:
    """A particle in small letters, or „Von der“ at the beginning of a line."""
    word = words[n]
    if word.lower() not in _ADEL | _VOR_DER:
        return False
    return word.islower() or (word.lower() in _VOR_DER and words[n + 1].lower() in _ADEL)


def _leading_titles(words: list[str]) -> tuple[list[str], list[str]]:
    count = 0
    while count < len(words) and _TITEL.fullmatch(words[count]):
        count += 1
    return words[:count], words[count:]
