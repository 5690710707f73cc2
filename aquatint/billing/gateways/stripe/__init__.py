"""Stripe: cards and bank payments; the operator is the seller, or Stripe with Managed Payments."""
