"""Whatever people, programs and machines do to a register: told in one line or in the row, and nothing is lost."""
