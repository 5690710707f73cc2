"""How the fields of forms are written in templates."""

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple
from django.utils.safestring import SafeString

register = template.Library()

_WORDS = {
    "email": "E-mail address",
    "login": "E-mail address",
    "oldpassword": "The password you have now",
    "password1": "New password",
    "password2": "The same once more",
    "code": "The code",
}


@register.filter
def control(field: BoundField) -> SafeString:
    """Return the control of a field with our classes; a code gets the keyboard of digits."""
    attributes: dict[str, str | bool] = {} if is_ticked(field) else {"class": "input", "placeholder": ""}
    if field.name == "code":
        attributes.update({"class": "input code-field", "inputmode": "numeric", "autofocus": True})
    return field.as_widget(attrs=attributes)


@register.filter
def words(field: BoundField) -> str:
    """Return the label of a field, in our words where the form's are another's."""
    return _WORDS.get(field.name, str(field.label))


@register.filter
def is_ticked(field: BoundField) -> bool:
    """Whether the field is one checkbox or several."""
    return isinstance(field.field.widget, CheckboxInput | CheckboxSelectMultiple)


@register.simple_tag
def mails_land_here() -> bool:
    """Whether mails land in the inbox page, which then is worth a link."""
    backend = settings.MAILERS["default"]["BACKEND"]
    return not settings.PRODUCTION and str(backend) == "aquatint.accounts.inbox.Backend"
