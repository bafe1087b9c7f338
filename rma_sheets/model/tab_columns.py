"""The tabs beside Returns, and `TABS`, the register as a whole.

Orders is imported or pasted, Policy and Reasons are edited by staff, Lists holds what the drop-downs offer.
"""

from __future__ import annotations

from .column import Column, Kind, Owner, TabSpec
from .returns_columns import RETURNS_COLUMNS

E = Owner.ENGINE

ORDERS_COLUMNS: tuple[Column, ...] = (
    Column("order_no", "Order no", "N° commande", kind=Kind.IDENTIFIER, required=True),
    Column("line", "Line", "Ligne", kind=Kind.IDENTIFIER, width=7),
    Column("order_date", "Order date", "Date de commande", kind=Kind.MOMENT, width=17),
    Column("delivered_on", "Delivered on", "Livré le", kind=Kind.DATE, width=13),
    Column("order_status", "Order status", "État de la commande", kind=Kind.CHOICE, choices="order_status"),
    Column("customer", "Customer", "Client", width=22),
    Column("email", "E-mail", "E-mail", kind=Kind.EMAIL, width=28),
    Column("country", "Country", "Pays", kind=Kind.COUNTRY, width=9),
    Column("language", "Language", "Langue", kind=Kind.LANGUAGE, choices="language", width=10),
    Column("sku", "SKU", "Référence article", kind=Kind.IDENTIFIER, required=True),
    Column("item", "Item", "Article", width=34),
    Column("category", "Category", "Catégorie"),
    Column("qty", "Qty", "Qté", kind=Kind.INTEGER, width=7, required=True),
    Column("unit_price", "Unit price", "Prix unitaire", kind=Kind.MONEY, width=11),
    Column("currency", "Currency", "Devise", width=9),
)

POLICY_COLUMNS: tuple[Column, ...] = (
    Column("order", "Order", "Ordre", kind=Kind.NUMBER, width=7, required=True),
    Column("rule", "Rule", "Règle", width=30, required=True),
    Column("active", "Active", "Active", kind=Kind.FLAG, choices="flag", width=8),
    Column("country", "Country", "Pays", width=14),
    Column("category", "Category", "Catégorie", width=16),
    Column("sku", "SKU", "Référence article", width=16),
    Column("reason", "Return reason", "Motif du retour", width=22),
    Column("condition", "Condition", "État", width=18),
    Column("days_from", "Days from", "Jours de", kind=Kind.INTEGER, width=10),
    Column("days_to", "Days to", "Jours à", kind=Kind.INTEGER, width=10),
    Column("value_from", "Value from", "Valeur de", kind=Kind.MONEY, width=11),
    Column("value_to", "Value to", "Valeur à", kind=Kind.MONEY, width=11),
    Column("verdict", "Verdict", "Décision", kind=Kind.CHOICE, choices="verdict", width=12, required=True),
    Column("window_days", "Window days", "Délai (jours)", kind=Kind.INTEGER, width=12),
    Column("resolutions", "Resolutions allowed", "Solutions permises", width=24),
    Column("who_pays", "Return paid by", "Retour payé par", kind=Kind.CHOICE, choices="payer", width=14),
    Column("restocking_fee", "Restocking fee %", "Frais de remise en stock %", kind=Kind.NUMBER, width=15),
    Column("message", "Message to customer", "Message au client", width=44),
    Column("check", "Check", "Contrôle", E, Kind.CHOICE, "check", width=9),
    Column("messages", "Messages", "Messages", E, width=40),
)

REASONS_COLUMNS: tuple[Column, ...] = (
    Column("code", "Code", "Code", kind=Kind.IDENTIFIER, width=22, required=True),
    Column("label_en", "Label (English)", "Libellé (anglais)", width=28),
    Column("label_fr", "Label (French)", "Libellé (français)", width=28),
    Column("parent", "Parent", "Parent", kind=Kind.IDENTIFIER, width=18),
    Column("active", "Active", "Actif", kind=Kind.FLAG, choices="flag", width=8),
)

RETURNS = TabSpec("returns", {"en": "Returns", "fr": "Retours"}, RETURNS_COLUMNS)
ORDERS = TabSpec("orders", {"en": "Orders", "fr": "Commandes"}, ORDERS_COLUMNS)
POLICY = TabSpec("policy", {"en": "Policy", "fr": "Politique"}, POLICY_COLUMNS)
REASONS = TabSpec("reasons", {"en": "Reasons", "fr": "Motifs"}, REASONS_COLUMNS)
LISTS_TITLES = {"en": "Lists", "fr": "Listes"}  # what the drop-downs offer; written by init, never read back

TABS: tuple[TabSpec, ...] = (RETURNS, ORDERS, POLICY, REASONS)
TABS_BY_KEY = {tab.key: tab for tab in TABS}
