"""Billing in the account: the plan, money that goes back, codes, invitations, mails, receipts."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from aquatint.accounts.models import Person
from aquatint.billing import actions, mails, reading
from aquatint.billing.errors import GatewayUnavailable
from aquatint.billing.gateways.happenings import Standing
from aquatint.billing.gateways.till import actions as till
from aquatint.billing.gateways.till.client import Till
from aquatint.billing.models import Letter, Payment, Receipt, Refund, Subscription, Withdrawal
from aquatint.billing.money import shown
from aquatint.kit import clock
from aquatint.studio import purse, words
from tests.billing.shop import Shop, at, later


def _text(page: Client, address: str = "/account/billing") -> str:
    return page.get(address).content.decode()


def test_lots_tell_where_they_come_from_and_when_they_end(page: Client, shop: Shop, ada: Person) -> None:
    shop.buy(ada)
    subscription = shop.subscribe(ada)
    plan, pack = purse.lots_of(ada)
    assert (plan.title, plan.never, plan.left) == ("Studio", False, 1000)
    assert (pack.title, pack.ends, pack.left) == ("Pack of 500", "never", 500)
    end = subscription.period_end
    assert end is not None
    assert f"Next to end: 1,000 credits on {end.day} {end:%B %Y}" in _text(page)


def test_a_plan_is_cancelled_in_two_clicks_and_taken_up_again(page: Client, shop: Shop, ada: Person) -> None:
    end = shop.subscribe(ada).period_end
    assert end is not None
    day = f"{end.day} {end:%B %Y}"
    assert f"Cancel on {day}" in _text(page, "/account/billing/cancel")
    assert Subscription.objects.get().ends is None
    html = page.post("/account/billing/cancel", follow=True).content.decode()
    assert f"It runs until {day}." in html
    assert Subscription.objects.get().ends == end
    html = page.post("/account/billing/resume", follow=True).content.decode()
    assert "It goes on." in html
    assert Subscription.objects.get().ends is None


def test_what_has_failed_to_renew_ends_without_a_new_month(page: Client, shop: Shop, ada: Person) -> None:
    subscription = shop.subscribe(ada)
    till.let_decline(plan=shop.plan(subscription), declines=True)
    end = shop.plan(subscription).period_end
    with at(end, hours=1):
        shop.renew()
        assert "payment failed" in _text(page)
        html = _text(page, "/account/billing/cancel")
        assert "it then ends without a new month" in html
        html = page.post("/account/billing/cancel", follow=True).content.decode()
        assert "Cancelled. Nothing more will be charged." in html
    with at(end, days=4):
        shop.renew()
    assert Subscription.objects.get().standing == Standing.ENDED
    assert Payment.objects.count() == 1


def test_a_paused_plan_says_so_and_promises_no_renewal(page: Client, shop: Shop, ada: Person) -> None:
    Subscription.objects.filter(pk=shop.subscribe(ada).pk).update(standing=Standing.PAUSED)
    html = _text(page)
    assert "Paused at the payment service." in html
    assert "Renews on" not in html
    assert "Go on with it" in html


def test_a_cancellation_counts_also_when_the_gateway_is_away(
    page: Client, shop: Shop, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.subscribe(ada)

    def away(*_: Any, **__: Any) -> Any:
        raise GatewayUnavailable

    monkeypatch.setattr(Till, "cancel", away)
    html = page.post("/account/billing/cancel", follow=True).content.decode()
    assert "Your cancellation is written down." in html
    assert "we keep asking" in html


def test_a_dearer_plan_shows_what_is_due_and_begins_at_once(page: Client, shop: Shop, ada: Person) -> None:
    subscription = shop.subscribe(ada)
    press = shop.price("press", "month")
    with later(days=15):
        html = _text(page, f"/account/billing/plan?to={press.public_id}")
        [change] = [one for one in purse.changes_of(subscription) if one.price == press]
        assert f"About {change.today} today" in html
        assert f"That brings {change.gets}" in html
        page.post("/account/billing/plan", {"to": press.public_id})
        shop.post()
        charged = Payment.objects.latest("settled").amount
        assert shown(charged, "EUR")[:4] == change.today[:4]  # to the euro: seconds passed between
        granted = Payment.objects.latest("settled").credits
        assert f"{granted:,}"[:3] == change.gets.removeprefix("about ")[:3]
    assert Subscription.objects.get().price == press
    assert page.post("/account/billing/plan", {"to": "pri_x"}).status_code == 404


def test_a_cheaper_plan_waits_for_the_next_period(page: Client, shop: Shop, ada: Person) -> None:
    shop.subscribe(ada, "press")
    studio = shop.price("studio", "month")
    html = page.post("/account/billing/plan", {"to": studio.public_id}, follow=True).content.decode()
    assert "Nothing is charged today." in html
    assert "Studio from then on" in html


def test_a_plan_that_is_chosen_for_the_next_period_is_marked_until_it_is_cancelled(
    page: Client, shop: Shop, ada: Person
) -> None:
    shop.subscribe(ada, "press")
    studio = shop.price("studio", "month").public_id
    assert "comes next" not in _text(page, "/account/billing/plan")
    page.post("/account/billing/plan", {"to": studio})
    html = _text(page, "/account/billing/plan")
    assert html.count("comes next") == 1
    assert f'value="{studio}"' not in html
    page.post("/account/billing/cancel")
    html = _text(page, "/account/billing/plan")
    assert "comes next" not in html
    assert f'value="{studio}"' in html


def test_an_announced_price_stands_beside_the_plan_until_it_binds(
    page: Client, shop: Shop, ada: Person, cleo: Person
) -> None:
    february = datetime(2027, 2, 1, tzinfo=UTC)  # 28 days: she renews once more before the notice has run
    with at(february):
        price = shop.subscribe(ada).price
        made = actions.announce_price(
            product=price.product, interval="month", currency="EUR", amount=1500, credits=1000, starts=february, by=cleo
        )
        html = _text(page)
    assert "The price changes: €15.00 for 1,000 credits a month" in html
    assert f"after {words.long_date(made.binds)}" in html
    with at(february, days=20):  # it holds for new buyers already, and not yet for her
        assert "data-announced" in _text(page)
    with at(february, days=29):
        shop.renew()
        assert "at the announced price" in _text(page)
        assert "data-announced" not in _text(page)


def test_an_announced_price_of_the_plan_that_comes_next_stands_beside_the_one_that_goes(
    page: Client, shop: Shop, ada: Person, cleo: Person
) -> None:
    shop.subscribe(ada, "press")
    studio = shop.price("studio", "month")
    page.post("/account/billing/plan", {"to": studio.public_id})
    soon = clock.now() + timedelta(days=5)
    actions.announce_price(
        product=studio.product, interval="month", currency="EUR", amount=1500, credits=1000, starts=soon, by=cleo
    )
    assert "The price changes: €15.00 for 1,000 credits a month" in _text(page)


def _plan_card(page: Client) -> str:
    return _text(page).partition('id="plan-h"')[2].partition('id="payments-h"')[0]


def test_what_is_cancelled_has_no_next_price_also_when_a_change_was_chosen(
    page: Client, shop: Shop, ada: Person
) -> None:
    shop.subscribe(ada, "press")
    page.post("/account/billing/plan", {"to": shop.price("studio", "month").public_id})
    assert "Studio from then on" in _plan_card(page)
    page.post("/account/billing/cancel")
    assert "Nothing more will be charged." in _plan_card(page)
    assert "from then on" not in _plan_card(page)
    page.post("/account/billing/resume")
    assert "Studio from then on" in _plan_card(page)


def test_a_change_from_yearly_to_monthly_is_not_taken_for_an_announced_price(
    page: Client, shop: Shop, ada: Person
) -> None:
    shop.subscribe(ada, "studio", "year")
    page.post("/account/billing/plan", {"to": shop.price("studio", "month").public_id})
    html = _plan_card(page)
    assert "Studio, monthly, from then on.</p>" in html
    assert "for €12.00." in html


def test_a_plan_whose_money_has_gone_back_does_not_run_on(page: Client, shop: Shop, ada: Person) -> None:
    subscription = shop.subscribe(ada)
    page.post(f"/withdrawal/{Payment.objects.get().public_id}")
    shop.post()
    subscription.refresh_from_db()
    assert subscription.standing == Standing.ENDED
    html = _plan_card(page)
    assert "The last payment has gone back as a whole" in html
    assert "runs until" not in html
    html = _text(page, "/pricing")
    assert "Your plan" not in html
    assert "Choose Studio" in html


def test_a_plan_of_which_a_part_has_gone_back_does_not_promise_the_whole_period(
    page: Client, shop: Shop, ada: Person
) -> None:
    shop.subscribe(ada)
    shop.spend(ada, 500)
    page.post(f"/withdrawal/{Payment.objects.get().public_id}")
    shop.post()
    html = _plan_card(page)
    assert "A part of the last payment has gone back." in html
    assert "runs until" not in html


def test_a_paused_plan_renews_nowhere_and_offers_no_amount_today(page: Client, shop: Shop, ada: Person) -> None:
    subscription = shop.subscribe(ada)
    Subscription.objects.filter(pk=subscription.pk).update(standing=Standing.PAUSED)
    html = _text(page, "/pricing")
    assert "Renews on" not in html
    assert '#plan">Paused</a>' in html
    html = _text(page, "/account/billing/plan")
    assert "Go on with it first" in html
    assert " today</span>" not in html
    press = shop.price("press", "month").public_id
    html = page.post("/account/billing/plan", {"to": press}, follow=True).content.decode()
    assert "Nothing was charged." in html
    assert not subscription.wishes.exists()
    end = subscription.period_end
    assert end is not None
    assert f"Cancel on {end.day} {end:%B %Y}" in _text(page, "/account/billing/cancel")
    with at(end, hours=1):
        assert "It is paused, so it then ends" in _text(page, "/account/billing/cancel")


def test_credits_that_cannot_be_spent_are_not_called_none(page: Client, shop: Shop, ada: Person) -> None:
    subscription = shop.subscribe(ada)
    till.complain(charge=shop.charges(subscription)[0])
    shop.post()
    html = _text(page)
    assert "1,000 credits cannot be spent for the time being." in html
    assert "no credits here yet" not in html


def test_credits_that_come_later_are_not_called_none(page: Client, shop: Shop, ada: Person) -> None:
    with at(datetime(2027, 1, 1, tzinfo=UTC)):
        shop.subscribe(ada, "studio", "year")
        shop.spend(ada, 1000)
        assert "There is nothing to spend until 1 February 2027" in _text(page)


def test_the_refund_button_shows_the_sum_first_and_then_sends_it(page: Client, shop: Shop, ada: Person) -> None:
    payment = shop.buy(ada)
    address = f"/account/billing/payments/{payment.public_id}/refund"
    assert "Send €9.00 back" in _text(page, address)
    assert not Refund.objects.exists()
    assert "€9.00 are on their way back" in page.post(address, follow=True).content.decode()
    shop.post()
    assert shop.credits(ada) == 0
    assert "Credit note" in _text(page)


def test_the_refund_button_says_why_not(page: Client, shop: Shop, ada: Person) -> None:
    payment = shop.buy(ada)
    shop.spend(ada, 1)
    address = f"/account/billing/payments/{payment.public_id}/refund"
    assert "only unused packs go back" in _text(page, address)
    assert "only unused packs go back" in page.post(address, follow=True).content.decode()
    assert not Refund.objects.exists()


def test_a_withdrawal_is_declared_confirmed_and_mailed(page: Client, shop: Shop, ada: Person, mailoutbox: Any) -> None:
    payment = shop.buy(ada)
    shop.spend(ada, 100)
    address = f"/withdrawal/{payment.public_id}"
    assert "€7.20</b> would go back" in _text(page, address)
    html = page.post(address, {"words": "I change my mind.  Thank you."}, follow=True).content.decode()
    assert "Your withdrawal has arrived" in html
    assert "<dt>Goes back</dt><dd><b>€7.20</b></dd>" in html
    assert Withdrawal.objects.get().words == "I change my mind. Thank you."
    mails.post_due()
    [mail] = [one for one in mailoutbox if "withdrawal" in one.subject]
    assert "I change my mind. Thank you." in mail.body
    assert "€7.20" in mail.body
    page.post(address, {"words": "Again."})
    assert Withdrawal.objects.count() == 1


def test_a_code_gives_credits_once(page: Client, shop: Shop, ada: Person, cleo: Person) -> None:
    actions.make_promotion(code="HELLO", credits=25, by=cleo)
    assert (
        "25 credits are in your account."
        in page.post("/account/billing/code", {"code": "hello"}, follow=True).content.decode()
    )
    html = page.post("/account/billing/code", {"code": "hello"}, follow=True).content.decode()
    assert "You have used this code before." in html
    assert shop.credits(ada) == 25


def test_an_invitation_survives_sign_up_and_rewards_both(page: Client, shop: Shop, ada: Person, ben: Person) -> None:
    page.post("/account/billing/invitation")
    code = purse.invitation_code(ada)
    assert f"/invitation/{code}" in _text(page)
    friend = Client()
    reply = friend.get(f"/invitation/{code}", follow=True)
    assert reply.redirect_chain[0][0].startswith("/sign-up?next=")
    assert "You were invited: 100 credits for each of you" in reply.content.decode()
    friend.force_login(ben)
    session = friend.session
    session["invitation"] = code  # as sign-in keeps it: force_login begins another session
    session.save()
    assert "100 credits for each of you" in friend.get("/invitation", follow=True).content.decode()
    shop.buy(ben)
    assert (shop.credits(ada), shop.credits(ben)) == (100, 600)
    assert Client().get("/invitation/nobody")["Location"] == "/"


def test_news_come_only_to_who_asked_and_end_by_one_click(
    page: Client, shop: Shop, ada: Person, ben: Person, mailoutbox: Any
) -> None:
    page.post("/account/billing/news", {"news": "yes"})
    actions.write_news(subject="Sets of eight", words="There are sets now.\n\nTry one.", key="sets")
    mails.post_due()
    [mail] = mailoutbox
    assert mail.to == [ada.email]
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail.extra_headers["List-Unsubscribe"].strip("<>").partition("/unsubscribe/")[2]
    mailer = Client(enforce_csrf_checks=True)
    assert "Stop the news?" in mailer.get(f"/unsubscribe/{address}").content.decode()
    assert reading.wants_news(ada)
    reply = mailer.post(f"/unsubscribe/{address}", {"List-Unsubscribe": "One-Click"})
    assert (reply.status_code, reading.wants_news(ada)) == (200, False)
    assert mailer.post(f"/unsubscribe/{address}x").status_code == 404
    actions.write_news(subject="More", words="More.", key="more")
    assert Letter.objects.filter(kind="news").count() == 1


def test_the_way_to_the_portal_is_fetched_when_it_is_clicked(page: Client, shop: Shop, ada: Person) -> None:
    subscription = shop.subscribe(ada)
    reply = page.get("/account/billing/portal/till")
    assert (reply.status_code, reply["Location"]) == (303, f"http://testserver/till/buyers/{subscription.customer}")
    assert "does not know you yet" in page.get("/account/billing/portal/creem", follow=True).content.decode()


def test_a_receipt_is_a_page_and_a_pdf(page: Client, shop: Shop, ada: Person, settings: Any) -> None:
    settings.SELLER_ADDRESS = "Hafenstraße 4\\n20457 Hamburg\\nकला भवन"
    shop.buy(ada)
    receipt = Receipt.objects.get()
    html = _text(page, f"/receipts/{receipt.public_id}")
    assert all(words in html for words in ("Invoice", receipt.number, "€9.00", "20457 Hamburg", "No real money moved"))
    reply = page.get(f"/receipts/{receipt.public_id}.pdf")
    assert reply["Content-Type"] == "application/pdf"
    assert reply.content.startswith(b"%PDF-")
    assert reply.content == page.get(f"/receipts/{receipt.public_id}.pdf").content


def test_the_history_is_a_file_that_no_spreadsheet_runs(page: Client, shop: Shop, ada: Person) -> None:
    actions.grant_gift(person=ada, credits=5, key="x", reason="=HYPERLINK(0)", by=None)
    text = _text(page, "/account/billing/history.csv")
    assert "'=HYPERLINK(0)" in text
    assert text.count("\r\n") == 2
