"""Google Sheets v4, as far as we use it, on loopback: what the Google store is tested against.

It speaks real HTTP to the real gspread and google-auth, refuses what it does not know, and never pretends to have done
something. Facts come from three places: Google's discovery document, answers of the real service that gspread's own
tests recorded, and Google's documentation. What none of them tells is an assumption, and the code says so there.
"""
