"""What shop programs call our columns: a table, in the order of preference, meant to be read and added to.

Names are compared without case, accents, spaces and signs, so `Order ID`, `order-id` and `orderId` are one name. Names
that mean something else in one program's export stand in `programs.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

NAMES: Mapping[str, str] = {
    # who ordered what
    "order_no": "order no | order number | order id | order name | order | invoice no | invoice number | "
                "sales order | sales order number | purchase order | amazon order id | increment id | id order | "
                "order reference | order ref | order code | receipt number | sales record number | "
                "numéro de commande | n° de commande | no commande | commande | référence commande | id commande | "
                "numéro de facture | Bestellnummer | Bestellnr | Auftragsnummer | Auftragsnr | Rechnungsnummer | "
                "número de pedido | n° de pedido | pedido | id pedido | numero ordine | n. ordine | ordine | "
                "id ordine | bestelnummer | ordernummer | bestelling",
    "line": "line | line no | line number | order line | order line number | line id | order item id | item id | "
            "transaction id | position | ligne | n° ligne | Positionsnummer | línea | riga | regel",
    "order_line": "order line | line | line no | line number | order line number | order item id | ligne commande | "
                  "ligne | Position | línea | riga | regel",
    "order_date": "order date | ordered on | ordered at | date ordered | purchase date | sale date | invoice date | "
                  "order created at | created at | creation date | date purchased | date created | date paid | "
                  "paid at | date add | order time | date | date de commande | date commande | commandé le | "
                  "date d'achat | date de facture | Bestelldatum | Auftragsdatum | Kaufdatum | Rechnungsdatum | "
                  "Datum | fecha de pedido | fecha del pedido | fecha pedido | fecha | data ordine | "
                  "data dell'ordine | data | besteldatum | orderdatum",
    "delivered_on": "delivered on | delivered at | delivery date | date delivered | actual delivery date | "
                    "livré le | date de livraison | geliefert am | Zustelldatum | Lieferdatum | fecha de entrega | "
                    "entregado el | data di consegna | consegnato il | geleverd op | leverdatum | bezorgd op",
    "order_status": "order status | status | fulfillment status | order state | état | état de la commande | "
                    "statut | statut de la commande | Bestellstatus | Auftragsstatus | estado del pedido | "
                    "stato ordine | bestelstatus",
    "customer": "customer | customer name | shipping name | ship name | ship to name | recipient name | recipient | "
                "buyer name | buyer | billing name | bill to name | full name | customer full name | name | client | "
                "nom du client | nom client | nom | destinataire | acheteur | Kunde | Kundenname | Name des Kunden | "
                "Empfänger | Käufer | cliente | nombre del cliente | destinatario | comprador | nome cliente | "
                "nome | acquirente | klant | klantnaam | naam | ontvanger | koper",
    "email": "e-mail | email address | customer email | email (billing) | billing email | buyer email | "
             "contact email | mail | shipping email | email client | adresse e-mail | courriel | e-mail du client | "
             "E-Mail-Adresse | Kunden-E-Mail | correo | correo electrónico | email del cliente | posta elettronica | "
             "indirizzo e-mail | email cliente | e-mailadres | klant e-mail",
    "phone": "phone | phone number | telephone | shipping phone | billing phone | ship phone number | "
             "buyer phone number | mobile | phone (billing) | tél | portable | Telefon | Telefonnummer | Handy | "
             "teléfono | móvil | cellulare | telefoon | telefoonnummer",
    "country": "country | country code | shipping country | ship country | ship to country | shipping country code | "
               "country code (shipping) | country (shipping) | delivery country | destination country | "
               "ship country code | billing country | bill to country | country code (billing) | country (billing) | "
               "buyer country | pays | pays de livraison | code pays | livraison pays | Land | Lieferland | "
               "Ländercode | Versandland | país | país de envío | paese | paese di spedizione | nazione | "
               "land van bestemming | landcode",
    "language": "language | customer language | locale | customer locale | langue | langue du client | Sprache | "
                "idioma | lingua | taal",
    # the goods
    "sku": "sku | stock code | product sku | item sku | merchant sku | seller sku | lineitem sku | variant sku | "
           "product code | product reference | item code | article number | article no | article code | "
           "part number | custom label | custom label (sku) | référence article | référence | référence produit | "
           "code article | réf | Artikelnummer | Artikelnr | Artikelcode | Produktnummer | referencia | "
           "código de artículo | código de producto | codice articolo | codice prodotto | codice | riferimento",
    "item": "item | item name | product name | product title | item title | lineitem name | title | description | "
            "product description | item description | product | article | désignation | libellé | produit | "
            "nom du produit | nom de l'article | Artikel | Artikelname | Artikelbezeichnung | Bezeichnung | "
            "Produkt | Produktname | artículo | producto | nombre del producto | descripción | articolo | prodotto | "
            "nome prodotto | descrizione | productnaam | artikelomschrijving | omschrijving",
    "category": "category | product category | product type | item category | catégorie | famille | rayon | "
                "Kategorie | Warengruppe | categoría | productgroep",
    "qty": "qty | quantity | quantity ordered | qty ordered | quantity purchased | lineitem quantity | "
           "product quantity | quantity (- refund) | return quantity | returned quantity | qty returned | "
           "quantity returned | item quantity | units | pieces | quantité | qté | quantité commandée | "
           "quantité retournée | Menge | Anzahl | Stückzahl | Stück | cantidad | unidades | quantità | qtà | "
           "aantal | hoeveelheid",
    "unit_price": "unit price | item price | lineitem price | product price | price each | price | item cost | "
                  "unit price tax incl | unit cost | selling price | prix unitaire | prix | prix unitaire ttc | "
                  "Einzelpreis | Stückpreis | Preis | precio unitario | precio | prezzo unitario | prezzo | "
                  "stukprijs | eenheidsprijs | prijs",
    "currency": "currency | currency code | order currency | devise | monnaie | Währung | moneda | divisa | valuta | "
                "munt",
    # the return
    "external_ref": "return id | return number | return no | return reference | rma | rma id | rma number | rma no | "
                    "merchant rma id | amazon rma id | cancel no | cancellation number | credit note | "
                    "credit note number | return order number | license plate number | numéro de retour | "
                    "n° de retour | n° retour | référence retour | Retourennummer | Retourenr | Rücksendenummer | "
                    "RMA-Nummer | número de devolución | n° devolución | numero reso | n. reso | retournummer",
    "requested_on": "requested on | return date | return request date | return requested at | request date | "
                    "requested at | cancel date | date of return | return created at | created at | date created | "
                    "date of request | date requested | request created | request created at | return requested | "
                    "date | demandé | créé le | date de création | date de retour | "
                    "date du retour | date de la demande | demandé le | Retourendatum | "
                    "Rücksendedatum | Anfragedatum | Datum | fecha de devolución | fecha de solicitud | fecha | "
                    "data reso | data di reso | data richiesta | data | retourdatum | aanvraagdatum",
    "return_reason": "return reason | reason | reason for return | reason code | return reason code | motif | "
                     "motif du retour | raison | raison du retour | Retourengrund | Rücksendegrund | Grund | "
                     "motivo | motivo de devolución | motivo del reso | retourreden | reden",
    "reason_note": "reason note | customer comments | customer comment | buyer comment | comment | comments | note | "
                   "notes | return note | remarks | message | commentaire | commentaires | précisions | remarque | "
                   "Kommentar | Bemerkung | Anmerkung | comentario | comentarios | commento | nota | opmerking",
    "requested_resolution": "wanted resolution | resolution | requested resolution | return type | desired outcome | "
                            "solution souhaitée | solution | gewünschte Lösung | resolución | risoluzione | "
                            "gewenste oplossing",
    "exchange_sku": "exchange sku | exchange for sku | replacement sku | réf. d'échange | Tauschartikel | "
                    "Umtauschartikel",
    "tracking_no": "tracking no | tracking number | return tracking number | tracking id | tracking code | "
                   "tracking | numéro de suivi | n° de suivi | suivi | Sendungsnummer | Trackingnummer | "
                   "Paketnummer | número de seguimiento | numero di tracking | numero di tracciamento | "
                   "track and trace",
    "received_on": "received on | received at | date received | reçu le | date de réception | erhalten am | "
                   "Eingangsdatum | recibido el | ricevuto il | ontvangen op",
    "status": "status | return status | rma status | state | return state | statut | statut du retour | "
              "statut retour | Retourenstatus | Rücksendestatus | estado de la devolución | "
              "stato del reso | retourstatus",
    "photos": "photos | photo | pictures | images | image urls | Fotos | Bilder | foto",
}

NONE_OF_OURS = frozenset({"customer id", "customer no", "customer number", "client id", "numéro client",
                          "n° client", "id client", "Kundennummer", "Kunden-Nr", "número de cliente", "id cliente",
                          "numero cliente", "codice cliente", "klantnummer", "order total", "total"})
"""Names that look like a column of ours and are none."""

STATUS_WORDS: Mapping[str, str] = {  # folded word of a shop program -> key of the list order_status
    "processing": "paid", "unfulfilled": "paid", "unshipped": "paid", "payment accepted": "paid",
    "fulfilled": "shipped",
    "complete": "shipped", "completed": "shipped", "dispatched": "shipped", "canceled": "cancelled",
    "paiement accepte": "paid", "expedie": "shipped", "livre": "delivered", "annule": "cancelled",
    "bezahlt": "paid", "versendet": "shipped", "versandt": "shipped", "zugestellt": "delivered",
    "geliefert": "delivered",
    "storniert": "cancelled", "pagado": "paid", "enviado": "shipped", "entregado": "delivered",
    "cancelado": "cancelled",
    "pagato": "paid", "spedito": "shipped", "consegnato": "delivered", "annullato": "cancelled", "betaald": "paid",
    "verzonden": "shipped", "bezorgd": "delivered", "geannuleerd": "cancelled",
}
"""Only words that leave no doubt: `partial`, `pending`, `on hold` stay as they are and are told."""

FINISHED_WORDS: Mapping[str, str] = {  # folded word of a shop program -> key of the list status
    "canceled": "cancelled", "refunded": "settled", "rembourse": "settled", "denied": "declined",
    "ferme": "closed", "storniert": "cancelled", "erstattet": "settled",
    "cancelado": "cancelled", "reembolsado": "settled", "annullato": "cancelled", "rimborsato": "settled",
    "geannuleerd": "cancelled", "terugbetaald": "settled",
}
"""Words for a return that is over, beside the catalogue's own; `completed` could be a request or a refund."""
