"""The rules a row is held against: one policy per file, one shape, `(rma, context) -> findings`.

The order is the order in which staff read them, and the first finding that leads somewhere decides where an open
request goes: who, what, which order, how many, whose, when. A new rule is a file and a line here.
"""

from . import (
    already_open,
    customer,
    dates_in_order,
    delivery_date,
    duplicate,
    future_date,
    goods,
    goods_approved,
    item,
    order,
    order_owner,
    order_shipped,
    quantity_bought,
    quantity_left,
    quantity_received,
    quantity_stated,
    reason,
    refund,
)
from .context import Match, Rule, RuleContext

__all__ = ["RULES", "Match", "Rule", "RuleContext"]

RULES: tuple[Rule, ...] = (
    customer.check,
    goods.check,
    item.check,
    order.check,
    quantity_stated.check,
    quantity_bought.check,
    duplicate.check,
    already_open.check,
    quantity_left.check,
    order_owner.check,
    order_shipped.check,
    dates_in_order.check,
    future_date.check,
    reason.check,
    delivery_date.check,
    quantity_received.check,
    refund.check,
    goods_approved.check,
)
