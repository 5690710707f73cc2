// The way to the payment service: the link is followed by itself, and "back" does not come here again.
location.replace(document.querySelector("[data-go]").href)
