"""The outside worlds, one a folder: workbooks, the journal, mail, exports. None of them knows another."""
