"""The columns of the tab Returns: one row is one returned order line. A table, meant to be read.

Staff fill facts, the engine writes what follows from them, `Status` is shared. Columns that belong to later
features (legal basis, money, stock) come with those features.
"""

from __future__ import annotations

from .column import Column, Kind, Owner

E, S = Owner.ENGINE, Owner.SHARED

RETURNS_COLUMNS: tuple[Column, ...] = (
    Column("request_ref", "Request ref", "Réf. demande", E, Kind.IDENTIFIER, width=17, required=True),
    Column("rma_number", "RMA number", "N° RMA", E, Kind.IDENTIFIER, width=17, required=True),
    Column("status", "Status", "Statut", S, Kind.CHOICE, "status", width=15, required=True),
    Column("check", "Check", "Contrôle", E, Kind.CHOICE, "check", width=9, required=True),
    Column("messages", "Messages", "Messages", E, width=62, required=True),
    Column("next_step", "Next step", "Prochaine étape", E, width=34),
    Column("due", "Due", "Échéance", E, Kind.DATE, width=12),
    # the request
    Column("requested_on", "Requested on", "Demandé le", kind=Kind.MOMENT, width=17),
    Column("order_no", "Order no", "N° commande", kind=Kind.IDENTIFIER, required=True),
    Column("order_line", "Order line", "Ligne commande", kind=Kind.IDENTIFIER, width=11),
    Column("sku", "SKU", "Référence article", kind=Kind.IDENTIFIER, required=True),
    Column("item", "Item", "Article", width=30),
    Column("qty", "Qty", "Qté", kind=Kind.INTEGER, width=7, required=True),
    Column("customer", "Customer", "Client", width=22),
    Column("email", "E-mail", "E-mail", kind=Kind.EMAIL, width=28, required=True),
    Column("phone", "Phone", "Téléphone", kind=Kind.IDENTIFIER, width=16),
    Column("country", "Country", "Pays", kind=Kind.COUNTRY, width=9),
    Column("language", "Language", "Langue", kind=Kind.LANGUAGE, choices="language", width=10),
    Column("return_reason", "Return reason", "Motif du retour", kind=Kind.CHOICE, choices="reason", width=20),
    Column("reason_note", "Reason note", "Précisions", width=28),
    Column("photos", "Photos", "Photos", width=16),
    Column("requested_resolution", "Wanted resolution", "Solution souhaitée", kind=Kind.CHOICE,
           choices="resolution", width=18),
    Column("exchange_sku", "Exchange SKU", "Réf. d'échange", kind=Kind.IDENTIFIER),
    Column("external_ref", "Shop reference", "Réf. boutique", kind=Kind.IDENTIFIER, width=15),
    # the verdict
    Column("eligibility", "Eligibility", "Éligibilité", E, Kind.CHOICE, "eligibility", width=11),
    Column("matched_rule", "Matched rule", "Règle appliquée", E, width=22),
    Column("why", "Why", "Pourquoi", E, width=80),
    Column("window_end", "Window end", "Fin du délai", E, Kind.DATE, width=12),
    Column("matched_order", "Matched order", "Commande trouvée", E, Kind.IDENTIFIER, width=18),
    Column("return_cost", "Return paid by", "Retour payé par", E, Kind.CHOICE, "payer", width=14),
    Column("restocking_fee", "Restocking fee %", "Frais de remise en stock %", E, Kind.NUMBER, width=15),
    # the way back and the inspection
    Column("parcel_id", "Parcel", "Colis", E, Kind.IDENTIFIER, width=13),
    Column("label", "Label", "Étiquette", E, width=28),
    Column("tracking_no", "Tracking no", "N° de suivi", kind=Kind.IDENTIFIER, width=20),
    Column("received_on", "Received on", "Reçu le", kind=Kind.DATE, width=12),
    Column("qty_received", "Qty received", "Qté reçue", kind=Kind.INTEGER, width=11),
    Column("condition", "Condition", "État", kind=Kind.CHOICE, choices="condition", width=18),
    Column("disposition", "Disposition", "Destination", kind=Kind.CHOICE, choices="disposition", width=18),
    Column("inspection_findings", "Findings", "Constats", width=28),
    Column("inspector", "Inspector", "Contrôleur"),
    # the settlement
    Column("resolution", "Resolution", "Solution", kind=Kind.CHOICE, choices="resolution", width=14),
    Column("refund_amount", "Refund amount", "Montant remboursé", kind=Kind.MONEY),
    Column("payment_ref", "Payment reference", "Réf. de paiement", kind=Kind.IDENTIFIER, width=18),
    Column("decision_note", "Decision note", "Note de décision", width=28),
    # how staff steer
    Column("assignee", "Owner", "Responsable", width=12),
    Column("tags", "Tags", "Étiquettes libres", width=12),
    Column("hold", "Hold", "En pause", kind=Kind.FLAG, choices="flag", width=8),
    Column("do_not_notify", "Do not notify", "Ne pas notifier", kind=Kind.FLAG, choices="flag", width=12),
    # what the engine did
    Column("last_mail", "Last mail", "Dernier e-mail", E, width=24),
    Column("last_sync", "Last sync", "Dernière synchro", E, Kind.MOMENT, width=17),
    Column("row_key", "Row key", "Clé de ligne", E, Kind.IDENTIFIER, hidden=True, required=True),
    Column("rev", "Rev", "Rév.", E, Kind.INTEGER, hidden=True, required=True),
    Column("synced_status", "Last synced status", "Dernier statut synchronisé", E, Kind.IDENTIFIER, hidden=True,
           required=True),
)

REQUEST_COLUMNS = frozenset({
    "requested_on", "order_no", "order_line", "sku", "item", "qty", "customer", "email", "country", "language",
    "return_reason", "requested_resolution", "exchange_sku", "external_ref"})
"""What the verdict on a request rests on. Once a return is authorized, what would have kept its request waiting has
been decided and is no longer told."""
