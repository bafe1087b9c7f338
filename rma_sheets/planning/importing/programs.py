"""Exports of shop programs whose headers mean something else there: Shopify's `Name` is the order's number.

A profile counts only where all its signs stand in the header; names that it does not list are read as anywhere.
Sources: the headers of the programs' own exports (orders: Shopify, Amazon, Magento, PrestaShop, Etsy, eBay; returns:
Amazon).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """One program's export: the names it is known by, and what its names mean (empty: none of our columns)."""

    program: str
    signs: tuple[str, ...]
    names: Mapping[str, str]

    @property
    def tab(self) -> str:
        """The tab it is an export for: a list of returns names the return."""
        return "returns" if "external_ref" in self.names.values() else "orders"


PROFILES: tuple[Profile, ...] = (
    Profile("Shopify", ("Name", "Lineitem quantity", "Lineitem name"), {
        "Name": "order_no", "Lineitem sku": "sku", "Lineitem name": "item", "Lineitem quantity": "qty",
        "Lineitem price": "unit_price", "Created at": "order_date", "Fulfillment Status": "order_status",
        "Shipping Name": "customer", "Notes": "", "Id": "", "Location": "", "Paid at": "",
        "Lineitem fulfillment status": "", "Financial Status": ""}),
    Profile("Amazon", ("amazon-order-id", "purchase-date", "sku"), {
        "amazon-order-id": "order_no", "merchant-order-id": "", "item-price": "", "purchase-date": "order_date",
        "item-status": ""}),
    Profile("Amazon", ("return-date", "order-id", "fnsku"), {
        "order-id": "order_no", "return-date": "requested_on", "status": "", "license-plate-number": "external_ref"}),
    Profile("Amazon", ("Return request date", "Order ID", "Merchant SKU"), {
        "Order date": "", "Amazon RMA ID": "external_ref", "Merchant RMA ID": "", "Return type": "",
        "Resolution": "", "Category": ""}),
    Profile("Magento", ("increment_id", "qty_ordered"), {
        "increment_id": "order_no", "name": "item", "created_at": "order_date", "order_id": "", "entity_id": "",
        "item_id": ""}),
    Profile("PrestaShop", ("product_reference", "product_quantity"), {
        "reference": "order_no", "id_order": "", "product_reference": "sku", "date_add": "order_date"}),
    Profile("Etsy", ("Sale Date", "Listing ID", "Transaction ID"), {
        "Order ID": "order_no", "Ship Name": "customer", "Buyer": "", "Date Paid": "", "Price": "unit_price",
        "Transaction ID": "line"}),
    Profile("eBay", ("Sales Record Number", "Item Number", "Item Title"), {
        "Order Number": "order_no", "Sales Record Number": "", "Item Number": "", "Custom Label": "sku",
        "Item Title": "item", "Sold For": "", "Buyer Username": "", "Transaction ID": ""}),
)
