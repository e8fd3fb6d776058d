"""S/MIME envelopes: what is only signed is read, what is encrypted is said. Nothing is verified."""

from asn1crypto import cms


def signed_content(daten: bytes) -> bytes | None:
    """What a signed CMS envelope (DER or BER) holds; None for one that is encrypted or broken."""
    try:
        envelope = cms.ContentInfo.load(daten)
        if envelope["content_type"].native != "signed_data":
            return None
        inner = envelope["content"]["encap_content_info"]["content"].native
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
        return None
    return inner if isinstance(inner, bytes) and inner else None
