"""The outbox: what each letter says, what becomes of one that fails, and what is not sent any more."""

import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives

from aquatint.accounts.models import Person
from aquatint.billing import actions, dealing, mails
from aquatint.billing.gateways.till import actions as till
from aquatint.billing.models import Letter
from aquatint.catalog.models import Price
from aquatint.kit import clock
from tests.billing.shop import Shop, at, later


def _sent(mailoutbox: Any, words: str) -> EmailMultiAlternatives:
    mails.post_due()
    [mail] = [one for one in mailoutbox if words in one.subject]
    assert isinstance(mail, EmailMultiAlternatives)
    html = str(mail.alternatives[0][0])
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.partition("<body>")[2]))
    for line in str(mail.body).splitlines()[:3]:
        assert " ".join(line.split()) in said.replace("&#x27;", "'"), "text and HTML say the same"
    return mail


def test_a_receipt_comes_with_its_document_and_the_consent(shop: Shop, ada: Person, mailoutbox: Any) -> None:
    shop.buy(ada)
    mail = _sent(mailoutbox, "Receipt: Pack of 500, €9.00")
    body = str(mail.body)
    assert "They never end." in body
    assert "Begin at once" in body
    name, content, kind = mail.attachments[0]
    assert (name.startswith("invoice-test-"), kind, bytes(content)[:5]) == (True, "application/pdf", b"%PDF-")
    mails.post_due()
    assert len(mailoutbox) == 1


def test_the_receipt_of_a_yearly_plan_tells_the_credits_of_a_month(shop: Shop, ada: Person, mailoutbox: Any) -> None:
    ends = shop.subscribe(ada, "studio", "year").period_end
    assert ends is not None
    body = str(_sent(mailoutbox, "Receipt: Studio").body)
    assert "1,000 credits are in your account. They can be spent until" in body
    assert f"As many come each month until {ends.day} {ends:%B %Y}." in " ".join(body.split())
    assert "12,000" not in body


def test_the_receipt_of_a_yearly_plan_that_gives_all_at_once_tells_all(
    shop: Shop, ada: Person, mailoutbox: Any, settings: Any
) -> None:
    settings.YEARLY_CREDITS = "at_once"
    shop.subscribe(ada, "studio", "year")
    body = str(_sent(mailoutbox, "Receipt: Studio").body)
    assert "12,000 credits are in your account." in body
    assert "each month" not in body


def test_every_mail_says_who_sells_and_where(shop: Shop, ada: Person, mailoutbox: Any, settings: Any) -> None:
    settings.SELLER_NAME, settings.SELLER_ADDRESS = "Pictures Ltd", "1 Long Street\nSmalltown"
    shop.buy(ada)
    mail = _sent(mailoutbox, "Receipt")
    assert "Pictures Ltd\n" in str(mail.body)
    assert "1 Long Street\nSmalltown" in str(mail.body)
    assert "1 Long Street<br>Smalltown" in str(mail.alternatives[0][0])


def test_a_renewal_is_told_before_with_its_day_and_sum(shop: Shop, ada: Person, mailoutbox: Any) -> None:
    end = shop.subscribe(ada).period_end
    assert end is not None
    with at(end, days=-2):
        actions.remind()
        mail = _sent(mailoutbox, f"renews on {end.day} {end:%B %Y}")
        assert "for €12.00 a month" in str(mail.body)
        assert "/account/billing" in str(mail.body)


def test_a_renewal_that_was_cancelled_meanwhile_is_not_told(shop: Shop, ada: Person, mailoutbox: Any) -> None:
    subscription = shop.subscribe(ada)
    end = subscription.period_end
    assert end is not None
    with at(end, days=-2):
        actions.remind()
        dealing.cancel(subscription=subscription, by=ada)
        mails.post_due()
    assert not [mail for mail in mailoutbox if "renews" in mail.subject]
    assert Letter.objects.get(kind="renewal_reminder").given_up


def test_a_payment_that_failed_and_the_end_are_told(shop: Shop, ada: Person, mailoutbox: Any) -> None:
    subscription = shop.subscribe(ada)
    till.let_decline(plan=shop.plan(subscription), declines=True)
    end = shop.plan(subscription).period_end
    with at(end, hours=1):
        shop.renew()
        assert "Nothing was charged." in str(_sent(mailoutbox, "did not go through").body)
    with at(end, days=4):
        shop.renew()
        assert "Nothing more will be charged." in str(_sent(mailoutbox, "Studio has ended").body)


def test_credits_that_end_are_told_once_and_not_when_they_are_spent(shop: Shop, ada: Person, mailoutbox: Any) -> None:
    ends = clock.now() + timedelta(days=60)
    actions.grant_gift(person=ada, credits=30, key="a", reason="Hello", by=None, expires=ends)
    with later(days=47):
        actions.warn_of_expiry()
        actions.warn_of_expiry()
        assert "30 credits can be spent until" in str(_sent(mailoutbox, "30 credits end on").body)
    with later(days=58):
        actions.warn_of_expiry()
        shop.spend(ada, 30)
        mails.post_due()
    assert len([mail for mail in mailoutbox if "end on" in mail.subject]) == 1


def test_a_new_price_is_told_with_its_day(shop: Shop, ada: Person, cleo: Person, mailoutbox: Any) -> None:
    price = shop.subscribe(ada).price
    starts = clock.now() + timedelta(days=5)
    told: dict[str, Any] = {"interval": "month", "currency": "EUR", "amount": 1500, "credits": 1200}
    new = actions.announce_price(product=price.product, starts=starts, by=cleo, **told)
    body = str(_sent(mailoutbox, "The price of Studio changes").body)
    assert "costs €12.00 a month now and will cost €15.00 a month" in body
    assert f"{new.binds.day} {new.binds:%B %Y}" in body


def _announced(shop: Shop, by: Person) -> Price:
    """Announce that Studio costs more from in five days on."""
    told: dict[str, Any] = {"interval": "month", "currency": "EUR", "amount": 1500, "credits": 1000}
    starts = clock.now() + timedelta(days=5)
    return actions.announce_price(product=shop.price("studio", "month").product, starts=starts, by=by, **told)


def test_a_new_price_of_the_plan_that_comes_next_is_told_and_not_that_of_the_one_that_goes(
    shop: Shop, ada: Person, ben: Person, cleo: Person
) -> None:
    for person, now, then in ((ada, "press", "studio"), (ben, "studio", "press")):
        subscription, price = shop.subscribe(person, now), shop.price(then, "month")
        wish = actions.wish(subscription=subscription, kind="change_next", by=person, price=price)
        actions.wish_tried(wish=wish, done=True)
    new = _announced(shop, cleo)
    [letter] = Letter.objects.filter(kind="price_change")
    assert letter.person_id == ada.pk
    assert letter.facts["price"] == new.public_id
    assert letter.facts["old"] == shop.price("studio", "month").public_id


def test_who_subscribes_between_the_announcement_and_its_day_is_told_once(
    shop: Shop, ada: Person, cleo: Person, mailoutbox: Any
) -> None:
    _announced(shop, cleo)
    subscription = shop.subscribe(ada)
    assert "will cost €15.00 a month" in str(_sent(mailoutbox, "The price of Studio changes").body)
    with at(shop.plan(subscription).period_end, hours=1):
        shop.renew()
    assert Letter.objects.filter(kind="price_change").count() == 1


def test_who_moves_to_a_plan_whose_price_changes_is_told(shop: Shop, ada: Person, cleo: Person) -> None:
    _announced(shop, cleo)
    subscription = shop.subscribe(ada, "press")
    assert not Letter.objects.filter(kind="price_change").exists()
    dealing.change_plan(subscription=subscription, price=shop.price("studio", "month"), by=ada)
    assert Letter.objects.get(kind="price_change").person_id == ada.pk


def test_refund_dispute_and_gift_are_told(shop: Shop, ada: Person, mailoutbox: Any) -> None:
    dealing.refund(payment=shop.buy(ada), by=ada)
    shop.post()
    mail = _sent(mailoutbox, "€9.00 are on their way back")
    assert mail.attachments[0][0].startswith("credit-note-")
    till.complain(charge=shop.charges(shop.subscribe(ada))[0])
    shop.post()
    assert "cannot be spent" in str(_sent(mailoutbox, "disputes a payment of €12.00").body)
    shop.gift(ada, 7)
    assert "Why: Hello" in str(_sent(mailoutbox, "A gift: 7 credits").body)


def test_who_is_switched_off_gets_nothing(shop: Shop, ada: Person, mailoutbox: Any) -> None:
    shop.gift(ada, 7)
    Person.objects.filter(pk=ada.pk).update(is_active=False)
    assert mails.post_due() == 0
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("error", "final"),
    [
        (SMTPServerDisconnected("gone"), False),
        (SMTPRecipientsRefused({"ada@example.org": (451, b"later")}), False),
        (SMTPRecipientsRefused({"ada@example.org": (550, b"unknown")}), True),
    ],
)
def test_a_mail_that_fails_is_tried_again_unless_the_address_is_refused(
    shop: Shop, ada: Person, monkeypatch: pytest.MonkeyPatch, error: Exception, *, final: bool
) -> None:
    shop.gift(ada, 7)

    def fail(*_: Any, **__: Any) -> int:
        raise error

    monkeypatch.setattr(EmailMultiAlternatives, "send", fail)
    assert mails.post_due() == 0
    letter = Letter.objects.get()
    assert (letter.given_up is not None, letter.sent) == (final, None)
    assert type(error).__name__ in letter.problem
    monkeypatch.undo()
    with later(hours=1):
        assert mails.post_due() == (0 if final else 1)


def test_a_name_cannot_put_a_header_into_a_mail(shop: Shop, ada: Person, mailoutbox: Any) -> None:
    actions.want_news(person=ada, words="Yes.", origin="test")
    actions.write_news(subject="News\nBcc: all@example.org", words="<b>Hi</b>", key="x")
    mails.post_due()
    [mail] = mailoutbox
    assert mail.subject == "News Bcc: all@example.org"
    assert "&lt;b&gt;Hi" in mail.alternatives[0][0]
