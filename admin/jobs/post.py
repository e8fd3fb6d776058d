"""Sending the outbox, one mail at a time."""

import hashlib
from pathlib import Path

from admin.config import Config
from admin.mail import Anlage, MailRefused, MailUnclear, build_message, send
from models.actions.lebenszeichen import give_sign
from models.actions.nachrichten import claim_nachricht, mark_refused, mark_sent, mark_unclear
from models.rules.bruchstellen import reach
from models.rules.lauf import BASISADRESSE
from models.rules.lebenszeichen import POST
from models.rules.zeit import utc_now
from models.tables import Nachricht

# Longer than all the timeouts of one delivery together, so that no second worker doubts a slow one.
LEASE_S = 300


def tell_alive(config: Config) -> bool:
    """Note that mails are being looked after; never a reason to look again."""
    give_sign(name=POST, now=utc_now())
    return False


def send_next_nachricht(config: Config) -> bool:
    """Send the next mail that is due; False when there is none, or no mail server is set."""
    if not config.sends_mail:
        return False
    nachricht = claim_nachricht(now=utc_now(), lease_s=LEASE_S)
    if nachricht is None:
        return False
    reach("post.genommen")
    nachricht.text = nachricht.text.replace(BASISADRESSE, config.base_url.rstrip("/"))
    try:
        refused = _deliver(nachricht, config)
        reach("post.uebergeben")
    except MailRefused as error:
        mark_refused(token=nachricht.token, now=utc_now(), fehler=str(error))
    except MailUnclear as error:
        mark_unclear(token=nachricht.token, now=utc_now(), fehler=str(error))
    else:
        part = f"{refused} Empfänger lehnte der Mailserver ab." if refused else None
        mark_sent(token=nachricht.token, now=utc_now(), fehler=part)
    reach("post.vermerkt")
    return True


def _deliver(nachricht: Nachricht, config: Config) -> int:
    # Two sends of the same mail are the same mail, to the byte.
    message = build_message(
        nachricht,
        absender=str(config.mail_absender),
        now=nachricht.faellig_am,
        anlage=_attachment(nachricht, config.reports_dir),
    )
    return send(message, str(config.smtp_url))


def _attachment(nachricht: Nachricht, reports_dir: Path) -> Anlage | None:
    """The published file that goes with a mail; MailRefused where it is not the one released."""
    if not nachricht.anhang:
        return None
    path = reports_dir / nachricht.anhang
    try:
        inhalt = path.read_bytes()
    except OSError:
        raise MailRefused("Der Bericht, der in den Anhang gehört, ist nicht zu lesen.") from None
    if hashlib.sha256(inhalt).hexdigest() != nachricht.anhang_sha256:
        satz = "Der Bericht, der in den Anhang gehört, ist nicht mehr der freigegebene."
        raise MailRefused(satz)
    bericht, zeitraum, *_ = Path(nachricht.anhang).parts
    return Anlage(f"{bericht}-{zeitraum}{path.suffix}", inhalt)
